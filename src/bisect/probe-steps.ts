import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Session} from '../journal/session.ts'
import type {Probed, Reach} from './bisection.ts'
import {isOfTheMachine} from './judge-try.ts'

/** What the proof said after each step, by the step's id; the last word counts where a step is verified more than once. */
export type Probes = Map<string, {readonly passes: boolean; readonly why: string}>

/**
 * The step kinds of a try in which each step that moves something is followed by the proof of the whole: that it builds and, where
 * tries go so far, that its tests pass. A proof that fails stops nothing, since a later step may mend it; only what says nothing
 * of the step, such as a full disk, does. What the proofs say is added to `probes`.
 */
export function probingKinds(
  kinds: ReadonlyMap<string, StepKind>,
  reach: Reach,
  probes: Probes,
): ReadonlyMap<string, StepKind> {
  const proofs = (reach === 'build' ? ['prove-build'] : ['prove-build', 'prove-tests']).flatMap(
    id => kinds.get(id) ?? [],
  )
  const probed = moving.flatMap(id => {
    const kind = kinds.get(id)
    return kind === undefined ? [] : [[id, withProof(kind, proofs, said => probes.set(id, said))] as const]
  })
  return new Map([...kinds, ...probed])
}

type Said = Probes extends Map<string, infer One> ? One : never

function withProof(kind: StepKind, proofs: readonly StepKind[], tell: (said: Said) => void): StepKind {
  return {
    ...kind,
    async verify(ctx, applied) {
      const outcome = await kind.verify(ctx, applied)
      if (outcome.kind === 'failed') return outcome
      const proof = await prove(ctx, proofs)
      if (proof.kind === 'failed' && isOfTheMachine(proof.problem)) return proof
      tell(proof.kind === 'ok' ? {passes: true, why: proof.summary} : {passes: false, why: proof.problem.title})
      return outcome
    },
  }
}

/** The proofs one after the other, up to the first that fails. */
async function prove(ctx: StepContext, proofs: readonly StepKind[]): Promise<Outcome> {
  let last: Outcome = {kind: 'ok', summary: 'Nothing was proven'}
  for (const proof of proofs) {
    last = await proof.verify(ctx, await proof.apply?.(ctx))
    if (last.kind === 'failed') return last
  }
  return last
}

/** What each step of a try came to, in their order, the step that ended it included. */
export function probedSteps({steps}: Pick<Session, 'steps'>, probes: Probes): readonly Probed[] {
  const titleOf = (id: string) => steps.find(({plan}) => plan.id === id)?.plan.title
  return steps.flatMap(({plan: {id, title}, state}) => {
    // The new requirements and their lockfile are one move: neither builds without the other.
    const named = {step: id, title: (id === 'refresh-lockfile' ? titleOf('raise-family') : undefined) ?? title}
    if (state.status === 'failed') return [{...named, passes: false, why: state.problem.title}]
    const said = probes.get(id)
    return said === undefined ? [] : [{...named, ...said}]
  })
}

/** The step that breaks it: the first one after the last that passes. Undefined when all pass. */
export function breakingStep(probed: readonly Probed[]): Probed | undefined {
  return probed[probed.findLastIndex(({passes}) => passes) + 1]
}

/** Steps after which the tree is whole again, so that it can be proven. */
const moving = [
  'install-toolchain',
  'raise-rust',
  'move-wasm-target',
  'refresh-lockfile',
  'rewrite-code',
  'apply-team-rules',
  'mend-code',
]
