import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Target} from '../../domain/target.ts'
import {chooseToolchain, newestToolchain} from '../../gates/choose-toolchain.ts'
import {type Resolution, resolveInCopy} from '../../plan/resolve-in-copy.ts'
import {settleTarget} from '../../plan/settle-target.ts'
import {createScratchFolder} from '../../system/scratch-folder.ts'
import type {Environment} from '../environment.ts'
import type {Sight} from '../look/look.ts'
import type {PlanOptions, RunOptions} from '../run-options.ts'
import type {Wait} from '../wait.ts'
import {choiceInput, type Decision, decisionOf} from './decide.ts'

/**
 * The decision once more, with what cargo says comes with the target: it may take a newer Rust. Cargo is asked in a copy,
 * for at most a minute. Throws a ProblemError when the Rust that was asked for is too low for it.
 */
export async function askCargo(
  env: Environment,
  tree: Tree,
  sight: Sight,
  options: Pick<PlanOptions, 'only' | 'skip' | 'measure' | 'offline' | 'resolve'> & Pick<RunOptions, 'branch'>,
  decision: Decision,
  wait: Wait,
): Promise<Decision> {
  const {registry} = sight
  const {wanted, target} = decision
  if (!options.resolve || registry === undefined || target.wasmtime === null) return decision
  const brought = await registry.brought()
  if (brought !== undefined) return {...decision, notes: [...decision.notes, cargoNotAsked(brought)]}
  // A registry that just didn't answer won't do so for every package.
  const isSilent = sight.notes.length > 0
  const isOffline = options.offline || isSilent
  const resolve = (one: Target) => resolveFor(env, tree, sight, one, isOffline)
  const settling = settleTarget(choiceInput(env, sight, wanted), resolve, registry)
  const text = `Asking cargo what comes with wasmtime ${target.wasmtime}`
  const {choice, resolved, problem} = await wait(text, settling)
  const settled = decisionOf(choice, sight, {...options, wanted})
  return {
    ...settled,
    ...(resolved === undefined ? {} : {resolved}),
    // That the registry is silent says already why cargo couldn't resolve without it.
    notes: problem === undefined || isSilent ? settled.notes : [...settled.notes, problem],
  }
}

function cargoNotAsked({path, key}: {readonly path: string; readonly key: string}): Problem {
  return {
    code: 'cargo-not-asked',
    title: 'Cargo was not asked which packages come with the target',
    detail: `${path} decides by ${key} which program cargo would run. Looking at a repository runs nothing that it brings.`,
    nextSteps: ['The Rust that other packages need shows when the lockfile is refreshed.'],
    path,
  }
}

async function resolveFor(
  env: Environment,
  tree: Tree,
  {survey, toolchains}: Sight,
  target: Target,
  isOffline: boolean,
): Promise<Resolution> {
  const chosen = chooseToolchain(toolchains, target.rust.version)
  const toolchain = 'name' in chosen ? chosen : newestToolchain(toolchains)
  const scratch = await createScratchFolder(env.temporaryFolder)
  const cargo = {root: tree.root, toolchain: toolchain?.name, features: [], isOffline}
  try {
    return await resolveInCopy({tree, survey, target, programs: env.programs, scratch, cargo, limitMs: 60_000})
  } finally {
    await scratch.remove()
  }
}
