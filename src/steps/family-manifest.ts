import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {isFamily} from '../catalog/family.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import {editToml, type TomlChange} from '../editors/edit-toml.ts'
import {type ManifestDependency, readDependencies} from '../rules/manifest/manifest-dependency.ts'
import {type LeftInManifest, type RewrittenManifest, rewriteManifest} from '../rules/manifest/rewrite-manifest.ts'
import type {TellCircumstances} from './family-circumstances.ts'
import {majorFrom, sourceOf} from './family-way.ts'
import type {GitMoves} from './git-moves.ts'
import {type Joining, joined} from './join-workspace.ts'
import {raisedCompanion, raisedRequirement} from './raised-requirement.ts'

/** What the upgrade makes of one manifest. */
export type RaisedManifest = {
  readonly path: string
  readonly before: string
  readonly after: string
  readonly raises: readonly Raised[]
  readonly joins: readonly Joining[]
  /** Ids of the changes that rules carried out, and the places where one wasn't sure. */
  readonly done: readonly string[]
  readonly left: readonly LeftInManifest[]
}

/** A requirement before and after; `line` as it was. */
export type Raised = {readonly crate: string; readonly line: number; readonly from: string; readonly to: string}

export type Upgrade = {
  readonly survey: Survey
  readonly wasmtime: string
  /** The target's major. */
  readonly to: number
  /** The majors of wasmtime that are here today. */
  readonly present: ReadonlySet<number>
  readonly changes: readonly BreakingChange[]
  readonly circumstancesOf: TellCircumstances
  readonly joinings: readonly Joining[]
  readonly gitMoves: GitMoves
}

/** Raises a manifest's requirements, with the features and names that change on the way; why not, where it can't be edited. */
export function raiseManifest(manifest: Manifest, before: string, upgrade: Upgrade): RaisedManifest | CannotRaise {
  const {path} = manifest
  const {text: renamed, done, left} = rewritten(manifest, before, upgrade)
  let text = renamed
  const raises: Raised[] = []
  const joins: Joining[] = []
  let dependencies = readDependencies(text)
  for (const [index, {line, git, requirement = ''}] of readDependencies(before).entries()) {
    const dependency = dependencies[index]
    const to = dependency === undefined ? undefined : raised({...dependency, line}, path, upgrade)
    if (dependency === undefined || to === undefined) continue
    const join = upgrade.joinings.find(
      ({own}) => own.manifest === path && own.line === line && own.key === dependency.key,
    )
    const joining = join?.whyNot === undefined && join !== undefined ? joined(dependency) : undefined
    const edited = editToml(text, joining === undefined ? to.changes : [joining])
    const from = (to.field === 'version' ? undefined : git?.[to.field]) ?? requirement
    if (edited.kind === 'cannot') return {line, wanted: `${from} → ${to.to}`, why: edited.why}
    text = edited.text
    dependencies = readDependencies(text)
    if (joining !== undefined && join !== undefined) joins.push(join)
    else raises.push({crate: dependency.crate, line, from, to: to.to})
  }
  return {path, before, after: text, raises, joins, done, left}
}

type CannotRaise = {readonly line: number; readonly wanted: string; readonly why: string}

/** What the rules make of it: features and names, each entry on its own way. */
function rewritten(manifest: Manifest, text: string, upgrade: Upgrade): RewrittenManifest {
  const {survey, to, wasmtime, changes, gitMoves} = upgrade
  return rewriteManifest({
    text,
    changes,
    wayOf: dependency => {
      if (gitMoves.stays(sourceOf(dependency, manifest, survey).git)) return undefined
      return {from: majorFrom(dependency, manifest, survey), to, wasmtime}
    },
    circumstancesOf: dependency => upgrade.circumstancesOf(dependency, manifest),
  })
}

/** Where an entry states what it takes, what stands there afterwards, and how it gets there. */
type Raising = {
  readonly field: 'version' | 'tag' | 'branch'
  readonly to: string
  readonly changes: readonly TomlChange[]
}

/** What an entry's requirement becomes; undefined for one that stays: by number, by where it comes from, on purpose. */
function raised(dependency: ManifestDependency, path: string, upgrade: Upgrade): Raising | undefined {
  const {crate, requirement, git, fields, line} = dependency
  const {survey, wasmtime, present} = upgrade
  if (git !== undefined) return movedInGit(dependency, upgrade)
  if (requirement === undefined || fields.has('path')) return undefined
  if (!isFamily(crate)) return requirementTo(dependency, raisedCompanion(crate, requirement, {wasmtime, present}))
  const isKept = survey.findings.some(
    one => one.path === path && one.line === line && one.crate === crate && one.onPurpose !== undefined,
  )
  return isKept ? undefined : requirementTo(dependency, raisedRequirement(crate, requirement, wasmtime))
}

/** The tag or the branch, with the version that is stated beside it. */
function movedInGit(dependency: ManifestDependency, {gitMoves, wasmtime, present}: Upgrade): Raising | undefined {
  const {crate, requirement, git, at} = dependency
  const move = gitMoves.moveOf(git)
  if (move === undefined) return undefined
  const beside =
    requirement === undefined
      ? undefined
      : (raisedRequirement(crate, requirement, wasmtime) ?? raisedCompanion(crate, requirement, {wasmtime, present}))
  const {field, to} = move
  const named: TomlChange = {do: 'set', at: [...at, field], to}
  return {field, to, changes: [named, ...(requirementTo(dependency, beside)?.changes ?? [])]}
}

function requirementTo({at, isBareText}: ManifestDependency, to: string | undefined): Raising | undefined {
  if (to === undefined) return undefined
  return {field: 'version', to, changes: [{do: 'set', at: isBareText ? at : [...at, 'version'], to}]}
}
