import {type Phase, phases} from '../domain/phase.ts'
import type {Report} from './report.ts'
import type {ReportStep} from './report-input.ts'
import type {ReportDocument} from './report-json.ts'

/** The report that a document was made of, as far as it tells: enough to write it in any other format. */
export function reportOfDocument(document: ReportDocument): Report {
  const {tool, repository, target, versions, files, time, verdict, score, criteria, metrics, remaining} = document
  const {parts, leftOut, platform, features, commands, advisories, flaky, skipped} = document
  return {
    input: {
      ...{tool, repository, versions, files},
      target: {
        wasmtime: target.wasmtime,
        rust: {version: target.rust, because: []},
        edition: editionOf(target.edition),
      },
      steps: document.steps.map(stepOf),
      notes: document.notes.map(({step, ...note}) => ({...note, ...(step === null ? {} : {step})})),
      silentChanges: [],
      checklist: document.checklist.map(itemOf),
      breaking: document.breakingChanges,
      duplicates: document.duplicates,
      takenBack: document.takenBack,
      earlier: document.earlier,
      rounds: document.burnDown,
      disk: document.disk,
      back: document.rollback,
      time: {planned: time.planned, commands: time.commands},
      startedAt: time.startedAt,
      endedAt: time.endedAt,
      ...(leftOut === undefined ? {} : {leftOut}),
      ...(platform === undefined ? {} : {platform}),
    },
    ...{verdict, score, criteria, metrics, remaining},
    tests: testsOf(document),
    proofs: {features, commands, advisories, flaky, skipped},
    takenMs: time.taken,
    ...(parts === undefined ? {} : {parts}),
  }
}

function testsOf({tests: {before, after, ...comparison}}: ReportDocument): Report['tests'] {
  return {before: before ?? undefined, after: after ?? undefined, comparison: after === null ? undefined : comparison}
}

/** What the document says of a step is what it did, or what went wrong: either reads the same. */
function stepOf(row: ReportDocument['steps'][number]): ReportStep {
  const {id, title, phase, status, attempts, decidedBy, durationMs, summary, commit} = row
  return {
    ...{id, title, attempts, durationMs},
    phase: isPhase(phase) ? phase : 'finish',
    status: isStatus(status) ? status : 'waiting',
    changedFiles: false,
    ...(decidedBy === null ? {} : {decidedBy}),
    ...(summary === null ? {} : {summary}),
    ...(commit === undefined ? {} : {commit}),
  }
}

function itemOf(row: ReportDocument['checklist'][number], index: number): Report['input']['checklist'][number] {
  const {change, path, line, what, todo, effect, compiles, mark, note, by} = row
  return {
    ...{id: String(index), path, what, todo, effect, compiles, mark},
    ...(change === null ? {} : {change}),
    ...(line === null ? {} : {line}),
    ...(note === null ? {} : {note}),
    ...(by === null ? {} : {by}),
  }
}

function editionOf(text: string | null): Report['input']['target']['edition'] {
  return text === '2021' || text === '2024' ? text : null
}

function isPhase(text: string): text is Phase {
  return phases.some(phase => phase === text)
}

function isStatus(text: string): text is ReportStep['status'] {
  return statuses.some(status => status === text)
}

const statuses: readonly ReportStep['status'][] = [
  ...(['waiting', 'not-needed', 'blocked', 'skipped', 'running'] as const),
  ...(['verified', 'failed', 'accepted', 'undone'] as const),
]
