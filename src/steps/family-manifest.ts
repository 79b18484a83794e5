import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import {editToml, type TomlChange} from '../editors/edit-toml.ts'
import {type ManifestDependency, readDependencies} from '../rules/manifest/manifest-dependency.ts'
import {type LeftInManifest, rewriteManifest} from '../rules/manifest/rewrite-manifest.ts'
import type {TellCircumstances} from './family-circumstances.ts'
import {majorFrom} from './family-way.ts'
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
}

/** Raises a manifest's requirements, with the features and names that change on the way; why not, where it can't be edited. */
export function raiseManifest(
  manifest: Manifest,
  before: string,
  upgrade: Upgrade,
): RaisedManifest | {readonly line: number; readonly wanted: string; readonly why: string} {
  const {path} = manifest
  const original = readDependencies(before)
  const rewritten = rewriteManifest({
    text: before,
    changes: upgrade.changes,
    wayOf: dependency => ({
      from: majorFrom(dependency, manifest, upgrade.survey),
      to: upgrade.to,
      wasmtime: upgrade.wasmtime,
    }),
    circumstancesOf: dependency => upgrade.circumstancesOf(dependency, manifest),
  })
  let {text} = rewritten
  const raises: Raised[] = []
  const joins: Joining[] = []
  for (const [index, {crate, line, requirement = ''}] of original.entries()) {
    if (!isFamily(crate) && !isCompanion(crate)) continue
    const dependency = readDependencies(text)[index]
    const to = dependency === undefined ? undefined : raised({...dependency, line}, path, upgrade)
    if (dependency === undefined || to === undefined) continue
    const join = upgrade.joinings.find(
      ({own}) => own.manifest === path && own.line === line && own.key === dependency.key,
    )
    const joining = join?.whyNot === undefined && join !== undefined ? joined(dependency) : undefined
    const edited = editToml(text, [joining ?? requirementTo(dependency, to)])
    if (edited.kind === 'cannot') return {line, wanted: `${requirement} → ${to}`, why: edited.why}
    text = edited.text
    if (joining !== undefined && join !== undefined) joins.push(join)
    else raises.push({crate: dependency.crate, line, from: requirement, to})
  }
  const {done, left} = rewritten
  return {path, before, after: text, raises, joins, done, left}
}

/** What an entry's requirement becomes; undefined for one that stays: by number, by where it comes from, on purpose. */
function raised(
  {crate, requirement, fields, line}: ManifestDependency,
  path: string,
  {survey, wasmtime, present}: Upgrade,
): string | undefined {
  if (requirement === undefined || fields.has('git') || fields.has('path')) return undefined
  if (!isFamily(crate)) return raisedCompanion(crate, requirement, {wasmtime, present})
  const isKept = survey.findings.some(
    one => one.path === path && one.line === line && one.crate === crate && one.onPurpose !== undefined,
  )
  return isKept ? undefined : raisedRequirement(crate, requirement, wasmtime)
}

function requirementTo({at, isBareText}: ManifestDependency, to: string): TomlChange {
  return {do: 'set', at: isBareText ? at : [...at, 'version'], to}
}
