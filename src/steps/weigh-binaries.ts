import type {Reading} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {readBuiltFiles} from '../measure/built-files.ts'
import {type ArtifactDeps, addReading, type Making} from './artifacts.ts'
import {cargo, commandFailed, featureArguments, succeeded} from './cargo.ts'
import type {Tests} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'

/** The tests as measured, with the sizes of the programs that were built for them anyway. */
export async function withBinaries(deps: Pick<StepDeps, 'files'>, tests: Tests): Promise<Tests> {
  return {...tests, readings: [...tests.readings, ...(await binaryReadings(deps, tests.built.messages, ''))]}
}

/** Builds the programs of the workspace for release where somebody asked for that, and reads their sizes. */
export async function weighRelease(ctx: StepContext, deps: ArtifactDeps, making: Making): Promise<Problem | undefined> {
  if (!deps.measure.has('release')) return undefined
  ctx.say('Building the programs for release')
  const words = ['build', '--release', '--workspace', '--bins', ...featureArguments(deps.cargo)]
  const command = cargo(deps.cargo, ...words, '--message-format=json-diagnostic-rendered-ansi')
  const result = await ctx.run(command)
  if (!succeeded(result)) {
    const problem = await commandFailed(ctx, command, result)
    if (problem.code !== 'command-failed') return problem
    making.failures.push({name: releaseName, problem})
    return undefined
  }
  making.made.push(releaseName)
  const messages = await ctx.readLog(result.out)
  for (const reading of await binaryReadings(deps, messages, ' (release)')) addReading(making, reading)
  return undefined
}

/** The sizes of the programs in cargo's JSON messages, by the names of their targets. */
async function binaryReadings(
  {files}: Pick<StepDeps, 'files'>,
  messages: string,
  suffix: string,
): Promise<readonly Reading[]> {
  const programs = readBuiltFiles(messages).filter(({kind}) => kind === 'binary')
  const sizes = await Promise.all(programs.map(async one => ({...one, value: await files.size(one.path)})))
  const readings = sizes.flatMap(({name, value}): readonly Reading[] =>
    value === undefined ? [] : [{kind: 'binary-size', name: `${name}${suffix}`, unit: 'bytes', value, runs: 1}],
  )
  return readings.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const releaseName = 'the programs for release'
