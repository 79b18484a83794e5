import {lstat, lutimes, readdir} from 'node:fs/promises'
import path from 'node:path'

/** A crate that cargo built: its package, the name of its target, and the absolute files that came of it. */
export type BuiltCrate = {readonly packageName: string; readonly target: string; readonly files: readonly string[]}

/**
 * Makes cargo build these crates again at its next call, as after an edit, without touching a source: cargo compares the times
 * of the sources with that of a file of its own (`dep-…` beside the crate's fingerprint in the build folder), and that one is set
 * back. Gives how many were set back. What can't be found or written is left: cargo then takes the crate as it is, and says so.
 */
export async function makeStale(crates: readonly BuiltCrate[]): Promise<number> {
  const places = crates.map(({files}) => files.map(placeOf))
  const folders = new Map<string, readonly string[]>()
  for (const {above} of places.flat()) if (!folders.has(above)) folders.set(above, await namesIn(above))
  const marks = await Promise.all(crates.map((crate, index) => marksOf(crate, places[index] ?? [], folders)))
  let number = 0
  for (const mark of new Set(marks.flat())) if (await isSetBack(mark)) number += 1
  return number
}

/** The folder that fingerprints are in, and what the name of this one's ends with; undefined where the file doesn't tell. */
type Place = {readonly above: string; readonly ending: string | undefined}

/**
 * `deps/libhost-<hash>.rmeta` → `.fingerprint/…-<hash>`; finished binaries and dynamic libraries have no hash in their names. In
 * cargo's newer layout `<hash>/out/…` → `<hash>/fingerprint`.
 */
function placeOf(file: string): Place {
  const folder = path.dirname(file)
  const name = path.basename(folder)
  if (name === 'out') return {above: path.dirname(folder), ending: 'fingerprint'}
  const hash = /-([0-9a-f]{16})(?:\.\w{1,10})?$/.exec(path.basename(file))?.[1]
  const profile = name === 'deps' || name === 'examples' ? path.dirname(folder) : folder
  return {above: path.join(profile, '.fingerprint'), ending: hash === undefined ? undefined : `-${hash}`}
}

/** The marks of one crate. Where no file tells which fingerprint is its own, any of its package may be. */
async function marksOf(
  {packageName, target}: BuiltCrate,
  places: readonly Place[],
  folders: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const endings = places.flatMap(({ending}) => ending ?? [])
  const isOwn = (name: string) =>
    endings.length > 0
      ? endings.some(ending => name.endsWith(ending))
      : name.replace(/-[0-9a-f]{16}$/, '') === packageName
  // The sources of build scripts weren't edited.
  const isMark = (name: string) =>
    /^dep-(?!build-script-)/.test(name) && (endings.length > 0 || name.endsWith(`-${target}`))
  const above = new Set(endings.length > 0 ? places.map(place => place.above) : folders.keys())
  const own = [...above].flatMap(place => (folders.get(place) ?? []).filter(isOwn).map(name => path.join(place, name)))
  const found = await Promise.all(own.map(async folder => ({folder, names: await namesIn(folder)})))
  return found.flatMap(({folder, names}) => names.filter(isMark).map(name => path.join(folder, name)))
}

async function isSetBack(file: string): Promise<boolean> {
  if (!(await lstat(file).catch(() => undefined))?.isFile()) return false
  return lutimes(file, longAgo, longAgo).then(
    () => true,
    () => false,
  )
}

/** None when there is no such folder; a link isn't followed. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true ? readdir(folder).catch(() => []) : []
}

/** Before any source was written. */
const longAgo = new Date(0)
