import {count} from '../domain/count.ts'
import {measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {findBenches} from '../scan/benches.ts'
import {keptOf, newFailures} from './artifacts.ts'
import {judgeReadings} from './judge-readings.ts'
import {type BenchDeps, type Benches, benchName, measureBenches} from './measure-benches.ts'

/** Runs the benches before anything is written. One that doesn't run now is recorded, not held against the upgrade. */
export function recordBenches(deps: BenchDeps): StepKind {
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const benches = await measureBenches(ctx, deps)
    if (benches.ended !== undefined) return {kind: 'failed', problem: benches.ended}
    const broken = benches.failures.map(({name, problem}) => ({
      what: name,
      why: `it doesn’t run today: ${problem.title}`.slice(0, 1000),
    }))
    const all = {...benches, skipped: [...benches.skipped, ...broken]}
    return {kind: 'ok', summary: summaryOf(all), data: keptOf(all)}
  }
  return benchStep(deps, record)
}

/** Runs them again and compares. What ran before and doesn't any more is a failure. */
export function runBenches(deps: BenchDeps): StepKind {
  const prove = async (ctx: StepContext): Promise<Outcome> => {
    const benches = await measureBenches(ctx, deps)
    if (benches.ended !== undefined) return {kind: 'failed', problem: benches.ended}
    const before = ctx.resultOf('record-benches')
    const fresh = newFailures(benches.failures, before)
    if (fresh.length > 0) return {kind: 'failed', problem: newlyBroken(fresh), data: keptOf(benches)}
    const known = benches.failures.map(({name}) => ({what: name, why: 'it doesn’t run, as before the upgrade'}))
    const all = {...benches, skipped: [...benches.skipped, ...known]}
    const was = measurementSchema.partial().safeParse(before).data?.readings
    const {told, problem} = judgeReadings(was, all.readings, deps.limits)
    if (problem !== undefined) return {kind: 'failed', problem, data: keptOf(all)}
    return {kind: 'ok', summary: [summaryOf(all), ...told].join('\n'), data: keptOf(all)}
  }
  return benchStep(deps, prove)
}

function benchStep(deps: BenchDeps, act: (ctx: StepContext) => Promise<Outcome>): StepKind {
  return {
    async inspect({tree}): Promise<Inspection> {
      const benches = await findBenches(tree, (await deps.survey()).manifests)
      if (benches.length === 0) return {kind: 'done', evidence: 'There are no benches any more'}
      const known = benches.filter(({harness}) => harness === 'criterion').map(benchName)
      const locks = benches.map(({manifest}) => manifest.replace(/Cargo\.toml$/, 'Cargo.lock'))
      const summary = `${count(known.length, 'bench target')} of criterion’s: ${known.join(', ')}`
      return {kind: 'needed', summary, writes: [], touches: [...new Set(['Cargo.lock', ...locks])]}
    },
    apply: act,
    verify: async (ctx, applied) => applied ?? act(ctx),
  }
}

function summaryOf({made, readings, skipped}: Benches): string {
  const ran = `${count(made.length, 'bench target')} ran, ${count(readings.length, 'time')} read`
  return [ran, ...skipped.map(({what, why}) => `${what}: ${why}`)].join('\n')
}

function newlyBroken(failures: readonly Benches['failures'][number][]): Problem {
  return {
    code: 'benches-newly-broken',
    title: `No longer runs: ${failures.map(({name}) => name).join(', ')}`,
    detail: failures.map(({problem}) => `${problem.title}\n${problem.detail}`).join('\n'),
    nextSteps: [
      ...failures.flatMap(({problem}) => problem.nextSteps.slice(0, 1)),
      'Mend the cause and retry, or roll back.',
    ],
  }
}
