import {measurementSchema} from '../domain/measurement.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {cargo, commandFailed, featureArguments, succeeded, without} from './cargo.ts'
import {cargoMayEdit} from './cargo-may-edit.ts'
import {stillBuilds} from './prove-build.ts'
import type {StepDeps} from './step-deps.ts'

/** Takes what the compiler suggests for its own warnings, by `cargo fix`; then the workspace must still build. */
export function fixCode(deps: Pick<StepDeps, 'cargo'>): StepKind {
  const prove = (ctx: StepContext) => stillBuilds(ctx, deps)
  return {
    async inspect({tree}) {
      const summary = 'cargo fix, all targets; what it changes shows when it is done'
      return {kind: 'needed', summary, writes: [], touches: await cargoMayEdit(tree)}
    },
    async apply(ctx): Promise<Outcome> {
      const setting = without(deps.cargo, measurementSchema.safeParse(ctx.resultOf('record-baseline')).data?.without)
      const flags = ['--workspace', '--all-targets', '--allow-dirty', '--allow-staged', '--allow-no-vcs']
      const command = cargo(setting, 'fix', ...flags, ...featureArguments(setting))
      const result = await ctx.run(command)
      if (!succeeded(result)) return {kind: 'failed', problem: await commandFailed(ctx, command, result)}
      return prove(ctx)
    },
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}
