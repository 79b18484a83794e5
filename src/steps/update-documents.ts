import * as z from 'zod'
import {count} from '../domain/count.ts'
import {applyEdits} from '../domain/edit.ts'
import type {Finding} from '../domain/finding.ts'
import {firstLines} from '../domain/first-lines.ts'
import type {FileWrite, Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {addToUnreleased} from '../editors/changelog-entry.ts'
import {isGuide} from '../scan/guide-documents.ts'
import {changelogItems} from './changelog-items.ts'
import {editDocument, risen} from './document-edits.ts'
import {openChangelog} from './open-changelog.ts'
import {noticed, reachedSoFar} from './reached.ts'
import type {StepDeps} from './step-deps.ts'

type Deps = Pick<StepDeps, 'target' | 'survey' | 'before'> & {
  /** Shows what the step would write once the others are through. */
  readonly isPreview?: true
}

/** What stays in guides for people to read: kept in the state file for the report. */
export const documentsLeftSchema = z.object({
  left: z.array(z.object({path: z.string(), line: z.number().int().positive(), text: z.string(), value: z.string()})),
})
export type DocumentsLeft = z.infer<typeof documentsLeftSchema>

/**
 * Brings guides up to date with what the upgrade reached: sentences that say which Rust or wasmtime one needs or gets now, and
 * the changelog's entry for what isn't released yet. What tells the past stays, and what isn't sure is listed.
 */
export function updateDocuments(deps: Deps): StepKind {
  return {
    async inspect(ctx): Promise<Inspection> {
      const plan = await planDocuments(deps, ctx)
      const notes = firstLines(plan.left.map(stays))
      if (plan.writes.length === 0) return {kind: 'done', evidence: [nothingOld, ...notes].join('\n')}
      return {kind: 'needed', summary: [...summaryOf(plan), ...notes].join('\n'), writes: plan.writes, touches: []}
    },
    async verify(ctx): Promise<Outcome> {
      const {writes, left} = await planDocuments(deps, ctx)
      const data = {left: left.slice(0, mostLeft).map(({path, line, text, value}) => ({path, line, text, value}))}
      if (writes.length === 0) return {kind: 'ok', summary: toldLeft(left), data}
      return {kind: 'failed', problem: stillOld(writes), data}
    },
  }
}

/** Whether guides of a repository mention what the upgrade leaves behind. */
export function mentionsOld(survey: Survey, target: Target): boolean {
  const reached = reachedSoFar({target, isPreview: true}, survey)
  return survey.findings.some(finding => isInGuide(finding) && !finding.live && risen(finding, reached) !== undefined)
}

type DocumentPlan = {
  readonly writes: readonly FileWrite[]
  readonly edited: number
  /** Path of the changelog that gets an entry. */
  readonly changelog: string | undefined
  readonly left: readonly Finding[]
}

async function planDocuments(deps: Deps, ctx: StepContext): Promise<DocumentPlan> {
  const survey = await deps.survey()
  const reached = reachedSoFar(deps, survey)
  const writes: FileWrite[] = []
  const left: Finding[] = []
  let edited = 0
  for (const [path, findings] of guidesIn(survey)) {
    const before = await ctx.tree.readText(path)
    if (before === undefined) continue
    const edits = editDocument(before, findings, reached)
    if (edits.after !== before) writes.push({path, before, after: edits.after})
    edited += edits.edited.length
    left.push(...edits.left)
  }
  const entry = await changelogWrite(deps, ctx, survey)
  return {writes: entry === undefined ? writes : [...writes, entry], edited, changelog: entry?.path, left}
}

function isInGuide({place, path}: Finding): boolean {
  return place === 'document' && isGuide(path)
}

function guidesIn({findings}: Survey): readonly (readonly [string, readonly Finding[]])[] {
  const guides = new Map<string, Finding[]>()
  for (const finding of findings.filter(isInGuide))
    if (!guides.get(finding.path)?.push(finding)) guides.set(finding.path, [finding])
  return [...guides].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

async function changelogWrite(deps: Deps, ctx: StepContext, survey: Survey): Promise<FileWrite | undefined> {
  const changelog = await openChangelog(ctx.tree)
  if (changelog === undefined) return undefined
  const {path, text: before} = changelog
  const edits = addToUnreleased(before, changelogItems(noticed(deps, survey, ctx.resultOf('record-baseline')))) ?? []
  return edits.length === 0 ? undefined : {path, before, after: applyEdits(before, edits)}
}

function summaryOf({edited, changelog, writes}: DocumentPlan): readonly string[] {
  const guides = writes.length - (changelog === undefined ? 0 : 1)
  return [
    ...(edited === 0 ? [] : [`${count(edited, 'place')} of ${count(guides, 'guide')} brought up to date`]),
    ...(changelog === undefined ? [] : [`${changelog}: an entry for what isn’t released yet`]),
  ]
}

function stays({path, line, text}: Finding): string {
  return `${path}:${line} stays, read it yourself: ${text.slice(0, 100)}`
}

function toldLeft(left: readonly Finding[]): string {
  return left.length === 0 ? nothingOld : `${nothingOld}; ${count(left.length, 'mention')} left for people to read`
}

function stillOld(writes: readonly FileWrite[]) {
  return {
    code: 'documents-still-old',
    title: 'Guides still state what held before the upgrade',
    detail: writes.map(({path}) => path).join('\n'),
    nextSteps: ['Retry the step, or edit these files by hand and verify again.'],
  }
}

const nothingOld = 'No guide states as current what held before the upgrade'
const mostLeft = 200
