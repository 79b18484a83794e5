import {describeDiff, describePlan} from '../plan/describe-plan.ts'
import type {PlanInput} from '../plan/plan-input.ts'
import {planJson} from '../plan/plan-json.ts'
import {askCargo, decide} from './decide.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {learn} from './learn.ts'
import {look} from './look.ts'
import {openRepository} from './open-repository.ts'
import {previewSteps} from './preview-steps.ts'
import type {PlanOptions} from './run-options.ts'
import {tellWhenSlow} from './tell-when-slow.ts'

/** `upgrade-wizard plan`: what would be done, and why. Writes nothing. */
export async function plan(
  env: Environment,
  options: PlanOptions & {readonly json: boolean; readonly diff: boolean},
): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const read = await look(env, tree)
  const sight = await tellWhenSlow(env, 'Asking the registry for releases of wasmtime', learn(env, tree, read, options))
  const first = decide(env, sight, options)
  const text = `Asking cargo what comes with wasmtime ${first.target.wasmtime}`
  const decision = await tellWhenSlow(env, text, askCargo(env, tree, sight, options, first))
  const previews = await previewSteps(tree, sight.survey, decision)
  const diskMounts = [{path: tree.root, freeBytes: await env.disk.free(tree.root), needBytes: null}]
  const input: PlanInput = {...sight, ...decision, previews, diskMounts}
  if (options.json) env.out(`${JSON.stringify(planJson(input, options.diff), null, 2)}\n`)
  else env.out(describePlan(input, env.paint.out) + (options.diff ? `\n${describeDiff(input)}` : ''))
  return exitCodes.done
}
