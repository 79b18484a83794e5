import {statSync} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import type {LogChunk, LogSource, LogTailer} from '../domain/ports.ts'
import {ownMask} from './secrets.ts'

export type LogTailOptions = {
  readonly pollMs?: number
  /** Read of one file in a tick: a flood is caught up with later, so that its program has the machine while it writes. */
  readonly maxBytesPerTick?: number
  /** Reported at once: one buffer for all, so that a flood takes no memory. */
  readonly chunkBytes?: number
}

type Report = (chunk: LogChunk) => void

/** Follows growing log files by polling: no watcher works on every file system, and four reads a second cost next to nothing. */
export function createLogTailer(options: LogTailOptions = {}): LogTailer {
  const {pollMs = 250, maxBytesPerTick = 4 * 1024 * 1024, chunkBytes = 512 * 1024} = options
  return {
    follow(files, onChunk) {
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, maxBytesPerTick))
      const tails = [
        createTail('err', files.err, buffer, maxBytesPerTick),
        createTail('out', files.out, buffer, maxBytesPerTick),
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
    read: (file, start, end) =>
      withFile(file, async handle => {
        const mask = ownMask()
        const {size} = await handle.stat()
        const from = Math.max(0, start - mask.reach)
        const length = Math.max(0, Math.min(end + mask.reach, size) - from)
        const {buffer, bytesRead} = await handle.read(Buffer.allocUnsafe(length), 0, length, from)
        // What is asked for may begin or end within a secret.
        mask.bytes(buffer.subarray(0, bytesRead))
        return buffer.subarray(Math.min(start - from, bytesRead), Math.min(end - from, bytesRead))
      }).then(bytes => bytes ?? new Uint8Array()),
  }
}

/** Reads on from where it stopped; true when there may be more in the file than it was allowed to read. */
function createTail(source: LogSource, path: string, buffer: Buffer, maxBytes: number) {
  let position = 0
  return async (report: Report): Promise<boolean> => {
    const until = position + maxBytes
    if (sizeOf(path) <= position) return false
    await withFile(path, async handle => {
      while (position < until) {
        const {bytesRead} = await handle.read(buffer, 0, Math.min(buffer.length, until - position), position)
        if (bytesRead === 0) return
        report({source, start: position, bytes: buffer.subarray(0, bytesRead)})
        position += bytesRead
      }
    })
    return position === until
  }
}

/** Asked four times a second beside a build: by the call that returns at once, without another thread. */
function sizeOf(path: string): number {
  try {
    return statSync(path, {throwIfNoEntry: false})?.size ?? 0
  } catch {
    return 0
  }
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T | undefined> {
  const handle = await open(path).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    return await use(handle)
  } finally {
    await handle.close()
  }
}
