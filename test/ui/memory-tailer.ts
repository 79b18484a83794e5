import type {LogChunk, LogTailer} from '../../src/domain/ports.ts'

/** A command that prints nothing. */
export const silentTailer: LogTailer = {
  follow: () => async () => {},
  read: async () => new Uint8Array(),
}

/** A command that prints on stderr whenever it is told to. */
export function printingTailer(text: string) {
  let bytes = Buffer.alloc(0)
  let report: ((chunk: LogChunk) => void) | undefined
  const print = (more: string) => {
    const start = bytes.length
    bytes = Buffer.concat([bytes, Buffer.from(more)])
    report?.({source: 'err', start, bytes: bytes.subarray(start)})
  }
  const tailer: LogTailer = {
    follow(_, onChunk) {
      report = onChunk
      print(text)
      return async () => {}
    },
    read: async (_, start, end) => bytes.subarray(start, end),
  }
  return {tailer, print}
}
