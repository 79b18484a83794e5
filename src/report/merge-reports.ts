import type {Problem} from '../domain/problem.ts'
import {scoreOf} from './criteria.ts'
import {mergeCriteria, missingFrom, worstVerdict} from './merge-judgement.ts'
import * as rows from './merge-rows.ts'
import type {Part, ReportedPart} from './part.ts'
import type {PartRow} from './part-row.ts'
import {diffOf} from './report-facts-json.ts'
import type {ReportDocument} from './report-json.ts'

/**
 * One report from those of several jobs, each of which proved a part of the same upgrade. The verdict is the worst of them; a
 * criterion is met when every part that was to prove it did, and at least one was. Tests and numbers keep the name of their
 * part. What no part was to prove, and parts without a report, are named in `missing`. A problem when there is nothing to
 * merge, or when the reports aren't of one upgrade.
 */
export function mergeReports(parts: readonly Part[]): ReportDocument | Problem {
  const reported = parts.filter((part): part is ReportedPart => part.document !== undefined)
  const [first] = reported
  if (first === undefined) return nothingToMerge(parts)
  const other = reported.find(part => targetOf(part) !== targetOf(first))
  if (other !== undefined) return notOneUpgrade(first, other)
  const criteria = mergeCriteria(reported)
  const missing = missingFrom(parts, criteria)
  const tests = rows.mergeTests(reported)
  const files = rows.mergeFiles(reported)
  const rust = rows.distinct(reported, ({target}) => [target.rust]).join(', ')
  const {leftOut: _, platform: __, ...document} = first.document
  return {
    ...document,
    target: {...document.target, rust},
    verdict: worstVerdict(parts, criteria),
    score: scoreOf(criteria),
    criteria: [...criteria],
    metrics: rows.mergeMetrics(reported),
    tests,
    ...rows.mergeProofs(reported),
    versions: rows.mergeVersions(reported),
    steps: rows.mergeSteps(reported),
    files,
    diff: diffOf(files),
    takenBack: rows.mergeTakenBack(reported),
    // What a job left is gone with its machine.
    disk: [],
    rollback: {undo: [], git: null},
    checklist: rows.mergeChecklists(reported),
    notes: rows.mergeNotes(reported),
    time: rows.mergeTimes(reported),
    remaining: [...missing, ...rows.mergeRemaining(reported, tests)],
    parts: parts.map(partRow),
    missing: [...missing],
  }
}

function partRow(part: Part): PartRow {
  const {name} = part
  if (part.document === undefined) return {name, platform: null, verdict: null, score: null, taken: null, why: part.why}
  const {platform = null, verdict, score, time} = part.document
  return {name, platform, verdict, score, taken: time.taken, why: null}
}

function targetOf({document: {target}}: ReportedPart): string {
  const edition = target.edition === null ? '' : `, edition ${target.edition}`
  return `${target.wasmtime === null ? `Rust ${target.rust}` : `wasmtime ${target.wasmtime}`}${edition}`
}

function nothingToMerge(parts: readonly Part[]): Problem {
  return {
    code: 'nothing-to-merge',
    title: 'There is no report to merge',
    detail: parts.flatMap(({name, ...part}) => ('why' in part ? [`${name}: ${part.why}`] : [])).join('\n'),
    nextSteps: ['Each part writes its own: upgrade-wizard report --format json --out FILE'],
  }
}

function notOneUpgrade(one: ReportedPart, other: ReportedPart): Problem {
  return {
    code: 'parts-apart',
    title: 'These reports are not of one upgrade',
    detail: `${one.name} goes to ${targetOf(one)}, ${other.name} to ${targetOf(other)}.`,
    nextSteps: ['Give every part the same target, such as --wasmtime 36.0.14, and run those that differ again.'],
  }
}
