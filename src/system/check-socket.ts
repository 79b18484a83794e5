import type {Stats} from 'node:fs'
import {lstat, mkdir} from 'node:fs/promises'
import {quoted} from '../domain/command.ts'
import {ProblemError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import type {SocketPlace} from './socket-place.ts'
import {isSystemError} from './system-error.ts'

/**
 * Makes the folder of a place, unless it is there, and looks at it: what its permissions let in is let in without a question.
 * Whose it is.
 *
 * @throws {ProblemError} as `checkFolder` does
 */
export async function makeFolderFor(place: SocketPlace): Promise<number> {
  await mkdir(place.folder, {mode: 0o700}).catch(error => {
    if (!isSystemError(error, 'EEXIST')) throw error
  })
  const owner = await checkFolder(place)
  if (owner === undefined) throw new ProblemError(gone(place.folder))
  return owner
}

/**
 * Whose folder it is; undefined when there is none.
 *
 * @throws {ProblemError} for a link, for somebody else's, and for one in which others may write or, unless it is shared, read
 */
export async function checkFolder({folder, uid, isShared}: SocketPlace): Promise<number | undefined> {
  const found = await statOf(folder)
  if (found === undefined) return undefined
  if (!found.isDirectory()) throw new ProblemError(inTheWay(folder, found, 'a folder'))
  if (uid !== undefined && found.uid !== uid) throw new ProblemError(foreign(folder, found))
  const refused = isShared ? 0o022 : 0o077
  if ((found.mode & refused) !== 0) throw new ProblemError(tooOpen(folder, found, isShared ? '711' : '700'))
  return found.uid
}

/**
 * Whether there is a socket of this user at the path.
 *
 * @throws {ProblemError} for anything else that is there
 */
export async function isSocketAt(file: string, uid: number): Promise<boolean> {
  const found = await statOf(file)
  if (found === undefined) return false
  if (!found.isSocket()) throw new ProblemError(inTheWay(file, found, 'a socket'))
  if (found.uid !== uid) throw new ProblemError(foreign(file, found))
  return true
}

/**
 * The same where somebody is about to connect: nobody else may either, unless it is shared.
 *
 * @throws {ProblemError} for anything that the wizard wouldn't have made
 */
export async function checkSocket(place: SocketPlace): Promise<boolean> {
  const owner = await checkFolder(place)
  if (owner === undefined || !(await isSocketAt(place.path, owner))) return false
  const found = await statOf(place.path)
  if (found === undefined) return false
  if (!place.isShared && (found.mode & 0o077) !== 0) throw new ProblemError(tooOpen(place.path, found, '600'))
  return true
}

/** Of a file itself, never of what it links to. */
async function statOf(file: string): Promise<Stats | undefined> {
  return lstat(file).catch(error => {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  })
}

function gone(folder: string): Problem {
  return {
    code: 'pair-place-gone',
    title: `${folder} is gone again`,
    detail: 'Somebody removes folders there while the wizard makes one. Nobody can join.',
    nextSteps: ['Set XDG_RUNTIME_DIR to a folder of your own.'],
    path: folder,
  }
}

function inTheWay(file: string, found: Stats, wanted: string): Problem {
  return {
    code: 'pair-place-in-the-way',
    title: `${file} is not ${wanted}`,
    detail: `${found.isSymbolicLink() ? 'It is a symbolic link' : 'It is something else'}. It stays as it is, and nobody can join.`,
    nextSteps: [`Look at it, and move it away: ls -ld ${quoted(file)}`],
    path: file,
  }
}

function foreign(file: string, found: Stats): Problem {
  return {
    code: 'pair-place-foreign',
    title: `${file} is somebody else’s`,
    detail: `It belongs to the user with the number ${found.uid}, who could listen to what is said there.`,
    nextSteps: [
      'Have it removed by whoever owns it, or set XDG_RUNTIME_DIR to a folder of your own.',
      'To join another user: have them share their session (--share), and name the path that they give you.',
    ],
    path: file,
  }
}

function tooOpen(file: string, found: Stats, mode: string): Problem {
  return {
    code: 'pair-place-open',
    title: `Others may get at ${file}`,
    detail: `Its permissions are ${(found.mode & 0o7777).toString(8)}. Whoever gets there could take part without being asked.`,
    nextSteps: [`Close it: chmod ${mode} ${quoted(file)}`],
    path: file,
  }
}
