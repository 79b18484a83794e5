import type {Command, CommandResult} from '../domain/command.ts'
import type {TestOutcome} from '../domain/measurement.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {TestExecutable} from '../measure/cargo-messages.ts'
import {countFiltered, parseLibtest} from '../measure/parse-libtest.ts'
import {type CargoSetting, succeeded} from './cargo.ts'
import {againLimitMs, joinRuns, namesPassed, type TestRun, testTime} from './test-run.ts'

/** Runs each test program by itself, so that outcomes are known by name. A failing test is an outcome, not a problem. */
export async function runTestPrograms(
  ctx: StepContext,
  setting: CargoSetting,
  programs: readonly TestExecutable[],
): Promise<TestRun> {
  const sysroot = await sysrootOf(ctx, setting)
  const runs: TestRun[] = []
  for (const program of programs) {
    if (ctx.signal.aborted) break
    const libraries = [folderOf(program.executable), `${sysroot}/lib`, setting.libraryPath]
    runs.push(await runProgram(ctx, program, commandOf(program, libraries)))
  }
  return joinRuns(...runs)
}

/** As cargo runs it: fixtures are found by the first variable, the tests of a procedural macro need the last. */
function commandOf(program: TestExecutable, libraries: readonly (string | undefined)[]): Command {
  const libraryPath = libraries.filter(folder => folder !== undefined).join(':')
  const env = {
    CARGO_MANIFEST_DIR: program.packageFolder,
    CARGO_PKG_NAME: program.packageName,
    LD_LIBRARY_PATH: libraryPath,
    DYLD_FALLBACK_LIBRARY_PATH: libraryPath,
  }
  return {argv: [program.executable], cwd: program.packageFolder, env}
}

async function runProgram(ctx: StepContext, {target}: TestExecutable, command: Command): Promise<TestRun> {
  const result = await ctx.run(command)
  const output = await ctx.readLog(result.out)
  const outcomes = outcomesOf(output, target, result)
  return {
    outcomes,
    durationMs: result.durationMs,
    filtered: countFiltered(output),
    readings: outcomes.length === 0 ? [] : [testTime(target, result.durationMs)],
    ...(result.problem === undefined ? {} : {problem: result.problem}),
    again: names => runAgain(ctx, target, command, names),
  }
}

/** Only these tests, by their exact names; a program without Rust's own harness is one test, and runs whole. */
async function runAgain(ctx: StepContext, target: string, command: Command, names: readonly string[]) {
  const own = names.flatMap(name => (name.startsWith(`${target}::`) ? [name.slice(target.length + 2)] : []))
  if (own.length === 0 && !names.includes(target)) return []
  const words = own.length === 0 ? [] : [...own, '--exact']
  const again = {...command, argv: [command.argv[0], ...words], limitMs: againLimitMs} as const
  const result = await ctx.run(again)
  if (own.length === 0) return succeeded(result) ? [target] : []
  return namesPassed(outcomesOf(await ctx.readLog(result.out), target, result))
}

function outcomesOf(output: string, target: string, result: CommandResult): readonly TestOutcome[] {
  const outcomes = parseLibtest(output, target)
  if (outcomes.length > 0) return withCrash(outcomes, target, result)
  // No harness of Rust's own: the whole program is one test, unless it has none and says so by succeeding.
  return succeeded(result) ? [] : [{name: target, outcome: 'failed'}]
}

/** A test that takes its whole program down, or ends it early, leaves no line of its own. */
function withCrash(outcomes: readonly TestOutcome[], target: string, result: CommandResult): readonly TestOutcome[] {
  const {outcome} = result
  const isExplained = outcome.kind !== 'signalled' && outcomes.some(test => test.outcome === 'failed')
  if (succeeded(result) || outcome.kind === 'cancelled' || isExplained) return outcomes
  return [...outcomes, {name: `${target} (crashed)`, outcome: 'failed'}]
}

async function sysrootOf(ctx: StepContext, {root, toolchain}: CargoSetting): Promise<string> {
  const asked = await ctx.run({argv: ['rustc', '--print', 'sysroot'], cwd: root, env: {RUSTUP_TOOLCHAIN: toolchain}})
  return (await ctx.readLog(asked.out)).trim()
}

function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '')
}
