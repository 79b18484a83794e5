import {createHash} from 'node:crypto'
import {closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync} from 'node:fs'
import {lstat, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, symlink} from 'node:fs/promises'
import path from 'node:path'
import {BugError, ProblemError} from '../domain/errors.ts'
import type {FileState} from '../domain/file-state.ts'
import {gitCommand} from '../domain/git-command.ts'
import type {BoundedRead, Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {isRepositoryPath} from '../domain/repository-path.ts'
import {capture} from './capture.ts'
import {type CopyFile, makeFolder, syncFile, syncFolder, writeDurably} from './durable-write.ts'
import {isSystemError} from './system-error.ts'

/**
 * The repository at `root` (absolute). Nothing is created until something is written. `copy` makes the file into which new
 * bytes go, as a copy of the old one with its attributes; without it they are lost.
 */
export async function openTree(root: string, {copy}: {readonly copy?: CopyFile} = {}): Promise<Tree> {
  const realRoot = await realpath(root)
  const scratch = path.join(realRoot, '.upgrade-wizard', 'tmp')

  /** Absolute path, refused when it leaves the repository or goes through a symbolic link. */
  async function locate(file: string): Promise<string> {
    if (!isRepositoryPath(file)) throw new BugError(`not a path inside the repository: ${file}`)
    const located = path.join(realRoot, file)
    if (await isBehindLink(path.dirname(located))) throw new ProblemError(behindLink(file))
    return located
  }

  const tree: Tree = {
    root: realRoot,
    async list() {
      const found = (await listWithGit(realRoot)) ?? (await walk(realRoot))
      return withoutLinked(realRoot, [...new Set(found)].filter(isRepositoryPath).toSorted())
    },
    async state(file) {
      return stateOf(await locate(file), file)
    },
    async follow(file) {
      const located = await locate(file)
      return (await isLink(located)) ? followed(realRoot, located) : file
    },
    async names(file) {
      return (await lstat(await locate(file)).catch(absent))?.nlink ?? 1
    },
    async read(file) {
      const meant = await tree.follow(file)
      return meant === undefined ? undefined : readPlainFile(await locate(meant))
    },
    async readUpTo(file, maxBytes) {
      if (!isRepositoryPath(file)) throw new BugError(`not a path inside the repository: ${file}`)
      const read = readSmallFile(path.join(realRoot, file), maxBytes)
      // What isn't there may be so because a folder leads elsewhere.
      if (read.kind === 'absent') await locate(file)
      return read
    },
    async readText(file) {
      return decode(await tree.read(file))
    },
    async write(file, bytes, mode) {
      const target = await locate(file)
      await makeFolder(path.dirname(target))
      // A folder may have become a link meanwhile: looked at once more, just before the file takes its place.
      const last = async () => void (await locate(file))
      await writeDurably(target, bytes, {
        scratch,
        last,
        ...(mode === undefined ? {} : {mode}),
        ...(copy === undefined ? {} : {copy}),
      })
    },
    async writeLink(file, target) {
      const link = await locate(file)
      const [first] = path.relative(realRoot, path.resolve(path.dirname(link), target)).split(path.sep)
      if (first === '..') throw new BugError(`the link would leave the repository: ${file} → ${target}`)
      const beside = path.join(scratch, `link-${createHash('sha256').update(file).digest('hex').slice(0, 16)}`)
      await mkdir(scratch, {recursive: true})
      await makeFolder(path.dirname(link))
      await rm(beside, {force: true})
      await symlink(target, beside)
      await rename(beside, link)
      await syncFolder(path.dirname(link))
    },
    async settle(file) {
      const target = await locate(file)
      await syncFile(target).catch(absentOrLink)
      await syncFolder(path.dirname(target)).catch(absentOrLink)
    },
    async remove(file) {
      const target = await locate(file)
      await rm(target, {force: true}).catch(absent)
      await syncFolder(path.dirname(target)).catch(absent)
    },
  }
  return tree
}

/** Also when what the path names isn't there yet: creating it would go through the link all the same. */
async function isBehindLink(folder: string): Promise<boolean> {
  try {
    return (await realpath(folder)) !== folder
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR')) throw error
    return (await isLink(folder)) || isBehindLink(path.dirname(folder))
  }
}

async function isLink(file: string): Promise<boolean> {
  return (await lstat(file).catch(absent))?.isSymbolicLink() ?? false
}

/** From the root, of the file behind a link; undefined when it isn't one of the repository's own. */
async function followed(root: string, link: string): Promise<string | undefined> {
  const target = await realpath(link).catch(error => {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined
    throw error
  })
  if (target === undefined || !(await lstat(target)).isFile()) return undefined
  const file = path.relative(root, target).split(path.sep).join('/')
  return isRepositoryPath(file) ? file : undefined
}

async function stateOf(located: string, file: string): Promise<FileState> {
  const stat = await lstat(located).catch(absent)
  if (stat === undefined) return {kind: 'absent'}
  if (stat.isSymbolicLink()) return {kind: 'symlink', target: await readlink(located)}
  if (!stat.isFile()) throw new ProblemError(notAFile(file, stat.isDirectory()))
  const sha256 = createHash('sha256')
    .update(await readFile(located))
    .digest('hex')
  return {kind: 'file', sha256, mode: stat.mode & 0o7777}
}

/**
 * Links are never followed: what they point at, when it is in the repository, is listed under its own name. A pipe that
 * nobody writes into must not be waited for.
 */
async function readPlainFile(file: string): Promise<Uint8Array | undefined> {
  const handle = await open(file, unfollowed).catch(absentOrLink)
  if (handle === undefined) return undefined
  try {
    return (await handle.stat()).isFile() ? await handle.readFile() : undefined
  } finally {
    await handle.close()
  }
}

/**
 * A survey reads thousands of small files. Handing each of them to the thread pool five times takes several times as long
 * as reading it, so this doesn't; what it reads is bounded.
 */
function readSmallFile(file: string, maxBytes: number): BoundedRead {
  let opened: number | undefined
  try {
    if (realpathSync.native(path.dirname(file)) !== path.dirname(file)) throw new ProblemError(behindLink(file))
    opened = openSync(file, unfollowed)
    const stat = fstatSync(opened)
    if (!stat.isFile()) return {kind: 'absent'}
    if (stat.size > maxBytes) return {kind: 'too-large', sizeBytes: stat.size}
    return {kind: 'read', bytes: readFileSync(opened)}
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return {kind: 'absent'}
    if (isSystemError(error, 'EACCES', 'EPERM', 'EIO')) return {kind: 'unreadable'}
    throw error
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

function behindLink(file: string): Problem {
  return {
    code: 'behind-link',
    title: `${file} is behind a symbolic link`,
    detail: 'A folder on its path is a link. The wizard goes through none: it may lead out of the repository.',
    nextSteps: ['Put the folder itself there, then go on.'],
    path: file,
  }
}

function notAFile(file: string, isFolder: boolean): Problem {
  return {
    code: 'not-a-file',
    title: `${file} is ${isFolder ? 'a folder' : 'a pipe, a socket or a device'}`,
    detail: 'The wizard reads and writes plain files. What stands there was left alone.',
    nextSteps: [`Move ${file} away, then go on.`],
    path: file,
  }
}

function decode(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    return undefined
  }
}

async function listWithGit(root: string): Promise<readonly string[] | undefined> {
  const listing = gitCommand(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
  const listed = await capture(listing, 60_000)
  if (listed.kind !== 'exited' || listed.code !== 0) return undefined
  return listed.stdout.split('\0')
}

/** Git still lists what it tracks in a folder that was replaced by a link. */
function withoutLinked(root: string, files: readonly string[]): readonly string[] {
  const linked = new Map<string, boolean>([['.', false]])
  const isInLinked = (file: string): boolean => {
    const folder = path.posix.dirname(file)
    const known = linked.get(folder) ?? (isInLinked(folder) || isLinkNow(path.join(root, folder)))
    linked.set(folder, known)
    return known
  }
  return files.filter(file => !isInLinked(file))
}

function isLinkNow(file: string): boolean {
  return lstatSync(file, {throwIfNoEntry: false})?.isSymbolicLink() ?? false
}

async function walk(root: string, folder = ''): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(path.join(root, folder), {withFileTypes: true})) {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && !leftOut.has(entry.name)) found.push(...(await walk(root, file)))
    if (entry.isFile()) found.push(file)
  }
  return found
}

function absentOrLink(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined
  throw error
}

function absent(error: unknown): undefined {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined
  throw error
}

const leftOut = new Set(['.git', '.upgrade-wizard', 'target', 'node_modules'])
const unfollowed = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
