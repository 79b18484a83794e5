import {isOlderEdition, nextEdition} from '../catalog/rust-facts.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {Manifest} from '../domain/survey.ts'
import {type CargoSetting, cargo, commandFailed, featureArguments, succeeded, without} from './cargo.ts'
import {isLow, lowEditions} from './low-editions.ts'
import {raisesOf, rewriteFindings} from './rewrite-findings.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Takes what is at the oldest edition to the one after it: the code by `cargo fix`, package by package, then the manifests.
 * Gives what went wrong, undefined when nothing did.
 */
export async function raiseOldest(
  ctx: StepContext,
  {target, survey, cargo: setting}: Pick<StepDeps, 'target' | 'survey' | 'cargo'>,
): Promise<Problem | undefined> {
  const seen = await survey()
  const low = lowEditions(seen, target).map(({value}) => value)
  const oldest = low.reduce((a, b) => (isOlderEdition(b, a) ? b : a), target.edition ?? '')
  for (const manifest of seen.manifests.filter(one => isLow(one, target) && one.edition === oldest)) {
    const failed = await fixPackage(ctx, setting, manifest)
    if (failed !== undefined) return failed
  }
  // Looked at anew: cargo may have edited the manifests as well.
  const next = nextEdition(oldest)
  const raises = raisesOf(lowEditions(await survey(), target), ({value}) => (value === oldest ? next : undefined))
  const inspection = await rewriteFindings(ctx.tree, raises, '')
  if (inspection.kind === 'blocked') return inspection.problem
  const writes = inspection.kind === 'needed' ? inspection.writes : []
  for (const {path, after} of writes) await ctx.tree.write(path, new TextEncoder().encode(after))
  return undefined
}

/** Mends one package for the next edition, while its manifest still says the old one. */
async function fixPackage(
  ctx: StepContext,
  setting: CargoSetting,
  {path, packageName}: Manifest,
): Promise<Problem | undefined> {
  // Cargo refuses the features of other packages.
  const others = setting.features.filter(feature => !feature.startsWith(`${packageName}/`))
  const own = {...without(setting, others), manifestPath: `${setting.root}/${path}`}
  const flags = ['--edition', '--all-targets', '--allow-dirty', '--allow-staged', '--allow-no-vcs']
  const command = cargo(own, 'fix', ...flags, ...featureArguments(own))
  const result = await ctx.run(command)
  return succeeded(result) ? undefined : commandFailed(ctx, command, result)
}
