/**
 * The wasmtime that precompiled a module or component, as its file says: `36.0.2`, or the major alone in newer ones. Undefined
 * for what wasmtime didn't compile, and where its maker put another text there. The file is ELF; wasmtime keeps its version in a section
 * of its own, after a byte for the layout and one for the length (`crates/wasmtime/src/engine/serialization.rs`), and refuses at
 * run time what another version compiled.
 */
export function precompiledBy(bytes: Uint8Array): string | undefined {
  try {
    const section = sectionNamed(bytes, '.wasmtime.engine')
    if (section === undefined || section[0] !== 0) return undefined
    const version = new TextDecoder().decode(section.subarray(2, 2 + (section[1] ?? 0)))
    return /^\d{1,4}(?:\.\d{1,4}){0,2}(?:-[\w.]{1,30})?$/.test(version) ? version : undefined
  } catch (error) {
    // An offset that leads out of the file.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Of a 64-bit ELF file with the lower byte first, the bytes of a section. Throws a RangeError where the file is cut off. */
function sectionNamed(bytes: Uint8Array, wanted: string): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 64 || view.getUint32(0) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1) return undefined
  const table = Number(view.getBigUint64(0x28, true))
  const entrySize = view.getUint16(0x3a, true)
  const count = view.getUint16(0x3c, true)
  const headerAt = (index: number) => {
    const at = table + index * entrySize
    const name = view.getUint32(at, true)
    const offset = Number(view.getBigUint64(at + 0x18, true))
    return {name, offset, size: Number(view.getBigUint64(at + 0x20, true))}
  }
  const names = headerAt(view.getUint16(0x3e, true)).offset
  for (let index = 0; index < count; index++) {
    const {name, offset, size} = headerAt(index)
    if (textAt(bytes, names + name, wanted.length) === wanted) return bytes.subarray(offset, offset + size)
  }
  return undefined
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}
