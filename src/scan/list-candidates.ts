import type {PlaceKind} from '../domain/finding.ts'
import type {Programs, Tree} from '../domain/ports.ts'
import {detectors} from './detectors.ts'
import {inBatches} from './in-batches.ts'
import type {Candidate} from './look-at-file.ts'
import {isVendored, type Marked, markedPaths} from './not-ours.ts'
import {splitPath} from './source-file.ts'

export type Candidates = {
  /** Everything the repository holds. */
  readonly paths: readonly string[]
  readonly candidates: readonly Candidate[]
  /** Why a file that would have been read isn't, once for each such file. */
  readonly leftOut: readonly string[]
  readonly marked: Marked
}

/**
 * The files that may state something: those a detector reads, without copies of others' code, build output and generated
 * files. `places` narrows them to some kinds of place.
 */
export async function listCandidates(
  tree: Tree,
  programs: Programs,
  places?: ReadonlySet<PlaceKind>,
): Promise<Candidates> {
  const paths = await pathsWithLockfile(tree)
  const [marked, linked] = await Promise.all([markedPaths(tree, programs, paths), linkedToolchains(tree, paths)])
  const outputs = outputFolders(paths)
  const leftOut: string[] = []
  const candidates = paths.flatMap(path => {
    const entry = detectors.find(({accepts}) => accepts(path)) ?? linked.get(path)
    if (entry === undefined || places?.has(entry.place) === false) return []
    const reason = reasonToLeaveOut(path, outputs) ?? (isCargos(path) ? undefined : marked.get(path))
    if (reason === undefined) return [{path, entry}]
    leftOut.push(reason)
    return []
  })
  return {paths, candidates, leftOut, marked}
}

/** Libraries keep their lockfile out of git; cargo builds by it all the same. */
async function pathsWithLockfile(tree: Tree): Promise<readonly string[]> {
  const paths = await tree.list()
  if (paths.includes('Cargo.lock') || (await tree.readUpTo('Cargo.lock', 0)).kind === 'absent') return paths
  return [...paths, 'Cargo.lock']
}

function reasonToLeaveOut(path: string, outputs: ReadonlySet<string>): string | undefined {
  if (/(^|\/)node_modules\//.test(path)) return 'in node_modules'
  if (isVendored(path)) return 'vendored'
  return outputs.size > 0 && foldersAbove(path).some(folder => outputs.has(folder)) ? 'build output' : undefined
}

/** Cargo marks the folder it builds into, so that a source folder called `target` isn't taken for one. */
function outputFolders(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap(path => {
      const {folder, base} = splitPath(path)
      return folder !== '' && (base === 'CACHEDIR.TAG' || base === '.rustc_info.json') ? [folder] : []
    }),
  )
}

/** Manifests and lockfiles decide what is built, whoever wrote them. */
function isCargos(path: string): boolean {
  return /(^|\/)Cargo\.(toml|lock)$/.test(path)
}

/** A toolchain file may be a link to a file of any name; that one is read then, and edited. */
async function linkedToolchains(
  tree: Tree,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Candidate['entry']>> {
  const entry = detectors.find(({place}) => place === 'toolchain-file')
  const files = paths.filter(path => entry?.accepts(path))
  const targets = await inBatches(files, 16, async path => {
    const state = await tree.state(path).catch(() => undefined)
    return state?.kind === 'symlink' ? joinedPath(splitPath(path).folder, state.target) : undefined
  })
  return new Map(targets.flatMap(target => (target === undefined || entry === undefined ? [] : [[target, entry]])))
}

/** A relative path seen from a folder; undefined when it leads out of the repository. */
function joinedPath(folder: string, relative: string): string | undefined {
  if (relative.startsWith('/')) return undefined
  const parts: string[] = []
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** `a/b` and `a` for `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  return path.split('/').flatMap((_, index, parts) => (index === 0 ? [] : [parts.slice(0, index).join('/')]))
}
