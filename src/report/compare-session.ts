import type {Measurement} from '../domain/measurement.ts'
import {currentStep, type Session} from '../journal/session.ts'
import {type ComparedNumber, compareNumbers, isToCome} from './compare-numbers.ts'
import {type Criterion, judgeCriteria, scoreOf} from './criteria.ts'
import {listMetrics} from './metrics.ts'
import {proversOf} from './proved-by.ts'
import type {VersionChange} from './report-input.ts'
import {sessionInput} from './session-input.ts'
import {reportTests, type TestReport} from './test-report.ts'
import {judge, type Verdict} from './verdict.ts'

/** `open`: not met, and a step that may prove it is still to come. */
export type ComparedCriterion = Criterion & {readonly isOpen: boolean}

/** How often a lint is found that is found more often than before. */
export type LintChange = {readonly lint: string; readonly before: number; readonly now: number}

/** Before and now, as far as a session has come. */
export type SessionComparison = {
  readonly verdict: Verdict | 'under-way'
  readonly score: number
  readonly criteria: readonly ComparedCriterion[]
  readonly numbers: readonly ComparedNumber[]
  readonly tests: TestReport
  readonly lints: readonly LintChange[]
  readonly versions: readonly VersionChange[]
  /** The compiler's errors, round by round; none where nothing had to be mended. */
  readonly rounds: readonly number[]
  /** It was built and failed: not merely unproven. */
  readonly isBroken: boolean
  /** Features that never compiled: what they switch on isn't measured. */
  readonly without: readonly string[]
}

/** Judges a session by what it has recorded so far. The same session always gives the same comparison. */
export function compareSession(session: Session): SessionComparison {
  const input = sessionInput(session)
  const tests = reportTests(input)
  const criteria = judgeCriteria(input, tests, listMetrics(input, tests))
  const isOver = session.verdict !== undefined || currentStep(session) === undefined
  const toCome = new Set(input.steps.filter(({status}) => isToCome(status)).map(({id}) => id))
  const isOpen = ({id, met}: Criterion) => !met && !isOver && proversOf(id).some(step => toCome.has(step))
  return {
    verdict: isOver ? judge(input.steps, criteria) : 'under-way',
    score: scoreOf(criteria),
    criteria: criteria.map(criterion => ({...criterion, isOpen: isOpen(criterion)})),
    numbers: compareNumbers(input, tests),
    tests,
    lints: moreOften(input.baseline?.lints, input.after?.lints),
    versions: input.versions,
    rounds: input.rounds,
    isBroken: input.steps.some(({id, status}) => id === 'prove-build' && status === 'failed'),
    without: input.baseline?.without ?? [],
  }
}

function moreOften(before: Measurement['lints'], now: Measurement['lints']): readonly LintChange[] {
  if (before === undefined || now === undefined) return []
  const was = new Map(Object.entries(before))
  return Object.entries(now)
    .map(([lint, count]) => ({lint, before: was.get(lint) ?? 0, now: count}))
    .filter(one => one.now > one.before)
    .toSorted((a, b) => b.now - b.before - (a.now - a.before) || a.lint.localeCompare(b.lint, 'en'))
}
