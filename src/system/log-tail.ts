import {open} from 'node:fs/promises'
import {StringDecoder} from 'node:string_decoder'
import type {LogChunk, LogSource, LogTailer} from '../domain/ports.ts'

export type LogTailOptions = {
  readonly pollMs?: number
  /** Read for one report at most; the rest waits for the next. */
  readonly maxBytesPerTick?: number
  /** Of what one tick reads, only this much at the end is decoded. */
  readonly keptBytes?: number
}

/** Follows growing log files by polling: no watcher works on every file system, and one read in 80 ms costs nothing. */
export function createLogTailer(options: LogTailOptions = {}): LogTailer {
  const {pollMs = 80, maxBytesPerTick = 16 * 1024 * 1024, keptBytes = 256 * 1024} = options
  return {
    follow(files, onChunk) {
      const tails = [
        createTail('err', files.err, maxBytesPerTick, keptBytes),
        createTail('out', files.out, maxBytesPerTick, keptBytes),
      ]
      let isStopped = false
      let timer: NodeJS.Timeout | undefined
      const readAll = async () => {
        let isMore = false
        for (const tail of tails) isMore = (await tail(onChunk)) || isMore
        return isMore
      }
      const poll = async (): Promise<void> => {
        await readAll()
        if (!isStopped) timer = setTimeout(() => void next(), pollMs)
      }
      let reading = poll()
      const next = () => {
        reading = poll()
        return reading
      }
      return async () => {
        if (isStopped) return
        isStopped = true
        clearTimeout(timer)
        await reading
        while (await readAll());
      }
    },
  }
}

/** Reads on from where it stopped; true when there is more in the file than it was allowed to read. */
function createTail(source: LogSource, path: string, maxBytes: number, keptBytes: number) {
  let decoder = new StringDecoder('utf8')
  let position = 0
  let rest = ''

  return async (report: (chunk: LogChunk) => void): Promise<boolean> => {
    const bytes = await readFrom(path, position, maxBytes)
    if (bytes === undefined || bytes.length === 0) return false
    position += bytes.length
    const from = bytes.length <= keptBytes ? 0 : lineStart(bytes, bytes.length - keptBytes)
    if (from > 0) {
      decoder = new StringDecoder('utf8')
      rest = ''
    }
    const parts = (rest + decoder.write(bytes.subarray(from))).split('\n')
    rest = lastOf(parts.pop() ?? '')
    report({source, lines: parts, open: rest, skippedLines: countLines(bytes.subarray(0, from))})
    return bytes.length === maxBytes
  }
}

async function readFrom(path: string, position: number, maxBytes: number): Promise<Buffer | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const {size} = await file.stat()
    const length = Math.min(maxBytes, Math.max(0, size - position))
    if (length === 0) return Buffer.alloc(0)
    const {buffer, bytesRead} = await file.read(Buffer.allocUnsafe(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A program that never ends its line must not fill the memory. */
function lastOf(open: string): string {
  return open.length > longestOpen ? open.slice(-longestOpen) : open
}

function lineStart(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(newline, from)
  return end === -1 ? from : end + 1
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}

const newline = 0x0a
const longestOpen = 64 * 1024
