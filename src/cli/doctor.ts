import {isBlocked} from '../doctor/examination.ts'
import {examineMachine} from '../doctor/examine-machine.ts'
import {chooseToolchain} from '../gates/choose-toolchain.ts'
import {describeDoctor} from '../plan/describe-doctor.ts'
import {doctorJson} from '../plan/doctor-document.ts'
import {reasonText} from '../plan/needed-rust.ts'
import {decide} from './choose/decide.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {compileCacheHere} from './look/compile-cache.ts'
import {learnReleases} from './look/learn-releases.ts'
import {look} from './look/look.ts'
import {machineFolders, searchPath} from './look/machine-folders.ts'
import {openRegistry} from './look/open-registry.ts'
import {openRepository} from './open-repository.ts'
import type {PlanOptions} from './run-options.ts'
import {tellingWhenSlow} from './wait.ts'

/** `upgrade-wizard doctor`: what the planned upgrade needs of this machine, and what is here. Writes nothing. */
export async function doctor(
  env: Environment,
  options: Omit<PlanOptions, 'only' | 'skip'> & {readonly json: boolean},
): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const sight = await learnReleases(env, tree, await look(env, tree), options, tellingWhenSlow(env))
  const {survey, toolchains} = sight
  const {target} = decide(env, sight, {...options, only: [], skip: []})
  const folders = machineFolders(env, tree.root)
  const choice = chooseToolchain(toolchains, target.rust.version)
  // Any cargo can ask.
  const toolchain = 'code' in choice ? toolchains.installed[0]?.name : choice.name
  const registry = sight.registry ?? openRegistry(env, {root: tree.root, toolchain, isOffline: options.offline})
  const examination = await examineMachine(
    {...env, registry},
    {
      tree,
      survey,
      toolchains,
      needed: {version: target.rust.version, because: target.rust.because.map(reasonText)},
      needsCrates: target.wasmtime !== null,
      folders,
      searchPath: searchPath(env, folders, tree.root),
      isOffline: options.offline,
      cache: await compileCacheHere(env, tree.root),
    },
  )
  const input = {root: tree.root, target, examination}
  if (options.json) env.data(`${JSON.stringify(doctorJson(input), null, 2)}\n`)
  else env.out(describeDoctor(input, env.paint.out))
  return isBlocked(examination) ? exitCodes.blocked : exitCodes.done
}
