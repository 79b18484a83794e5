import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {measureCheck} from './measure-workspace.ts'
import type {StepDeps} from './step-deps.ts'

/** The workspace builds: the only proof that an upgrade is more than a changed number. */
export function proveBuild({cargo}: StepDeps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const {check, problem} = await measureCheck(ctx, cargo)
    if (problem !== undefined) return {kind: 'failed', problem, data: {check}}
    return {kind: 'ok', summary: `The workspace builds (${(check.durationMs / 1000).toFixed(1)} s)`, data: {check}}
  }
  return {
    async inspect() {
      return {kind: 'needed', summary: 'cargo check, all targets', writes: [], touches: ['Cargo.lock']}
    },
    apply: prove,
    verify: async (ctx, applied) => applied ?? prove(ctx),
  }
}
