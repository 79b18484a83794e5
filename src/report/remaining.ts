import {isToDo, placeOf} from '../domain/checklist.ts'
import {firstLines} from '../domain/first-lines.ts'
import type {Problem} from '../domain/problem.ts'
import {tellItems} from '../domain/tell-items.ts'
import {costsOfLeavingOut} from '../steps/cost-of-leaving-out.ts'
import type {Criterion} from './criteria.ts'
import type {ReportInput, ReportStep} from './report-input.ts'
import type {TestReport} from './test-report.ts'
import type {Verdict} from './verdict.ts'

/** What a report says that has no tests of afterwards. */
export const nothingCompared = 'Run the tests: nothing was compared.'

type Judged = {readonly verdict: Verdict; readonly criteria: readonly Criterion[]; readonly tests: TestReport}

/** What is left for people after a session, most urgent first; plain sentences. */
export function listRemaining(input: ReportInput, {verdict, criteria, tests}: Judged): readonly string[] {
  if (verdict === 'undone') return ['Decide whether to try again; the reasons for going back are above.']
  return [
    ...input.steps.flatMap(unfinished),
    ...leftOutWork(input),
    ...testWork(tests),
    ...buildWork(input),
    ...tellItems(input.checklist.filter(isToDo)),
    ...(hasOtherWasmtime(criteria) ? ['Find out who brings the other wasmtime: cargo tree --duplicates.'] : []),
    ...(verdict === 'upgraded' ? afterUpgrade(input) : []),
  ]
}

function unfinished({title, status, phase, problem}: ReportStep): string[] {
  if (phase === 'finish') return []
  switch (status) {
    case 'blocked':
    case 'failed':
      return [`${title}: ${problem === undefined ? 'it failed' : told(problem)}.`]
    case 'skipped':
    case 'undone':
      return [`${title}: it was ${status}.`]
    case 'waiting':
    case 'running':
      return [`${title}: not done yet.`]
    case 'accepted':
    case 'verified':
    case 'not-needed':
      return []
    default:
      return status satisfies never
  }
}

/** What the plan was started without, and what that costs. */
function leftOutWork({leftOut = []}: ReportInput): string[] {
  if (leftOut.length === 0) return []
  // Steps go by the names of their kinds.
  const costs = costsOfLeavingOut(leftOut)
  return [`Left out of the plan: ${leftOut.join(', ')}${costs.length === 0 ? '' : ` (${costs.join(', ')})`}.`]
}

/** What went wrong, and where as far as it has a place. */
function told({title, path, line}: Problem): string {
  return path === undefined ? title : `${title} (${placeOf({path, line})})`
}

function testWork({comparison}: TestReport): string[] {
  if (comparison === undefined) return [nothingCompared]
  const {newFailures, missing, stillFailing} = comparison
  return [
    ...(newFailures.length > 0 ? [`Mend ${tests(newFailures.length)} that the upgrade broke.`] : []),
    ...(missing.length > 0 ? [`Find ${tests(missing.length)} that ran before and didn't run now.`] : []),
    ...(stillFailing.length > 0 ? [`Look at ${tests(stillFailing.length)} that failed before the upgrade too.`] : []),
  ]
}

function buildWork({baseline, after}: ReportInput): string[] {
  const failed = after?.check?.failedTargets ?? []
  const leftOut = baseline?.without ?? []
  return [
    ...(leftOut.length > 0
      ? [`Mend ${leftOut.join(', ')}: it never compiled, so what it switches on is not proven.`]
      : []),
    ...(failed.length > 0 ? [`Look at what does not compile: ${failed.join(', ')}.`] : []),
  ]
}

function afterUpgrade(input: ReportInput): string[] {
  const {target, silentChanges} = input
  return [
    'Review the changes and commit them.',
    ...(silentChanges.length > 0 ? ['Read the changed defaults in this report: no compiler reports them.'] : []),
    ...documentWork(input),
    ...(target.wasmtime === null
      ? []
      : [
          'Rebuild wasm artifacts, and drop precompiled modules: an older wasmtime’s are refused.',
          'After deployment, watch cold start, memory and error rate for 24 hours, then for a week; go back when one of them worsens.',
        ]),
  ]
}

/**
 * Guides that a step brought up to date leave mentions that only people can judge. A plan is without the step where no guide names
 * the old versions and no changelog is open; where it was left out, or undone, all of it is for people.
 */
function documentWork({steps, leftOut = [], documentsLeft = []}: ReportInput): string[] {
  const step = steps.find(({id}) => id === 'update-documents')
  if (step === undefined && !leftOut.includes('update-documents')) return [changelogAdvice]
  const isDone = step !== undefined && ['accepted', 'verified', 'not-needed'].includes(step.status)
  if (!isDone) return ['Update prose that names the old versions, and the changelog.']
  return firstLines(documentsLeft).map(mention => `Read what a guide says of the old versions: ${mention}.`)
}

const changelogAdvice =
  'Where a changelog is kept, tell it of the upgrade; its entry: upgrade-wizard report --format changelog.'

/** Only where the target itself was reached: before that, there is no other one. */
function hasOtherWasmtime(criteria: readonly Criterion[]): boolean {
  const isMet = (id: Criterion['id']) => criteria.find(criterion => criterion.id === id)?.met
  return isMet('wasmtime-locked') === true && isMet('one-wasmtime') === false
}

function tests(number: number): string {
  return number === 1 ? 'the test' : `the ${number} tests`
}
