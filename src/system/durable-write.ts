import {createHash} from 'node:crypto'
import {constants} from 'node:fs'
import {chmod, type FileHandle, lstat, mkdir, open, rename, rm} from 'node:fs/promises'
import path from 'node:path'
import {isSystemError} from './system-error.ts'

/**
 * Replaces a file so that it holds either the old bytes or the new ones, whenever the power goes: write elsewhere on
 * the same file system, fsync, rename, fsync the folder. Mode and owner stay as they are unless `mode` is given
 * (permission bits; 0644 for a new file). Extended attributes and access lists stay where `copy` can take them along.
 * `last` is the last look before the rename; what it throws leaves the old file.
 *
 * The new bytes wait in `scratch`, not beside the target, so that a kill never leaves a stray file in the user's tree;
 * only when that is another file system do they wait beside it.
 */
export async function writeDurably(
  target: string,
  bytes: Uint8Array,
  {scratch, ...how}: {scratch: string} & How,
): Promise<void> {
  const name = createHash('sha256').update(target).digest('hex').slice(0, 16)
  await mkdir(scratch, {recursive: true})
  try {
    await replace(path.join(scratch, name), target, bytes, how)
  } catch (error) {
    if (!isSystemError(error, 'EXDEV')) throw error
    await replace(path.join(path.dirname(target), `.${name}.upgrade-wizard`), target, bytes, how)
  }
}

/** Makes a copy of a file, with its attributes, at a path where nothing is; false when it could not. */
export type CopyFile = (from: string, to: string) => Promise<boolean>

type How = {readonly mode?: number; readonly copy?: CopyFile; readonly last?: () => Promise<void>}

async function replace(waiting: string, target: string, bytes: Uint8Array, how: How): Promise<void> {
  try {
    await writeWaiting(waiting, target, bytes, how)
    await how.last?.()
    await rename(waiting, target)
  } catch (error) {
    await rm(waiting, {force: true}).catch(() => undefined)
    throw error
  }
  await syncFolder(path.dirname(target))
}

async function writeWaiting(waiting: string, target: string, bytes: Uint8Array, {mode, copy}: How): Promise<void> {
  const found = await lstat(target).catch(() => undefined)
  const old = found?.isFile() ? found : undefined
  // Made anew: what lies there from a kill, or was laid there as a link, is not written into.
  await rm(waiting, {force: true})
  const isCopied = old !== undefined && (await copy?.(target, waiting)) === true
  const handle = await (isCopied ? openCopy(waiting) : open(waiting, 'wx', 0o600))
  try {
    await handle.writeFile(bytes)
    if (old !== undefined && (old.uid !== process.getuid?.() || old.gid !== process.getgid?.())) {
      // Only root may give files away; for anyone else the file becomes theirs, as with any editor.
      await handle.chown(old.uid, old.gid).catch(() => undefined)
    }
    await handle.chmod(mode ?? (old === undefined ? 0o644 : old.mode & 0o7777))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The folder and those above it that are missing; each new one's name is on disk, too. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, {recursive: true})
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await syncFolder(path.dirname(made))
}

/** A file that somebody else wrote; a link isn't followed, and a pipe isn't waited for. */
export async function syncFile(file: string): Promise<void> {
  await syncOpened(await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK))
}

/** The copy may be as read-only as the file it was made from. */
async function openCopy(waiting: string): Promise<FileHandle> {
  await chmod(waiting, 0o600)
  return open(waiting, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW)
}

/** Some file systems refuse to sync a folder; the rename is then as durable as they make it. */
export async function syncFolder(folder: string): Promise<void> {
  await syncOpened(await open(folder, 'r'))
}

async function syncOpened(handle: FileHandle): Promise<void> {
  try {
    await handle.sync().catch(error => {
      if (!isSystemError(error, 'EINVAL', 'EPERM', 'ENOTSUP')) throw error
    })
  } finally {
    await handle.close()
  }
}
