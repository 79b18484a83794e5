import type {AppendFile} from '../../src/domain/ports.ts'

/** An append-only file without a disk, for laws that are tried thousands of times. */
export type MemoryFile = AppendFile & {bytes: Uint8Array | undefined}

export function memoryFile(bytes?: Uint8Array): MemoryFile {
  const file: MemoryFile = {
    bytes,
    read: async () => file.bytes,
    readPart: (start, end) => file.bytes?.slice(start, end) ?? new Uint8Array(),
    async append(added) {
      file.bytes = new Uint8Array([...(file.bytes ?? []), ...added])
    },
    async truncate(sizeBytes) {
      if (file.bytes === undefined) throw new Error('there is no file to cut')
      file.bytes = file.bytes.slice(0, sizeBytes)
    },
  }
  return file
}
