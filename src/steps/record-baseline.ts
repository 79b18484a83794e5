import {count} from '../domain/count.ts'
import type {Measurement} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {isProductBroken} from '../measure/cargo-messages.ts'
import {findLintChecks} from '../scan/lint-checks.ts'
import {type CargoSetting, without} from './cargo.ts'
import {lockedFamily} from './locked-family.ts'
import {measureLints} from './measure-lints.ts'
import {joinTimes, noTimes, recordedTimes, tellTimes} from './measure-times.ts'
import {type Check, measureCheck, measureTests} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'
import {timeBuild, timeCheck, wantedBefore} from './time-builds.ts'
import {withBinaries} from './weigh-binaries.ts'

/** Measures before anything is written. A build or a test that fails now is recorded, not held against the upgrade. */
export function recordBaseline(deps: StepDeps): StepKind {
  const measure = async (ctx: StepContext): Promise<Outcome> => {
    ctx.say('Measuring the workspace as it is: check, then tests')
    const checked = await checkWhatCompiles(ctx, deps.cargo)
    const {check, problem, leftOut} = checked
    if (isInTheWay(problem)) return {kind: 'failed', problem}
    const proven =
      isProductBroken(check) || provesFeaturesAlone(deps) ? undefined : await measureWhatBuilds(ctx, deps, checked)
    if (isInTheWay(proven?.problem)) return {kind: 'failed', problem: proven.problem}
    const data: Measurement = {
      check,
      ...(leftOut.length === 0 ? {} : {without: [...leftOut]}),
      ...proven?.part,
      locked: lockedFamily(await deps.survey()),
    }
    return {kind: 'ok', summary: summaryOf(data) + tellTimes(data), data}
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo check and cargo test, by test name', writes: [], touches: ['Cargo.lock']}
    },
    apply: measure,
    verify: async (ctx, applied) => applied ?? measure(ctx),
  }
}

/** A part that was started for sets of features compares nothing else. */
function provesFeaturesAlone({featureSets = [], leftOut}: StepDeps): boolean {
  return featureSets.length > 0 && leftOut?.has('prove-tests') === true
}

/** What fails today is only recorded; what kept it from being measured isn't. */
function isInTheWay(problem: Problem | undefined): problem is Problem {
  return problem !== undefined && problem.code !== 'command-failed'
}

/** Everything but the check, in the order in which the build folder is made the most of. */
async function measureWhatBuilds(
  ctx: StepContext,
  deps: StepDeps,
  checked: Awaited<ReturnType<typeof checkWhatCompiles>>,
): Promise<{readonly problem?: Problem | undefined; readonly part?: Partial<Measurement>}> {
  const setting = without(deps.cargo, checked.leftOut)
  const wanted = wantedBefore(deps.measure)
  const check = await timeCheck(ctx, deps, checked, wanted)
  if (check.problem !== undefined) return {problem: check.problem}
  const {tests, problem, readings, skipped, built} = await withBinaries(deps, await measureTests(ctx, setting))
  if (isInTheWay(problem)) return {problem}
  const build = tests.built ? await timeBuild(ctx, deps, built, wanted) : noTimes
  if (build.problem !== undefined) return {problem: build.problem}
  const times = recordedTimes(joinTimes(check, build, {readings, skipped}))
  return {part: {tests, ...times, ...(await lintsToday(ctx, setting))}}
}

/** What clippy finds today, where the repository runs it: what is new afterwards is told apart by it. */
async function lintsToday(ctx: StepContext, setting: CargoSetting): Promise<Pick<Measurement, 'lints'>> {
  if ((await findLintChecks(ctx)).length === 0) return {}
  const {lints, problem} = await measureLints(ctx, setting)
  return problem === undefined ? {lints: Object.fromEntries(lints.map(one => [one.lint, one.count]))} : {}
}

/** With the features that switch on what is upgraded, or, where the product never compiled with them, without. */
export async function checkWhatCompiles(
  ctx: StepContext,
  setting: CargoSetting,
): Promise<Check & {readonly leftOut: readonly string[]}> {
  const whole = await measureCheck(ctx, setting)
  const isHopeless = whole.problem?.code === 'command-failed' && isProductBroken(whole.check)
  if (!isHopeless || setting.features.length === 0) return {...whole, leftOut: []}
  ctx.say(`It doesn’t compile with ${setting.features.join(', ')}; measuring without`)
  const bare = await measureCheck(ctx, without(setting, setting.features))
  return isProductBroken(bare.check) ? {...whole, leftOut: []} : {...bare, leftOut: setting.features}
}

/** One line about a measurement, for the gate and the report. */
function summaryOf({check, tests, without: leftOut = []}: Measurement): string {
  const broken = check?.failedTargets ?? []
  if (check === undefined || isProductBroken(check)) return 'The build fails before the upgrade; recorded as known'
  const unproven =
    leftOut.length === 0 ? '' : `; left out, because it doesn’t compile with it today: ${leftOut.join(', ')}`
  const known = `${broken.length === 0 ? '' : `; known not to compile: ${broken.join(', ')}`}${unproven}`
  if (tests === undefined) return `It builds; the tests are not part of this run${known}`
  if (!tests.built) return `The tests do not build; recorded as known${known}`
  const number = (outcome: string) => tests.outcomes.filter(test => test.outcome === outcome).length
  const ignored = number('ignored') > 0 ? `, ${number('ignored')} ignored` : ''
  return `${count(number('passed'), 'test')} passed, ${number('failed')} failed${ignored}${known}`
}
