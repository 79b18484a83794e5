import {mkdir, open, readFile} from 'node:fs/promises'
import path from 'node:path'
import type {AppendFile} from '../domain/ports.ts'
import {syncFolder} from './durable-write.ts'
import {isSystemError} from './system-error.ts'

/** An append-only file at an absolute path. Each append is on disk (fsync) before it resolves. */
export function openAppendFile(file: string): AppendFile {
  return {
    read: () =>
      readFile(file).catch(error => {
        if (isSystemError(error, 'ENOENT')) return undefined
        throw error
      }),
    async append(bytes) {
      await mkdir(path.dirname(file), {recursive: true})
      const handle = await open(file, 'a', 0o600)
      try {
        const {size} = await handle.stat()
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } catch (error) {
          // Half a line (a full disk) would stand before the next one for ever.
          await handle.truncate(size).catch(() => undefined)
          // Node names no file where it writes by descriptor.
          if (isSystemError(error, 'ENOSPC', 'EDQUOT')) error.path ??= file
          throw error
        }
        if (size === 0) await syncFolder(path.dirname(file))
      } finally {
        await handle.close()
      }
    },
    async truncate(sizeBytes) {
      const handle = await open(file, 'r+')
      try {
        await handle.truncate(sizeBytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
  }
}
