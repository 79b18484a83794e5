import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {countLints, type LintCount} from '../measure/count-lints.ts'
import {type CargoSetting, cargo, commandFailed, featureArguments, succeeded} from './cargo.ts'

/** What clippy found; a `problem` when it couldn't be run to its end, because it isn't installed or the code is broken. */
export type Lints = {readonly lints: readonly LintCount[]; readonly problem?: Problem}

/** `cargo clippy` over the workspace, all targets, as the build is proven. A lint that is an error doesn't hide the others. */
export async function measureLints(ctx: StepContext, setting: CargoSetting): Promise<Lints> {
  const flags = ['--workspace', '--all-targets', '--keep-going', '--message-format=json']
  const command = cargo(setting, 'clippy', ...flags, ...featureArguments(setting))
  const result = await ctx.run(command)
  const lints = countLints(await ctx.readLog(result.out))
  if (succeeded(result)) return {lints}
  const problem = await commandFailed(ctx, command, result)
  // Lints of level deny end clippy badly as well: what was found is an answer all the same.
  return problem.code === 'command-failed' && lints.length > 0 ? {lints} : {lints, problem}
}
