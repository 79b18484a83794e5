import {createHash} from 'node:crypto'
import {chmod, mkdir, realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../domain/errors.ts'
import type {Problem} from '../domain/problem.ts'
import {randomText} from './secret-text.ts'

/** Where the wizard of a repository can be joined: a socket alone in a folder, or beside those of other repositories. */
export type SocketPlace = {
  readonly folder: string
  readonly path: string
  /** Other users may connect, too: whoever was given the path. */
  readonly isShared: boolean
  /** Whose folder and socket it has to be; absent where somebody else's path was given by hand. */
  readonly uid?: number
}

export type SocketPlacesOf = {
  /** Of the repository; its real path decides. */
  readonly root: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Undefined on Windows, where nobody can join. */
  readonly uid: number | undefined
}

/**
 * The places for the sockets of one repository and user, best first; at least one. Below the folder for what is of one login
 * (XDG_RUNTIME_DIR, where it is set and the user's own, as it isn't after `su`), else below one for temporary files. A host
 * takes the first that it can make; a guest looks at all of them, for its terminal may have other variables.
 *
 * @throws {ProblemError} where there is none
 */
export async function socketPlaces({root, variables, uid}: SocketPlacesOf): Promise<readonly SocketPlace[]> {
  if (uid === undefined) throw new ProblemError(unsupported)
  const hash = createHash('sha256')
    .update(await realpath(root))
    .digest('hex')
  const bases = [variables.XDG_RUNTIME_DIR, `/run/user/${uid}`]
  const own = await Promise.all(bases.map(async base => ((await isOwn(base, uid)) ? [`${base}/upgrade-wizard`] : [])))
  const others = [variables.TMPDIR, '/tmp'].filter(base => base !== undefined && path.isAbsolute(base))
  const folders = [...own.flat(), ...others.map(base => `${base}/upgrade-wizard-${uid}`)].map(each =>
    path.resolve(each),
  )
  const places = [...new Set(folders)].map(folder => placeIn(folder, `${hash.slice(0, 8)}.sock`, uid))
  const fitting = places.filter(({path}) => fits(path))
  if (fitting.length === 0) throw new ProblemError(tooLong(places[0]?.path ?? root))
  return fitting
}

/** A new folder for a socket that other users may be given the path of: it can't be guessed, and the folder can't be listed. */
export async function sharedPlace(uid: number | undefined): Promise<SocketPlace> {
  if (uid === undefined) throw new ProblemError(unsupported)
  const folder = `/tmp/upgrade-wizard-${randomText()}`
  await mkdir(folder, {mode: 0o700})
  await chmod(folder, 0o711)
  return {...placeIn(folder, 'wizard.sock', uid), isShared: true}
}

/**
 * The place of a path that somebody was given.
 *
 * @throws {ProblemError} for a path that no socket can have
 */
export function givenPlace(file: string): SocketPlace {
  const whole = path.resolve(file)
  if (!fits(whole)) throw new ProblemError(tooLong(whole))
  return {folder: path.dirname(whole), path: whole, isShared: true}
}

function placeIn(folder: string, name: string, uid: number): SocketPlace {
  return {folder, path: path.join(folder, name), isShared: false, uid}
}

async function isOwn(folder: string | undefined, uid: number): Promise<boolean> {
  if (folder === undefined || !path.isAbsolute(folder)) return false
  const found = await stat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o022) === 0
}

/** Node cuts off what is longer and listens at some other path, without a word. */
function fits(file: string): boolean {
  return Buffer.byteLength(file) <= mostPathBytes
}

/** What `sun_path` holds, but for the NUL at its end. */
const mostPathBytes = process.platform === 'linux' ? 107 : 103

const unsupported: Problem = {
  code: 'pair-unsupported',
  title: 'Joining from another terminal does not work on this system',
  detail: 'It needs the file permissions of Unix, which say who may join.',
  nextSteps: ['Share one terminal, and say who sits there: upgrade-wizard run --pair "Name <mail>"'],
}

function tooLong(file: string): Problem {
  return {
    code: 'pair-path-too-long',
    title: 'The path of the socket is too long',
    detail: `${file} has ${Buffer.byteLength(file)} bytes; the system takes at most ${mostPathBytes}.`,
    nextSteps: [
      'Set XDG_RUNTIME_DIR or TMPDIR to a folder with a shorter path, for the wizard and for those who join it.',
    ],
    path: file,
  }
}
