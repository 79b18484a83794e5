import type {Command} from '../domain/command.ts'
import type {Measurement, Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {type Bench, findBenches} from '../scan/benches.ts'
import {cargo, commandFailed, succeeded} from './cargo.ts'
import {readEstimates} from './read-estimates.ts'
import type {StepDeps} from './step-deps.ts'

export type BenchDeps = Pick<StepDeps, 'survey' | 'cargo' | 'files' | 'benchFolder' | 'limits'>

export type Benches = {
  readonly readings: Reading[]
  readonly skipped: NonNullable<Measurement['skipped']>
  /** Names of the benches that ran to their end. */
  readonly made: readonly string[]
  readonly failures: {readonly name: string; readonly problem: Problem}[]
  /** What ended it before its end: it was cancelled, or the disk is full. */
  readonly ended?: Problem
}

/**
 * Runs criterion's benches one after the other, each with the features it needs, and reads criterion's own estimates. Criterion
 * writes into a folder of the wizard's (`CRITERION_HOME`): what it compares with by itself is a person's, and stays as it is. Other
 * harnesses are told as skipped.
 */
export async function measureBenches(ctx: StepContext, deps: BenchDeps): Promise<Benches> {
  const {folder, remove} = await deps.benchFolder()
  try {
    return await measureInto(folder, ctx, deps)
  } finally {
    await remove()
  }
}

async function measureInto(folder: string, ctx: StepContext, deps: BenchDeps): Promise<Benches> {
  const benches = await findBenches(ctx.tree, (await deps.survey()).manifests)
  const skipped = benches.flatMap(bench => (bench.harness === 'criterion' ? [] : [otherHarness(bench)]))
  const [made, failures, found]: [string[], {name: string; problem: Problem}[], Found[]] = [[], [], []]
  for (const bench of benches.filter(({harness}) => harness === 'criterion')) {
    const name = benchName(bench)
    ctx.say(`Running the bench ${name}`)
    const home = `${folder}/${made.length + failures.length}`
    const command = benchCommand(deps, bench, home)
    const result = await ctx.run(command)
    if (succeeded(result)) {
      const readings = await readEstimates(deps.files, home)
      made.push(name)
      found.push({bench, readings})
      if (readings.length === 0) skipped.push({what: name, why: noEstimates})
      continue
    }
    const problem = await commandFailed(ctx, command, result)
    if (problem.code !== 'command-failed' && problem.code !== 'timed-out')
      return {readings: [], skipped, made, failures, ended: problem}
    failures.push({name, problem})
  }
  return {readings: uniqueNames(found), skipped, made, failures}
}

/** `package/name`: the same before and after. */
export function benchName({packageName, name}: Bench): string {
  return `${packageName}/${name}`
}

/** By its own manifest, so that a package outside of the workspace is built as well. */
function benchCommand({cargo: setting}: BenchDeps, bench: Bench, home: string): Command {
  const {manifest, name, packageName} = bench
  const own = setting.features.filter(feature => feature.startsWith(`${packageName}/`))
  const features = [...new Set([...own.map(feature => feature.slice(packageName.length + 1)), ...bench.features])]
  const there = {...setting, manifestPath: `${setting.root}/${manifest}`}
  const chosen = features.length === 0 ? [] : ['--features', features.join(',')]
  const {argv, env, ...command} = cargo(there, 'bench', '--bench', name, ...chosen)
  return {...command, argv: [...argv, '--', '--noplot'], env: {...env, CRITERION_HOME: home}, limitMs: longestBench}
}

type Found = {readonly bench: Bench; readonly readings: readonly Reading[]}

/** As criterion names them; where two benches use one name, their own stands before it. */
function uniqueNames(found: readonly Found[]): Reading[] {
  const names = found.flatMap(({readings}) => readings.map(({name}) => name))
  return found.flatMap(({bench, readings}) =>
    readings.map(reading => {
      const isShared = names.filter(name => name === reading.name).length > 1
      return isShared ? {...reading, name: `${benchName(bench)}: ${reading.name}`.slice(0, 500)} : reading
    }),
  )
}

function otherHarness(bench: Bench) {
  return {
    what: benchName(bench),
    why: `it is measured by ${bench.harness}; only criterion’s estimates are read. A [[command]] of upgrade-wizard.toml can read others`,
  }
}

const noEstimates = 'it ran, but left no estimates of criterion’s: criterion below 0.3.4 writes them elsewhere'
const longestBench = 2 * 3600 * 1000
