import type {Tree} from '../domain/ports.ts'
import {describeDiff, describePlan} from '../plan/describe-plan.ts'
import type {PlanInput} from '../plan/plan-input.ts'
import {planJson} from '../plan/plan-json.ts'
import {openAgreements} from './choose/agreements.ts'
import {askCargo} from './choose/ask-cargo.ts'
import {isNone} from './choose/choose-commands.ts'
import {decide} from './choose/decide.ts'
import {previewSteps} from './choose/preview-steps.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {ciFacts} from './look/ci-facts.ts'
import {foundCommands, wantedCommands} from './look/found-commands.ts'
import {learnReleases} from './look/learn-releases.ts'
import {look, type Sight} from './look/look.ts'
import {isAgreed, notAgreed} from './look/own-commands.ts'
import {readOnce} from './look/read-once.ts'
import {searchCandidates} from './look/search-code.ts'
import {openRepository} from './open-repository.ts'
import {roomHere} from './room/room.ts'
import type {PlanOptions} from './run-options.ts'
import {tellingWhenSlow} from './wait.ts'

/** `upgrade-wizard plan`: what would be done, and why. Writes nothing. */
export async function plan(
  env: Environment,
  options: PlanOptions & {readonly json: boolean; readonly diff: boolean},
): Promise<ExitCode> {
  const tree = readOnce(await openRepository(options.repo ?? env.cwd))
  const wait = tellingWhenSlow(env)
  const seen = await withCommandsToAgreeTo(env, tree, await wait('Reading the repository', look(env, tree)), options)
  const read = await learnReleases(env, tree, seen, options, wait)
  const first = decide(env, read, options)
  const weigh = async () => {
    const sight = await searchCandidates(env, tree, read, first.candidates, wait)
    const decision = await askCargo(env, tree, sight, options, decide(env, sight, options), wait)
    return {sight, decision}
  }
  const room = {rust: first.target.rust.version, isOffline: options.offline}
  const [{sight, decision}, mounts] = await Promise.all([weigh(), roomHere(env, tree, read, room)])
  const previews = await wait('Working out what each step would write', tell =>
    previewSteps(tree, sight.survey, decision, env, tell),
  )
  const diskMounts = mounts.map(({path, freeBytes, needBytes}) => ({path, freeBytes, needBytes}))
  const ci = options.json ? {ci: await ciFacts(tree, sight.survey, options.measure.includes('features'))} : {}
  const input: PlanInput = {...sight, ...decision, previews, diskMounts, ...ci}
  if (options.json) env.data(`${JSON.stringify(planJson(input, options.diff), null, 2)}\n`)
  else env.out(describePlan(input, env.paint.out))
  if (options.diff && !options.json) env.data(`\n${describeDiff(input)}`)
  return exitCodes.done
}

/** Commands of the repository's own, and its checks where they are asked for; those nobody agreed to here are told in full. */
async function withCommandsToAgreeTo(
  env: Environment,
  tree: Tree,
  sight: Sight,
  options: Pick<PlanOptions, 'validate'>,
): Promise<Sight> {
  const wanted = options.validate ?? sight.yardstick?.validate
  const named = sight.ownCommands
  const isAsked = wanted !== undefined && !isNone(wanted)
  const found = isAsked ? wantedCommands((await foundCommands(tree, named)).commands, wanted) : []
  const ownCommands = [...named, ...found]
  const agreements = openAgreements(env, tree.root)
  if (await isAgreed(ownCommands, {agreements})) return {...sight, ownCommands}
  return {...sight, ownCommands, notes: [...sight.notes, notAgreed(ownCommands, wanted)]}
}
