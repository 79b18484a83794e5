import * as z from 'zod'
import {type CheckedItem, checklistMarks} from '../domain/checklist.ts'
import {readingKinds} from '../domain/measurement.ts'
import {partRowSchema} from './part-row.ts'
import {proofsSchema} from './proofs-json.ts'
import type {Report} from './report.ts'
import {reportFacts, reportFactsSchema} from './report-facts-json.ts'
import type {ReportStep} from './report-input.ts'

const spread = z.strictObject({low: z.number(), high: z.number(), runs: z.number().int()})
const tests = z.strictObject({passed: z.number().int(), failed: z.number().int(), ignored: z.number().int()})

/** The document of `report --format json`: a promise to other programs. Fields may be added, never changed or taken away. */
export const reportDocumentSchema = z.strictObject({
  schema: z.literal('upgrade-wizard/report/1'),
  tool: z.string(),
  repository: z.string(),
  target: z.strictObject({wasmtime: z.string().nullable(), rust: z.string(), edition: z.string().nullable()}),
  verdict: z.enum(['upgraded', 'incomplete', 'undone', 'blocked']),
  /** 0 to 100. */
  score: z.number().int(),
  criteria: z.array(
    z.strictObject({id: z.string(), level: z.enum(['must', 'should', 'could']), title: z.string(), met: z.boolean()}),
  ),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum([...readingKinds, 'tests']),
      /** `ms`, `ns`, `bytes`, `tests`, or what the settings call it. */
      unit: z.string(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      /** Where it lay in so many runs; null where it doesn't vary. */
      beforeSpread: spread.nullable(),
      afterSpread: spread.nullable(),
      /** A share: 0.1 is a tenth more. */
      change: z.number().nullable(),
      threshold: z.number().nullable(),
      /** From where on going back is recommended; a share. */
      rollback: z.number().nullable(),
      higherIsBetter: z.boolean(),
      verdict: z.enum(['within', 'noise', 'exceeded', 'rollback', 'no-limit', 'unknown']),
    }),
  ),
  /** Counts are null on a side that wasn't measured; names are those of tests, sorted. */
  tests: z.strictObject({
    before: tests.nullable(),
    after: tests.nullable(),
    newFailures: z.array(z.string()),
    fixed: z.array(z.string()),
    stillFailing: z.array(z.string()),
    missing: z.array(z.string()),
    added: z.array(z.string()),
  }),
  versions: z.array(z.strictObject({name: z.string(), before: z.string().nullable(), after: z.string().nullable()})),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      phase: z.string(),
      title: z.string(),
      status: z.string(),
      attempts: z.number().int(),
      decidedBy: z.string().nullable(),
      durationMs: z.number(),
      /** What it did, or what went wrong. */
      summary: z.string().nullable(),
      /** Where each accepted step became a commit. */
      commit: z.string().optional(),
    }),
  ),
  files: z.array(z.strictObject({path: z.string(), added: z.number().int(), removed: z.number().int()})),
  /** What the upgrade leaves to people in the code. `mark` is `open` as long as nobody said anything. */
  checklist: z.array(
    z.strictObject({
      change: z.string().nullable(),
      path: z.string(),
      line: z.number().int().nullable(),
      what: z.string(),
      todo: z.string(),
      effect: z.enum(['error', 'warning', 'silent']),
      /** It would be an error, and was compiled for the target without one. */
      compiles: z.boolean(),
      mark: z.enum(checklistMarks),
      note: z.string().nullable(),
      by: z.string().nullable(),
    }),
  ),
  notes: z.array(z.strictObject({step: z.string().nullable(), text: z.string(), by: z.string()})),
  /** Those who paired; absent where nobody did. */
  people: z.array(z.strictObject({name: z.string(), mail: z.string().nullable()})).optional(),
  /** What a second person agreed to, and who had asked for it. */
  approvals: z.array(z.strictObject({what: z.string(), by: z.string(), asked: z.string(), at: z.string()})).optional(),
  /**
   * Milliseconds. `planned`: what all commands were expected to take, from what the baseline took; null without one. `commands`:
   * what they took. `taken`: from the start to the latest event, waiting for people included.
   */
  time: z.strictObject({
    planned: z.number().nullable(),
    commands: z.number(),
    taken: z.number(),
    startedAt: z.string(),
    endedAt: z.string(),
  }),
  remaining: z.array(z.string()),
  /** Ids of steps that belong to the way and weren't wanted. */
  leftOut: z.array(z.string()).optional(),
  /** Where it ran: `linux-x64`. */
  platform: z.string().optional(),
  /** Of a report that was merged. */
  parts: z.array(partRowSchema).optional(),
  /** Of a report that was merged: parts without a report, and what no part was to prove. */
  missing: z.array(z.string()).optional(),
  ...proofsSchema.shape,
  ...reportFactsSchema.shape,
})

export type ReportDocument = z.infer<typeof reportDocumentSchema>

/** The report for programs. */
export function reportJson({
  input,
  verdict,
  score,
  criteria,
  metrics,
  tests,
  proofs,
  remaining,
  takenMs,
}: Report): ReportDocument {
  const {tool, repository, target, startedAt, endedAt, time} = input
  return {
    schema: 'upgrade-wizard/report/1',
    tool,
    repository,
    target: {wasmtime: target.wasmtime, rust: target.rust.version, edition: target.edition},
    verdict,
    score,
    criteria: [...criteria],
    metrics: [...metrics],
    tests: {before: tests.before ?? null, after: tests.after ?? null, ...namesOf(tests.comparison)},
    versions: [...input.versions],
    steps: input.steps.map(stepRow),
    files: [...input.files],
    checklist: input.checklist.map(checklistRow),
    notes: input.notes.map(({step, text, by}) => ({step: step ?? null, text, by})),
    ...(input.people && {people: input.people.map(({name, mail}) => ({name, mail: mail ?? null}))}),
    ...(input.approvals && {approvals: [...input.approvals]}),
    time: {...time, taken: takenMs, startedAt, endedAt},
    remaining: [...remaining],
    ...(input.leftOut === undefined ? {} : {leftOut: [...input.leftOut]}),
    ...(input.platform === undefined ? {} : {platform: input.platform}),
    ...proofsSchema.parse(proofs),
    ...reportFacts(input),
  }
}

function namesOf(comparison: Report['tests']['comparison']) {
  return {
    newFailures: [...(comparison?.newFailures ?? [])],
    fixed: [...(comparison?.fixed ?? [])],
    stillFailing: [...(comparison?.stillFailing ?? [])],
    missing: [...(comparison?.missing ?? [])],
    added: [...(comparison?.added ?? [])],
  }
}

function checklistRow(item: CheckedItem): ReportDocument['checklist'][number] {
  const {change, path, line, what, todo, effect, compiles, mark, note, by} = item
  const place = {change: change ?? null, path, line: line ?? null}
  return {...place, what, todo, effect, compiles: compiles === true, mark, note: note ?? null, by: by ?? null}
}

function stepRow(step: ReportStep): ReportDocument['steps'][number] {
  const {id, phase, title, status, attempts, decidedBy, durationMs, summary, problem, commit} = step
  return {
    id,
    phase,
    title,
    status,
    attempts,
    decidedBy: decidedBy ?? null,
    durationMs,
    summary: problem?.title ?? summary ?? null,
    ...(commit === undefined ? {} : {commit}),
  }
}
