import type {Command} from '../domain/command.ts'
import type {Measurement, Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {readCargoMessages} from '../measure/cargo-messages.ts'
import {type CargoSetting, cargo, commandFailed, featureArguments, succeeded} from './cargo.ts'
import {runDocTests} from './run-doc-tests.ts'
import {runNextest} from './run-nextest.ts'
import {runTestPrograms} from './run-test-programs.ts'
import {joinRuns, noRun, type TestRun} from './test-run.ts'

/** A command of cargo's that ran, and the JSON messages it printed. */
export type Built = {readonly command: Command; readonly messages: string}

export type Check = {
  readonly check: NonNullable<Measurement['check']>
  readonly problem?: Problem
  /** Cargo's JSON messages. */
  readonly messages: string
  readonly command: Command
}

export type Tests = {
  readonly tests: NonNullable<Measurement['tests']>
  readonly problem?: Problem
  /** How long the tests of each program took. */
  readonly readings: readonly Reading[]
  readonly skipped: NonNullable<Measurement['skipped']>
  /** How the tests were built. */
  readonly built: Built
  /** Runs some of them once more; gives the names of those that passed. */
  readonly again: TestRun['again']
}

/**
 * `cargo check` over the workspace, all targets, with the features that switch on what is upgraded. One target that does
 * not compile doesn't hide the others.
 */
export async function measureCheck(ctx: StepContext, setting: CargoSetting): Promise<Check> {
  const command = cargo(setting, 'check', '--workspace', '--all-targets', ...keepGoing, ...featureArguments(setting))
  const result = await ctx.run(command)
  const messages = await ctx.readLog(result.out)
  const {failedTargets, errors} = readCargoMessages(messages)
  const check = {passed: succeeded(result), durationMs: result.durationMs, failedTargets: [...failedTargets]}
  if (check.passed) return {check, messages, command}
  return {check, messages, command, problem: withErrors(await commandFailed(ctx, command, result), errors)}
}

/**
 * Builds the tests and runs them, by nextest where the repository does, else each program by itself: either way outcomes are known
 * by name. A failing test is an outcome, not a problem, and neither is a test program that doesn't compile: its tests are missing
 * then, and count as that.
 */
export async function measureTests(ctx: StepContext, setting: CargoSetting): Promise<Tests> {
  const words = ['build', '--workspace', '--tests', '--profile', 'test', ...keepGoing, ...featureArguments(setting)]
  const command = cargo(setting, ...words)
  const build = await ctx.run(command)
  const messages = await ctx.readLog(build.out)
  const built = {command, messages}
  const {executables, failedTargets, errors} = readCargoMessages(messages)
  if (!succeeded(build) && (failedTargets.length === 0 || executables.length === 0)) {
    const problem = withErrors(await commandFailed(ctx, command, build), errors)
    const tests = {built: false, durationMs: build.durationMs, outcomes: []}
    return {tests, problem, readings: [], skipped: [], built, again: noRun.again}
  }
  // Nextest builds everything or runs nothing.
  const nextest = succeeded(build) && executables.length > 0 ? await runNextest(ctx, setting) : undefined
  const isByNextest = nextest !== undefined && 'outcomes' in nextest
  const programs = isByNextest ? nextest : await runTestPrograms(ctx, setting, executables)
  const run = joinRuns(programs, await runDocTests(ctx, setting))
  const skipped = nextest !== undefined && 'why' in nextest ? [{what: 'nextest', why: nextest.why}] : []
  // Tests that failed because the disk was full say nothing about the code.
  const problem = ctx.signal.aborted ? cancelled : run.problem
  const tests = {
    built: true,
    durationMs: build.durationMs + run.durationMs,
    outcomes: [...run.outcomes],
    ...(run.filtered === 0 ? {} : {filtered: run.filtered}),
  }
  return {tests, readings: run.readings, skipped, built, again: run.again, ...(problem === undefined ? {} : {problem})}
}

/** The compiler's own words instead of the end of the log, where there are any. */
function withErrors(problem: Problem, errors: readonly string[]): Problem {
  if (errors.length === 0 || problem.code !== 'command-failed') return problem
  const lines = errors.slice(0, 3).join('\n\n').split('\n')
  const rest = errors.length > 3 ? ['', `… and ${errors.length - 3} more errors`] : []
  return {...problem, detail: [...lines.slice(0, 40), ...rest].join('\n')}
}

const keepGoing = ['--keep-going', '--message-format=json-diagnostic-rendered-ansi']

const cancelled: Problem = {
  code: 'cancelled',
  title: 'Cancelled: the tests were not run to their end',
  detail: 'The programs and their children are gone.',
  nextSteps: ['Retry, or roll the step back.'],
}
