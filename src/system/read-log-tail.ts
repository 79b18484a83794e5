import {open} from 'node:fs/promises'
import {isSystemError} from './system-error.ts'

/** The last `tailBytes` of a log as text; empty when it was never written. A cut first character is left as it falls. */
export async function readLogTail(file: string, tailBytes: number): Promise<string> {
  const handle = await open(file, 'r').catch(error => {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  })
  if (handle === undefined) return ''
  try {
    const {size} = await handle.stat()
    const length = Math.min(size, tailBytes)
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
