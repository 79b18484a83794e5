import * as z from 'zod'
import {checklistSchema} from '../domain/checklist.ts'
import {diagnosisSchema} from '../domain/diagnosis.ts'
import {measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Session, StepSession} from '../journal/session.ts'
import {compareTests} from '../measure/compare-tests.ts'
import type {Breakage, Finding} from './bisection.ts'

/** What a try came to: a verdict, or what kept it from one. Without a problem it was left. */
export type Judged =
  | Pick<Finding, 'verdict' | 'by' | 'why' | 'breakage'>
  | {readonly verdict: undefined; readonly problem: Problem | undefined}

/**
 * Judges a try by how far its steps came. A step that failed speaks against the major, unless it failed for something that has
 * nothing to do with it: no room, a kill, a registry that doesn't answer. A Rust that isn't here is a reason to skip.
 */
export function judgeTry({steps}: Pick<Session, 'steps'>): Judged {
  const stopped = steps.find(({state}) => state.status === 'failed' || state.status === 'blocked')
  if (stopped !== undefined) return judgeStopped(stopped, steps)
  const isThrough = steps.every(({state}) => ['accepted', 'not-needed'].includes(state.status))
  return isThrough ? {verdict: 'good', by: 'try', why: whyGood(steps)} : {verdict: undefined, problem: undefined}
}

/** A problem that came before the steps did: one about Rust is a reason to skip, any other no verdict. */
export function judgeProblem(problem: Problem): Judged {
  if (needsRust.has(problem.code)) return {verdict: 'skip', by: 'machine', why: problem.title}
  return {verdict: undefined, problem: problem.code === 'cancelled' ? undefined : problem}
}

function judgeStopped(step: StepSession, steps: readonly StepSession[]): Judged {
  const problem = problemOf(step)
  if (problem === undefined || needsRust.has(problem.code) || saysNothing(step, problem)) {
    return problem === undefined ? {verdict: undefined, problem} : judgeProblem(problem)
  }
  return {
    verdict: 'bad',
    by: 'try',
    why: `${step.plan.title}: ${problem.title}`,
    breakage: breakageOf(step, problem, steps),
  }
}

function problemOf({state}: StepSession): Problem | undefined {
  return 'problem' in state ? state.problem : undefined
}

/** Whether a failure has nothing to do with the code: no room, a kill, a program that isn't there. */
export function isOfTheMachine({code}: Problem): boolean {
  return ofTheMachine.has(code)
}

/** Of cargo's own refusals to resolve, only one that is about versions says something of the major. */
function saysNothing({plan}: StepSession, problem: Problem): boolean {
  if (isOfTheMachine(problem)) return true
  const {code, detail} = problem
  return plan.kind === 'refresh-lockfile' && code === 'command-failed' && !detail.includes('failed to select a version')
}

function breakageOf(step: StepSession, {title, detail}: Problem, steps: readonly StepSession[]): Breakage {
  const causes = diagnosisSchema.safeParse(step.data).data?.groups ?? []
  const tests = step.plan.kind === 'prove-tests' ? brokenTests(step, steps) : []
  return {
    step: step.plan.id,
    title,
    detail: detail.slice(0, mostDetail),
    causes: causes.slice(0, mostCauses).map(({suggestions: _, rendered: __, ...cause}) => cause),
    tests: tests.slice(0, mostTests),
    suspects: tests.length === 0 ? [] : suspectsIn(steps),
  }
}

function brokenTests({data}: StepSession, steps: readonly StepSession[]): readonly string[] {
  const outcomesOf = (of: unknown) => measurementSchema.safeParse(of).data?.tests?.outcomes ?? []
  const {newFailures, missing} = compareTests(outcomesOf(dataOf(steps, 'record-baseline')), outcomesOf(data))
  return [...newFailures, ...missing]
}

/** What compiles and behaves differently, of this code: nothing else can be why a test fails that the compiler let through. */
function suspectsIn(steps: readonly StepSession[]): Breakage['suspects'] {
  const items = checklistSchema.safeParse(dataOf(steps, 'read-guidance')).data?.items ?? []
  return items
    .flatMap(({change, effect, path, line, what}) =>
      change !== undefined && effect === 'silent' ? [{change, path, what, ...(line === undefined ? {} : {line})}] : [],
    )
    .slice(0, mostTests)
}

function whyGood(steps: readonly StepSession[]): string {
  const proof = steps.findLast(({plan}) => plan.kind === 'prove-tests') ?? steps.findLast(isBuilt)
  return proof?.state.status === 'accepted' ? proof.state.summary : 'Nothing had to be done'
}

function isBuilt({plan}: StepSession): boolean {
  return plan.kind === 'prove-build'
}

function dataOf(steps: readonly StepSession[], id: string): unknown {
  return steps.find(({plan}) => plan.id === id)?.data
}

/** What tries left outside of the repository: each step that says so, in its own sentence. */
export function leftInPlace({steps}: Pick<Session, 'steps'>): readonly string[] {
  return steps.flatMap(({data}) => leftSchema.safeParse(data).data?.leftInPlace ?? [])
}

/** Only what wasn't there before the try. */
const leftSchema = z.object({leftInPlace: z.string(), installed: z.array(z.string()).nonempty()})
const needsRust = new Set(['toolchain-too-old', 'toolchain-not-installed'])
const ofTheMachine = new Set([
  'cancelled',
  'command-killed',
  'disk-full',
  'disk-full-soon',
  'disk-nearly-full',
  'program-missing',
  'timed-out',
])
const mostCauses = 20
const mostTests = 200
const mostDetail = 4000
