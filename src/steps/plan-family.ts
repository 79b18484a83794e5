import {major as majorOf} from 'semver'
import {loadBreakingChanges} from '../catalog/breaking-changes.ts'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import {cacheConfigs} from './cache-configs.ts'
import {familyCircumstances} from './family-circumstances.ts'
import {type RaisedManifest, raiseManifest, type Upgrade} from './family-manifest.ts'
import {keptNotes, manifestNotes} from './family-notes.ts'
import {presentMajors} from './family-way.ts'
import {gitMoves, isOurs} from './git-moves.ts'
import {joinings} from './join-workspace.ts'

/** What is left to do for the family to be at the target, all of it in one diff. */
export type FamilyPlan = {
  readonly manifests: readonly RaisedManifest[]
  readonly writes: readonly FileWrite[]
  /** `path:line: …` lines for people. */
  readonly notes: readonly string[]
}

/** Looks at every manifest that takes a crate of the family; a problem where one can't be edited. */
export async function planFamily(tree: Tree, survey: Survey, wasmtime: string): Promise<FamilyPlan | Problem> {
  const upgrade = await upgradeTo(tree, survey, wasmtime)
  const manifests: RaisedManifest[] = []
  for (const manifest of survey.manifests.filter(takesFamily)) {
    const before = await tree.readText(manifest.path)
    if (before === undefined) return cannotEdit(manifest.path, {wanted: '', why: 'it is gone or is not UTF-8 text'})
    const raised = raiseManifest(manifest, before, upgrade)
    if ('why' in raised) return cannotEdit(manifest.path, raised)
    manifests.push(raised)
  }
  const configs = passes(upgrade, 33) ? await cacheConfigs(tree, upgrade.to) : {writes: [], notes: []}
  return {
    manifests,
    writes: [...manifests.filter(({before, after}) => before !== after), ...configs.writes].map(toWrite),
    notes: [
      ...manifests.flatMap(raised => manifestNotes(raised, upgrade)),
      ...keptNotes(survey.findings, wasmtime),
      ...upgrade.gitMoves.notes,
      ...configs.notes,
    ],
  }
}

async function upgradeTo(tree: Tree, survey: Survey, wasmtime: string): Promise<Upgrade> {
  const to = majorOf(wasmtime)
  const present = presentMajors(survey)
  return {
    survey,
    wasmtime,
    to,
    present,
    changes: await loadBreakingChanges(),
    circumstancesOf: await familyCircumstances(tree, survey, major => passes({present, to}, major)),
    joinings: await joinings(tree, survey),
    gitMoves: gitMoves(survey, wasmtime),
  }
}

/** Whether the way leads over the step to a major. */
function passes({present, to}: Pick<Upgrade, 'present' | 'to'>, major: number): boolean {
  return major <= to && [...present].some(from => from < major)
}

function takesFamily({requirements}: Manifest): boolean {
  return requirements.some(one => isFamily(one.crate) || isCompanion(one.crate) || isFamily(one.key) || isOurs(one))
}

function toWrite({path, before, after}: {path: string; before: string | undefined; after: string}): FileWrite {
  return {path, before, after}
}

function cannotEdit(
  path: string,
  at: {readonly line?: number; readonly wanted: string; readonly why: string},
): Problem {
  const wanted = at.wanted === '' ? '' : `Wanted: line ${at.line}: ${at.wanted}. But `
  return {
    code: 'cannot-edit',
    title: `Cannot edit ${path}`,
    detail: `${wanted}${at.why}.`,
    nextSteps: ['Make the change by hand, then look again.'],
    path,
    ...(at.line === undefined ? {} : {line: at.line}),
  }
}
