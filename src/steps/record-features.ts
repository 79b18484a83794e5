import {count} from '../domain/count.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {measureFeatures} from './measure-features.ts'
import type {StepDeps} from './step-deps.ts'

type Deps = Pick<StepDeps, 'cargo' | 'measure' | 'survey' | 'featureSets'>

/** Compiles each set of features before the upgrade. What doesn't compile now is recorded, not held against it. */
export function recordFeatures(deps: Deps): StepKind {
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const measured = await measureFeatures(ctx, deps)
    if ('problem' in measured) return {kind: 'failed', problem: measured.problem}
    const {features, skipped} = measured
    const passed = features.filter(one => one.passed).length
    const failed = features.length - passed
    const known = failed === 0 ? '' : `, ${failed} ${failed === 1 ? 'doesn’t' : 'don’t'}; recorded as known`
    const summary = `${count(passed, 'set')} of features compile${passed === 1 ? 's' : ''}${known}`
    return {kind: 'ok', summary, data: {features, ...(skipped.length === 0 ? {} : {skipped})}}
  }
  return featureStep(deps, record)
}

/** What both steps that compile sets of features have in common. */
export function featureStep({survey}: Deps, act: (ctx: StepContext) => Promise<Outcome>): StepKind {
  return {
    async inspect() {
      const {manifests} = await survey()
      const hasFeatures = manifests.some(({features}) => Object.keys(features).some(name => name !== 'default'))
      if (!hasFeatures) return {kind: 'done', evidence: 'No package has features'}
      const summary = 'cargo check with default, no and all features, each alone, and as the repository’s checks do'
      return {kind: 'needed', summary, writes: [], touches: ['Cargo.lock']}
    },
    apply: act,
    verify: async (ctx, applied) => applied ?? act(ctx),
  }
}
