import type {CommandResult} from '../domain/command.ts'
import type {Measurement, TestOutcome} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {readCargoMessages, type TestExecutable} from '../measure/cargo-messages.ts'
import {parseLibtest, withoutLines} from '../measure/parse-libtest.ts'
import {type CargoSetting, cargo, commandFailed, featureArguments, succeeded} from './cargo.ts'

export type Check = {
  readonly check: NonNullable<Measurement['check']>
  readonly problem?: Problem
  /** Cargo's JSON messages. */
  readonly messages: string
}
export type Tests = {readonly tests: NonNullable<Measurement['tests']>; readonly problem?: Problem}

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
  if (check.passed) return {check, messages}
  return {check, messages, problem: withErrors(await commandFailed(ctx, command, result), errors)}
}

/**
 * Builds the tests and runs each program by itself, so that outcomes are known by name. A failing test is an outcome,
 * not a problem, and neither is a test program that doesn't compile: its tests are missing then, and count as that.
 */
export async function measureTests(ctx: StepContext, setting: CargoSetting): Promise<Tests> {
  const command = cargo(
    setting,
    'build',
    '--workspace',
    '--tests',
    '--profile',
    'test',
    ...keepGoing,
    ...featureArguments(setting),
  )
  const built = await ctx.run(command)
  const {executables, failedTargets, errors} = readCargoMessages(await ctx.readLog(built.out))
  if (!succeeded(built) && (failedTargets.length === 0 || executables.length === 0)) {
    const problem = withErrors(await commandFailed(ctx, command, built), errors)
    return {tests: {built: false, durationMs: built.durationMs, outcomes: []}, problem}
  }
  let {durationMs} = built
  let full: Problem | undefined
  const outcomes: TestOutcome[] = []
  const sysroot = await sysrootOf(ctx, setting)
  for (const program of executables) {
    if (ctx.signal.aborted) break
    const ran = await runProgram(ctx, program, [folderOf(program.executable), `${sysroot}/lib`, setting.libraryPath])
    durationMs += ran.durationMs
    outcomes.push(...ran.outcomes)
    full ??= ran.problem
  }
  const documentation = await runDocumentationTests(ctx, setting)
  const tests = {
    built: true,
    durationMs: durationMs + documentation.durationMs,
    outcomes: [...outcomes, ...documentation.outcomes],
  }
  // Tests that failed because the disk was full say nothing about the code.
  const problem = ctx.signal.aborted ? cancelled : (full ?? documentation.problem)
  return problem === undefined ? {tests} : {tests, problem}
}

/** The compiler's own words instead of the end of the log, where there are any. */
function withErrors(problem: Problem, errors: readonly string[]): Problem {
  if (errors.length === 0 || problem.code !== 'command-failed') return problem
  const lines = errors.slice(0, 3).join('\n\n').split('\n')
  const rest = errors.length > 3 ? ['', `… and ${errors.length - 3} more errors`] : []
  return {...problem, detail: [...lines.slice(0, 40), ...rest].join('\n')}
}

type Ran = Pick<CommandResult, 'durationMs' | 'problem'> & {readonly outcomes: readonly TestOutcome[]}

async function runProgram(
  ctx: StepContext,
  program: TestExecutable,
  libraries: readonly (string | undefined)[],
): Promise<Ran> {
  const libraryPath = libraries.filter(folder => folder !== undefined).join(':')
  // Cargo sets these when it runs a test: fixtures are found by the first, the tests of a procedural macro need the last.
  const env = {
    CARGO_MANIFEST_DIR: program.packageFolder,
    CARGO_PKG_NAME: program.packageName,
    LD_LIBRARY_PATH: libraryPath,
    DYLD_FALLBACK_LIBRARY_PATH: libraryPath,
  }
  const result = await ctx.run({argv: [program.executable], cwd: program.packageFolder, env})
  const outcomes = parseLibtest(await ctx.readLog(result.out), program.target)
  if (outcomes.length > 0)
    return {
      ...timed(result),
      outcomes: withCrash(outcomes, program.target, result),
    }
  // No harness of Rust's own: the whole program is one test, unless it has none and says so by succeeding.
  const whole: readonly TestOutcome[] = succeeded(result) ? [] : [{name: program.target, outcome: 'failed'}]
  return {...timed(result), outcomes: whole}
}

function timed({durationMs, problem}: CommandResult): Pick<Ran, 'durationMs' | 'problem'> {
  return problem === undefined ? {durationMs} : {durationMs, problem}
}

/** A test that takes its whole program down, or ends it early, leaves no line of its own. */
function withCrash(outcomes: readonly TestOutcome[], target: string, result: CommandResult): readonly TestOutcome[] {
  const {outcome} = result
  const isExplained = outcome.kind !== 'signalled' && outcomes.some(test => test.outcome === 'failed')
  if (succeeded(result) || outcome.kind === 'cancelled' || isExplained) return outcomes
  return [...outcomes, {name: `${target} (crashed)`, outcome: 'failed'}]
}

async function runDocumentationTests(ctx: StepContext, setting: CargoSetting): Promise<Ran> {
  if (ctx.signal.aborted) return {durationMs: 0, outcomes: []}
  const result = await ctx.run(
    cargo(setting, 'test', '--workspace', '--doc', '--no-fail-fast', ...featureArguments(setting)),
  )
  return {...timed(result), outcomes: withoutLines(parseLibtest(await ctx.readLog(result.out), 'doc'))}
}

async function sysrootOf(ctx: StepContext, {root, toolchain}: CargoSetting): Promise<string> {
  const asked = await ctx.run({argv: ['rustc', '--print', 'sysroot'], cwd: root, env: {RUSTUP_TOOLCHAIN: toolchain}})
  return (await ctx.readLog(asked.out)).trim()
}

function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '')
}

const keepGoing = ['--keep-going', '--message-format=json-diagnostic-rendered-ansi']

const cancelled: Problem = {
  code: 'cancelled',
  title: 'Cancelled: the tests were not run to their end',
  detail: 'The programs and their children are gone.',
  nextSteps: ['Retry, or roll the step back.'],
}
