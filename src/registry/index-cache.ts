/**
 * The lines of one crate in cargo's index cache; undefined when the file isn't one that we can read.
 *
 * The format, as cargo writes it since 1.65 (version 3): a byte with the version, four with the version of the index's own
 * schema (little end first), a text that says which state of the index it is, and then version and line in turn, each text
 * ended by a zero byte. A crate of which cargo understood nothing has no lines.
 */
export function cachedLines(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes[0] !== cacheVersion || bytes.length < headerBytes + 1 || bytes.at(-1) !== 0) return undefined
  const schema = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true)
  if (schema > newestSchema) return undefined
  const texts = new TextDecoder().decode(bytes.subarray(headerBytes, -1)).split('\0')
  // The first says which state of the index this is; of the others, every second is a line.
  return texts.slice(1).filter((_, index) => index % 2 === 1)
}

const cacheVersion = 3
const newestSchema = 2
const headerBytes = 5
