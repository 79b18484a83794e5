import type {TellAmount} from '../domain/amount.ts'
import type {PlaceKind} from '../domain/finding.ts'
import type {Programs, Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import {missingManifest} from './file-problems.ts'
import {readGitState} from './git-state.ts'
import {inBatches} from './in-batches.ts'
import {listCandidates} from './list-candidates.ts'
import {lookAtFile} from './look-at-file.ts'
import {withPurpose} from './on-purpose.ts'
import {resolveInheritance} from './resolve-inheritance.ts'
import {withSecondCopies} from './second-copies.ts'
import {splitPath} from './source-file.ts'
import {withoutStaleEntries} from './stale-entries.ts'

export type SurveyContext = {
  readonly tree: Tree
  readonly programs: Programs
  /** Whether a crate belongs to the family that moves together. */
  readonly isFamily: (crate: string) => boolean
  /** Only these kinds of place are read, and nothing is asked of git's state; undefined reads everything. */
  readonly places?: ReadonlySet<PlaceKind>
  /** Hears of every file that is looked at. */
  readonly tell?: TellAmount
}

/** Reads the repository, writes nothing: manifests, lockfiles, git, and every place that states a version. */
export async function surveyRepository(ctx: SurveyContext): Promise<Survey> {
  const {tree, programs, isFamily, places, tell = () => undefined} = ctx
  const git = places === undefined ? readGitState(programs, tree.root) : null
  const {paths, candidates, leftOut, marked} = await listCandidates(tree, programs, places)
  const detecting = {isFamily, packageRoots: packageRoots(paths)}
  let done = 0
  const seen = await inBatches(candidates, 32, async candidate => {
    const looked = await lookAtFile(tree, candidate, detecting)
    done += 1
    tell({done, total: candidates.length})
    return looked
  })
  const lockfiles = seen.flatMap(({lockfile}) => lockfile ?? [])
  const findings = seen.flatMap(file => file.findings ?? [])
  return {
    root: tree.root,
    git: await git,
    manifests: resolveInheritance(seen.flatMap(({draft}) => draft ?? [])),
    lockfiles,
    findings: withSecondCopies(withPurpose(withoutStaleEntries(findings, lockfiles))),
    filesRead: seen.filter(file => file.leftOut === undefined).length,
    leftOut: counted([...leftOut, ...seen.flatMap(file => file.leftOut ?? [])]),
    problems: [...(await missingManifest(tree, paths)), ...seen.flatMap(({problems}) => problems ?? [])],
    ...(marked.size === 0 ? {} : {marked}),
  }
}

function packageRoots(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap(path => {
      const {folder, base} = splitPath(path)
      return base === 'Cargo.toml' || base === 'package.json' ? [folder] : []
    }),
  )
}

function counted(reasons: readonly string[]): Survey['leftOut'] {
  return [...new Set(reasons)].toSorted().map(reason => ({
    reason,
    count: reasons.filter(other => other === reason).length,
  }))
}
