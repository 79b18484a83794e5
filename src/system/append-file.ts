import {closeSync, openSync, readSync} from 'node:fs'
import {mkdir, open, readFile} from 'node:fs/promises'
import path from 'node:path'
import type {AppendFile} from '../domain/ports.ts'
import {syncFolder} from './durable-write.ts'
import {isSystemError, withPath} from './system-error.ts'

/** An append-only file at an absolute path. Each append is on disk (fsync) before it resolves, or as if it had never been. */
export function openAppendFile(file: string): AppendFile {
  /** Where the file ends really, after an append that failed and could not be taken back either. */
  let goodBytes: number | undefined

  async function append(bytes: Uint8Array): Promise<void> {
    await mkdir(path.dirname(file), {recursive: true})
    const handle = await open(file, 'a', 0o600)
    try {
      // Half a line would stand before the next one for ever.
      if (goodBytes !== undefined) await handle.truncate(goodBytes)
      goodBytes = undefined
      const {size} = await handle.stat()
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } catch (error) {
        await handle.truncate(size).catch(() => {
          goodBytes = size
        })
        throw error
      }
      if (size === 0) await syncFolder(path.dirname(file))
    } finally {
      await handle.close()
    }
  }

  async function truncate(sizeBytes: number): Promise<void> {
    const handle = await open(file, 'r+')
    try {
      await handle.truncate(sizeBytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  return {
    read: () =>
      withPath(file, () => readFile(file)).catch(error => {
        if (isSystemError(error, 'ENOENT')) return undefined
        throw error
      }),
    readPart: (start, end) => readPart(file, start, end),
    append: bytes => withPath(file, () => append(bytes)),
    truncate: sizeBytes => withPath(file, () => truncate(sizeBytes)),
  }
}

function readPart(file: string, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start)
  const descriptor = openSync(file, 'r')
  try {
    let filled = 0
    for (let read = 1; read > 0 && filled < bytes.length; filled += read)
      read = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled)
    return bytes.subarray(0, filled)
  } finally {
    closeSync(descriptor)
  }
}
