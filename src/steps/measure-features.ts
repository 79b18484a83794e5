import * as z from 'zod'
import {type FeatureChoice, featureSetId} from '../domain/feature-choice.ts'
import type {Measurement} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {readHackList} from '../measure/cargo-hack.ts'
import {readCargoMessages} from '../measure/cargo-messages.ts'
import {statedFeatures} from '../scan/validation-commands/feature-sets.ts'
import {findValidationCommands} from '../scan/validation-commands/find-validation-commands.ts'
import {type CargoSetting, cargo, commandFailed, succeeded} from './cargo.ts'
import {type FeaturePackage, type FeatureSet, type FeatureSets, featureSets} from './feature-sets.ts'
import type {StepDeps} from './step-deps.ts'

export type MeasuredFeatures = {
  readonly features: NonNullable<Measurement['features']>
  readonly skipped: NonNullable<Measurement['skipped']>
  /** The first error of each set that doesn't compile, by its name; without colours. */
  readonly errors: ReadonlyMap<string, string>
}

/** Compiles the workspace with each set of features. A set that doesn't compile is an outcome; a problem ends it early. */
export async function measureFeatures(
  ctx: StepContext,
  {cargo: setting, measure, featureSets: wanted = []}: Pick<StepDeps, 'cargo' | 'measure' | 'featureSets'>,
): Promise<MeasuredFeatures | {readonly problem: Problem}> {
  const all = await findSets(ctx, setting, measure.has('features'))
  if ('problem' in all) return all
  const found = onlyWanted(all, wanted)
  if ('problem' in found) return found
  const features: MeasuredFeatures['features'] = []
  const errors = new Map<string, string>()
  for (const [at, set] of found.sets.entries()) {
    ctx.say(`Checking ${set.name} (${at + 1} of ${found.sets.length})`)
    const command = checkWith(setting, set)
    const result = await ctx.run(command)
    const isOver = result.outcome.kind !== 'exited' || result.problem !== undefined
    if (isOver) return {problem: await commandFailed(ctx, command, result)}
    const passed = succeeded(result)
    features.push({name: set.name, passed, durationMs: result.durationMs})
    if (passed) continue
    const [first] = readCargoMessages(await ctx.readLog(result.out)).errors
    errors.set(set.name, first ?? (await commandFailed(ctx, command, result)).detail)
  }
  return {features, errors, skipped: found.leftOut === undefined ? [] : [found.leftOut]}
}

async function findSets(
  ctx: StepContext,
  setting: CargoSetting,
  wantsEach: boolean,
): Promise<FeatureSets | {readonly problem: Problem}> {
  const command = cargo(setting, 'metadata', '--no-deps', '--format-version', '1')
  const told = await ctx.run(command)
  if (!succeeded(told)) return {problem: await commandFailed(ctx, command, told)}
  const packages = readPackages(await ctx.readLog(told.out))
  const stated = statedFeatures(await findValidationCommands(ctx))
  const each = await hackChoices(ctx, setting, packages)
  return featureSets({packages, stated, ...(each === undefined ? {} : {each})}, wantsEach)
}

/** Those that were asked for by their ids; a problem where one isn't there. */
function onlyWanted(found: FeatureSets, wanted: readonly string[]): FeatureSets | {readonly problem: Problem} {
  if (wanted.length === 0) return found
  const ids = new Map(found.sets.map(set => [featureSetId(set.name), set]))
  const unknown = wanted.find(id => !ids.has(id))
  if (unknown !== undefined) return {problem: noSuchSet(unknown, [...ids.keys()])}
  return {sets: found.sets.filter(({name}) => wanted.includes(featureSetId(name)))}
}

function noSuchSet(id: string, known: readonly string[]): Problem {
  return {
    code: 'no-such-feature-set',
    title: `There is no set of features called ${id}`,
    detail: `Sets of this workspace: ${known.join(', ')}.`,
    nextSteps: ['Name some of these with --feature-set.'],
  }
}

function checkWith(setting: CargoSetting, {options, manifest}: FeatureSet) {
  const where = manifest === undefined ? setting : {...setting, manifestPath: manifest}
  return cargo(where, 'check', ...options, '--message-format=json-diagnostic-rendered-ansi')
}

/** What cargo-hack would try; undefined where it isn't installed, or has nothing to say. It only lists, and edits no manifest. */
async function hackChoices(
  ctx: StepContext,
  setting: CargoSetting,
  packages: readonly FeaturePackage[],
): Promise<readonly FeatureChoice[] | undefined> {
  const list = await ctx.run(cargo(setting, 'hack', 'check', '--workspace', '--each-feature', '--print-command-list'))
  if (!succeeded(list)) return undefined
  const choices = readHackList(await ctx.readLog(list.out)).flatMap(({manifest, ...choice}) => {
    const absolute = manifest.startsWith('/') ? manifest : `${setting.root}/${manifest}`
    const owner = packages.find(one => one.manifest === absolute)
    return owner === undefined ? [] : [{...choice, package: owner.name}]
  })
  return choices.length === 0 ? undefined : choices
}

/** The workspace's packages; none where cargo says something else than expected. */
function readPackages(text: string): readonly FeaturePackage[] {
  try {
    const {packages = []} = metadataSchema.safeParse(JSON.parse(text)).data ?? {}
    return packages.map(({name, manifest_path: manifest, features}) => ({name, manifest, features}))
  } catch {
    return []
  }
}

const metadataSchema = z.object({
  packages: z.array(
    z.object({name: z.string(), manifest_path: z.string(), features: z.record(z.string(), z.array(z.string()))}),
  ),
})
