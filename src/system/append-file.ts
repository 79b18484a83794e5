import {closeSync, constants, openSync, readSync} from 'node:fs'
import {type FileHandle, mkdir, open, readFile} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../domain/errors.ts'
import type {AppendFile} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {syncFolder} from './durable-write.ts'
import {isSystemError, withPath} from './system-error.ts'

/**
 * An append-only file at an absolute path. Each append is on disk (fsync) before it resolves, or as if it had never been. Once
 * it is known, the file must stay the one it was: an append to what somebody else removed, cut or wrote to is refused with a
 * ProblemError.
 */
export function openAppendFile(file: string): AppendFile {
  /** What it had after the latest read or append of ours. */
  let knownBytes: number | undefined
  /** Where the file ends really, after an append that failed and could not be taken back either. */
  let goodBytes: number | undefined
  /** The names that lead to it are on disk: whoever made it may have been killed before they were. */
  let isLinked = false

  async function append(bytes: Uint8Array): Promise<void> {
    await mkdir(path.dirname(file), {recursive: true})
    const handle = await openAgain(file, knownBytes)
    try {
      // Half a line would stand before the next one for ever.
      if (goodBytes !== undefined) await handle.truncate(goodBytes)
      goodBytes = undefined
      const {size} = await handle.stat()
      if (knownBytes !== undefined && size !== knownBytes) throw new ProblemError(notOurs(file))
      try {
        await handle.writeFile(bytes)
        await handle.sync()
        if (!isLinked) await syncNames(file)
      } catch (error) {
        await handle.truncate(size).catch(() => {
          goodBytes = size
        })
        throw error
      }
      knownBytes = size + bytes.length
      isLinked = true
    } finally {
      await handle.close()
    }
  }

  async function truncate(sizeBytes: number): Promise<void> {
    const handle = await open(file, 'r+')
    try {
      await handle.truncate(sizeBytes)
      await handle.sync()
      knownBytes = sizeBytes
    } finally {
      await handle.close()
    }
  }

  async function read(): Promise<Uint8Array | undefined> {
    const bytes = await readFile(file).catch(error => {
      if (isSystemError(error, 'ENOENT')) return undefined
      throw error
    })
    knownBytes = bytes?.length ?? 0
    return bytes
  }

  return {
    read: () => withPath(file, read),
    readPart: (start, end) => readPart(file, start, end),
    append: bytes => withPath(file, () => append(bytes)),
    truncate: sizeBytes => withPath(file, () => truncate(sizeBytes)),
  }
}

/** The file's own name and its folder's. */
async function syncNames(file: string): Promise<void> {
  const folder = path.dirname(file)
  await syncFolder(folder)
  await syncFolder(path.dirname(folder))
}

/** A file that had something in it isn't made anew: what came before would be missing. */
async function openAgain(file: string, knownBytes = 0): Promise<FileHandle> {
  if (knownBytes === 0) return open(file, 'a', 0o600)
  return open(file, constants.O_WRONLY | constants.O_APPEND).catch(error => {
    throw isSystemError(error, 'ENOENT') ? new ProblemError(notOurs(file)) : error
  })
}

function notOurs(file: string): Problem {
  return {
    code: 'state-changed',
    title: 'Something else removed or changed the state file during the run',
    detail: 'The wizard went no further. The files of the repository stay as they are now.',
    nextSteps: [
      'Put it back when you have it, then run the wizard again.',
      'Or look at `git diff`, restore what you want with git, and start anew with `upgrade-wizard run --fresh`.',
    ],
    path: file,
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
