import {count} from '../domain/count.ts'
import {measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {type MeasuredFeatures, measureFeatures} from './measure-features.ts'
import {featureStep} from './record-features.ts'
import type {StepDeps} from './step-deps.ts'

/** Compiles each set of features again. Only a set that compiled before, or was never tried, speaks against the upgrade. */
export function proveFeatures(deps: Pick<StepDeps, 'cargo' | 'measure' | 'survey' | 'featureSets'>): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const before = measurementSchema.partial().safeParse(ctx.resultOf('record-features')).data?.features ?? []
    const measured = await measureFeatures(ctx, deps)
    if ('problem' in measured) return {kind: 'failed', problem: measured.problem}
    const {features, skipped, errors} = measured
    const data = {features, ...(skipped.length === 0 ? {} : {skipped})}
    const known = new Set(before.filter(({passed}) => !passed).map(({name}) => name))
    const failed = features.filter(({passed}) => !passed).map(({name}) => name)
    const fresh = failed.filter(name => !known.has(name))
    if (fresh.length > 0) return {kind: 'failed', problem: newlyBroken(fresh, errors), data}
    const told = failed.length === 0 ? '' : `; still not: ${failed.join(', ')}`
    const passed = features.length - failed.length
    const compared = before.length === 0 ? ', no baseline to compare with' : ''
    return {
      kind: 'ok',
      summary: `${count(passed, 'set')} of features compile${passed === 1 ? 's' : ''}${compared}${told}`,
      data,
    }
  }
  return featureStep(deps, prove)
}

function newlyBroken(names: readonly string[], errors: MeasuredFeatures['errors']): Problem {
  const [first = ''] = names
  const title =
    names.length === 1 ? `${first} no longer compiles` : `${names.length} sets of features no longer compile`
  const shown = names
    .slice(0, 5)
    .map(name => [`${name}:`, ...(errors.get(name) ?? '').split('\n').slice(0, 15)].join('\n'))
  const rest = names.length > 5 ? [`… and ${names.slice(5).join(', ')}`] : []
  return {
    code: 'features-newly-broken',
    title,
    detail: [...shown, ...rest].join('\n'),
    nextSteps: ['Mend what these features switch on, or off, and retry; or roll back.'],
  }
}
