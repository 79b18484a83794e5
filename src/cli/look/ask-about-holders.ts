import type {PublishedVersion} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import {newestToolchain} from '../../gates/choose-toolchain.ts'
import type {Published} from '../../plan/judge-holders.ts'
import {cratesToAskAbout, otherCratesOnTheWay} from '../../plan/tree-model.ts'
import type {Environment} from '../environment.ts'
import type {Sight} from './look.ts'

/** What the registry tells of the crates in a tree, and what kept it from telling. */
export type Told = {readonly published: Published; readonly problem?: Problem}

/**
 * Asks about the holders of a target, if there are any; whatever else is on the way to the family is told from what cargo
 * has already, and only where `all` wants it. Without holders nothing is asked and nothing read.
 */
export async function askAboutHolders(
  env: Environment,
  {survey, toolchains}: Pick<Sight, 'survey' | 'toolchains'>,
  target: string | null,
  {offline, all}: {readonly offline: boolean; readonly all: boolean},
): Promise<Told> {
  const holding = target === null ? [] : cratesToAskAbout(survey, target)
  const wanted = all ? [...new Set([...holding, ...otherCratesOnTheWay(survey)])] : holding
  if (wanted.length === 0) return {published: new Map()}
  // Loaded only when there is something to ask.
  const {openRegistry} = await import('./open-registry.ts')
  const registry = openRegistry(env, {
    root: survey.root,
    toolchain: newestToolchain(toolchains)?.name,
    isOffline: offline,
  })
  const {problem} = holding.length === 0 ? {} : await registry.refresh(holding)
  const published = new Map<string, readonly PublishedVersion[]>()
  for (const crate of wanted) {
    const versions = await registry.versions(crate)
    if (versions !== undefined) published.set(crate, versions)
  }
  return {published, ...(problem === undefined ? {} : {problem})}
}
