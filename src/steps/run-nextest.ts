import type {TestOutcome} from '../domain/measurement.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {type ListedTest, readNextestList, readNextestRun} from '../measure/parse-nextest.ts'
import {usesNextest} from '../scan/nextest-use.ts'
import {type CargoSetting, cargo, featureArguments, succeeded} from './cargo.ts'
import {againLimitMs, namesPassed, type TestRun, testTime} from './test-run.ts'

/**
 * Runs the tests with nextest where the repository does so itself: its tests may rely on a process of their own. `why` tells what
 * stood in the way, where it is wanted and something does; undefined when it isn't wanted. Tests are named as without nextest.
 * Failures aren't tried again by nextest itself, whatever its configuration says: that is for new ones only.
 */
export async function runNextest(
  ctx: StepContext,
  setting: CargoSetting,
): Promise<TestRun | {readonly why: string} | undefined> {
  if (!(await usesNextest(ctx))) return undefined
  const version = await ctx.run(cargo(setting, 'nextest', '--version'))
  if (!succeeded(version)) return {why: 'the repository uses cargo-nextest, which isn’t installed here'}
  const listed = await listTests(ctx, setting)
  if (listed === undefined) return {why: 'cargo nextest could not list the tests'}
  const result = await ctx.run(runCommand(setting))
  const outcomes = readNextestRun(await ctx.readLog(result.out), listed)
  const hasRun = succeeded(result) || outcomes.some(({outcome}) => outcome !== 'ignored') || ctx.signal.aborted
  if (!hasRun && listed.some(({state}) => state === 'runs')) return {why: 'cargo nextest did not run the tests'}
  return {
    outcomes,
    durationMs: result.durationMs,
    filtered: listed.filter(({state}) => state === 'filtered').length,
    readings: timesOf(outcomes),
    ...(result.problem === undefined ? {} : {problem: result.problem}),
    again: names =>
      runAgain(
        ctx,
        setting,
        listed.filter(({name}) => names.includes(name)),
      ),
  }
}

async function listTests(ctx: StepContext, setting: CargoSetting): Promise<readonly ListedTest[] | undefined> {
  const list = await ctx.run(cargo(setting, 'nextest', 'list', ...whichTests(setting), '--message-format', 'json'))
  return readNextestList(await ctx.readLog(list.out))
}

function runCommand(setting: CargoSetting, ...more: readonly string[]) {
  const format = ['--message-format', 'libtest-json', '--message-format-version', '0.1']
  const how = ['--no-fail-fast', '--retries', '0', ...format, ...more]
  const command = cargo(setting, 'nextest', 'run', ...whichTests(setting), ...how)
  return {...command, env: {...command.env, NEXTEST_EXPERIMENTAL_LIBTEST_JSON: '1'}}
}

/** The same that were built just before, so that nothing is built twice. */
function whichTests(setting: CargoSetting): readonly string[] {
  return ['--workspace', '--tests', ...featureArguments(setting)]
}

async function runAgain(ctx: StepContext, setting: CargoSetting, tests: readonly ListedTest[]) {
  // A name with other signs would need quoting in the filter's own language; Rust's harness knows none.
  const plain = tests.filter(({test}) => /^[\w:]+$/.test(test))
  if (plain.length === 0) return []
  const filter = [...new Set(plain.map(({test}) => `test(=${test})`))].join(' + ')
  const result = await ctx.run({...runCommand(setting, '-E', filter), limitMs: againLimitMs})
  return namesPassed(readNextestRun(await ctx.readLog(result.out), plain))
}

/** The sum of a program's tests: nextest runs the tests of all programs side by side. */
function timesOf(outcomes: readonly TestOutcome[]) {
  const sums = new Map<string, number>()
  for (const {name, durationMs} of outcomes) {
    const target = name.slice(0, name.indexOf('::'))
    if (durationMs !== undefined) sums.set(target, (sums.get(target) ?? 0) + durationMs)
  }
  return [...sums].map(([target, durationMs]) => testTime(`${target} (nextest)`, durationMs))
}
