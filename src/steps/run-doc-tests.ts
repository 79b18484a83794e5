import type {Command} from '../domain/command.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {countFiltered, parseLibtest, withoutLines} from '../measure/parse-libtest.ts'
import {type CargoSetting, cargo, featureArguments} from './cargo.ts'
import {againLimitMs, noRun, type TestRun} from './test-run.ts'

/** Runs the documentation tests of the workspace. */
export async function runDocTests(ctx: StepContext, setting: CargoSetting): Promise<TestRun> {
  if (ctx.signal.aborted) return noRun
  const command = cargo(setting, 'test', '--workspace', '--doc', '--no-fail-fast', ...featureArguments(setting))
  const result = await ctx.run(command)
  const output = await ctx.readLog(result.out)
  const printed = parseLibtest(output, 'doc')
  const outcomes = withoutLines(printed)
  const printedName = new Map(outcomes.map(({name}, index) => [name, printed[index]?.name ?? name]))
  return {
    outcomes,
    durationMs: result.durationMs,
    filtered: countFiltered(output),
    readings: [],
    ...(result.problem === undefined ? {} : {problem: result.problem}),
    again: names => runAgain(ctx, command, new Map(names.flatMap(name => entryOf(printedName, name)))),
  }
}

/** `tests`: name as printed → name. Only these, by the names under which they were printed. */
async function runAgain(ctx: StepContext, command: Command, tests: ReadonlyMap<string, string>) {
  if (tests.size === 0) return []
  const words = [...tests.keys()].map(name => name.slice('doc::'.length))
  const argv = [...command.argv, '--', ...words, '--exact'] as const
  const result = await ctx.run({...command, argv, limitMs: againLimitMs})
  const again = parseLibtest(await ctx.readLog(result.out), 'doc')
  return again.flatMap(({name, outcome}) => (outcome === 'passed' ? (tests.get(name) ?? []) : []))
}

function entryOf(printedName: ReadonlyMap<string, string>, name: string): [string, string][] {
  const printed = printedName.get(name)
  return printed === undefined ? [] : [[printed, name]]
}
