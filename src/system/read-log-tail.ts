import {open} from 'node:fs/promises'
import {ownMask} from './secrets.ts'
import {isSystemError} from './system-error.ts'

/** The last `tailBytes` of a log as text; empty when it was never written. A cut first character is left as it falls. Secrets are masked. */
export async function readLogTail(file: string, tailBytes: number): Promise<string> {
  const handle = await open(file, 'r').catch(error => {
    if (isSystemError(error, 'ENOENT')) return undefined
    throw error
  })
  if (handle === undefined) return ''
  try {
    const mask = ownMask()
    const {size} = await handle.stat()
    const length = Math.min(size, tailBytes)
    const before = Math.min(mask.reach, size - length)
    const {buffer, bytesRead} = await handle.read(
      Buffer.alloc(before + length),
      0,
      before + length,
      size - length - before,
    )
    const read = buffer.subarray(0, bytesRead)
    mask.bytes(read)
    return read.toString('utf8', before)
  } finally {
    await handle.close()
  }
}
