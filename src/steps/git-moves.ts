import {major as majorOf} from 'semver'
import {isCompanion, isFamily, isPublishedFor} from '../catalog/family.ts'
import {type GitRelease, isWasmtimeRepository, raisedGitName, releaseFromGit} from '../catalog/wasmtime-repository.ts'
import type {GitSource, Requirement, Survey} from '../domain/survey.ts'

/** What becomes of the entries that come from git: releases of wasmtime's own repository move, the rest is told. */
export type GitMoves = {
  /** The release an entry comes from, and the name that it gets; undefined for one that stays. */
  readonly moveOf: (git: GitSource | undefined) => GitMove | undefined
  /** Whether an entry stays at what it is: no rule for the target is for it. */
  readonly stays: (git: GitSource | undefined) => boolean
  /** `path:line: …` lines about what stays. */
  readonly notes: readonly string[]
}

export type GitMove = GitRelease & {readonly to: string}

/**
 * To cargo one tag is one source: its entries move together, in all manifests, or not at all. Which commit of a fork belongs
 * to a release, nobody here can know.
 */
export function gitMoves({manifests}: Pick<Survey, 'manifests'>, wasmtime: string): GitMoves {
  const all = manifests.flatMap(({requirements}) => requirements)
  const fromGit = all.filter(isOurs)
  const held = new Map<string, string>()
  for (const entry of fromGit) {
    const why = reasonToStay(entry, all, majorOf(wasmtime))
    if (why !== undefined) held.set(sourceOf(entry.git), why)
  }
  return {
    moveOf(git) {
      const release = git && releaseFromGit(git)
      if (release === undefined || held.has(sourceOf(git))) return undefined
      const to = raisedGitName(git?.[release.field] ?? '', wasmtime)
      return to === undefined ? undefined : {...release, to}
    },
    stays: git => git !== undefined && (releaseFromGit(git) === undefined || held.has(sourceOf(git))),
    notes: stayNotes(fromGit, held, wasmtime),
  }
}

/** Whether an entry takes something of wasmtime's from git. */
export function isOurs({crate, git}: Requirement): boolean {
  return git !== undefined && (isFamily(crate) || isCompanion(crate) || isWasmtimeRepository(git.url))
}

/** Of a release, what keeps it: a crate that ended, or a second copy on purpose. */
function reasonToStay({crate, key}: Requirement, all: readonly Requirement[], major: number): string | undefined {
  if ((isFamily(crate) || isCompanion(crate)) && !isPublishedFor(crate, major)) {
    return `there is no ${crate} in wasmtime ${major}`
  }
  const isSecond = key !== crate && all.some(other => other.crate === crate && other.key === crate)
  return isSecond ? `a second ${crate} under the name ${key}` : undefined
}

/** One line for each source and manifest. */
function stayNotes(
  entries: readonly Requirement[],
  held: ReadonlyMap<string, string>,
  wasmtime: string,
): readonly string[] {
  const groups = new Map<string, Requirement[]>()
  for (const entry of entries) {
    const id = `${entry.manifest} ${entry.table === 'patch'} ${sourceOf(entry.git)}`
    groups.set(id, [...(groups.get(id) ?? []), entry])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    const why = first && (held.get(sourceOf(first.git)) ?? whyItStays(first, wasmtime))
    if (first === undefined || why === undefined) return []
    const {manifest, line, table} = first
    const crates = [...new Set(group.map(({crate}) => crate))].join(', ')
    const subject = table === 'patch' ? `[patch] of ${crates}` : crates
    return [`${manifest}:${line}: ${subject} from ${sourceText(first.git)} stays: ${why}`]
  })
}

function whyItStays({git, table}: Requirement, wasmtime: string): string | undefined {
  const release = git && releaseFromGit(git)
  if (release !== undefined) return undefined
  if (git !== undefined && isWasmtimeRepository(git.url)) return `only a tag or a branch of a release is raised`
  return table === 'patch'
    ? `cargo uses the fork only where it is ${wasmtime}`
    : `raise the fork to ${wasmtime}, then name it here`
}

/** Two spellings of one URL are one source. */
function sourceOf(git: GitSource | undefined): string {
  if (git === undefined) return ''
  const {url, tag = '', branch = '', rev = ''} = git
  return [
    url
      .toLowerCase()
      .replace(/\/$/, '')
      .replace(/\.git$/, ''),
    tag,
    branch,
    rev,
  ].join(' ')
}

function sourceText(git: GitSource | undefined): string {
  const [named] = (['tag', 'branch', 'rev'] as const).filter(name => git?.[name] !== undefined)
  const text = named === undefined ? '' : ` (${named} ${git?.[named]})`
  return `${git?.url}${text}`.slice(0, 200)
}
