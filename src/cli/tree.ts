import {isFamily} from '../catalog/family.ts'
import {ProblemError} from '../domain/errors.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {chooseTarget} from '../plan/choose-target.ts'
import {describeTree} from '../plan/describe-tree.ts'
import {treeJson} from '../plan/tree-json.ts'
import {treeModel} from '../plan/tree-model.ts'
import {unusedCrates} from '../scan/unused-crates.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {askAboutHolders} from './look/ask-about-holders.ts'
import {lockfileBefore} from './look/lockfile-before.ts'
import {glance, type Sight} from './look/look.ts'
import {readOnce} from './look/read-once.ts'
import {openRepository} from './open-repository.ts'
import type {RepositoryOptions} from './run-options.ts'
import {tellingWhenSlow} from './wait.ts'

export type TreeOptions = RepositoryOptions & {
  /** What holders are judged by; the recommended release when undefined. */
  readonly wasmtime?: string
  readonly offline: boolean
  readonly json: boolean
}

/** `upgrade-wizard tree`: who brings which wasmtime, and what holds it back. Writes nothing. */
export async function tree(env: Environment, options: TreeOptions): Promise<ExitCode> {
  const repository = readOnce(await openRepository(options.repo ?? env.cwd))
  const sight = await lookFor(env, repository, options)
  const {survey, known} = sight
  const target = targetOf(env, sight, options.wasmtime)
  const [{published, problem}, unused, before] = await Promise.all([
    askAboutHolders(env, sight, target, {offline: options.offline, all: options.json}),
    unusedCrates(repository, survey.manifests, isFamily),
    lockfileBefore(repository),
  ])
  const problems = [...survey.problems, ...sight.notes, ...(problem === undefined ? [] : [problem])]
  const model = treeModel({
    survey: {...survey, problems},
    known,
    target,
    published,
    unused,
    ...(before === undefined ? {} : {before}),
  })
  if (options.json) env.data(`${JSON.stringify(treeJson(model), null, 2)}\n`)
  else {
    env.out(describeTree(model, env.paint.out))
    await tellProblems(env, problems)
  }
  return exitCodes.done
}

/** A release that is asked for by name may be newer than the catalogue: then, and only then, the registry is asked for it. */
async function lookFor(env: Environment, tree: Tree, {wasmtime, offline}: TreeOptions): Promise<Sight> {
  const sight = await glance(env, tree, {places: dependencyPlaces})
  if (wasmtime === undefined) return sight
  const {learnReleases} = await import('./look/learn-releases.ts')
  return learnReleases(env, tree, sight, {offline}, tellingWhenSlow(env))
}

/** The target of `plan`. Null when there is none to recommend; throws when one was asked for that can't be. */
function targetOf(env: Environment, {survey, toolchains, known}: Sight, asked: string | undefined): string | null {
  const wanted = asked === undefined ? {} : {wasmtime: asked}
  const today = env.clock.now()
  const choice = chooseTarget({survey, toolchains, known, countUses: undefined, resolved: undefined, today, wanted})
  if (choice.kind === 'chosen') return choice.target.wasmtime
  if (asked === undefined) return null
  throw new ProblemError(choice.problem)
}

/** A file that can't be read is left out of the tree, a registry that doesn't answer judges nobody: both are said. */
async function tellProblems(env: Environment, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return
  const {describeProblem} = await import('../plan/describe-plan.ts')
  for (const line of problems.flatMap(problem => describeProblem(problem, env.paint.err))) env.err(line)
}

/** All that the tree and a recommendation take; the rest of the survey would only cost time. */
const dependencyPlaces = new Set(['manifest', 'lockfile'] as const)
