import {amountText} from '../domain/amount-text.ts'
import {count} from '../domain/count.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {type ArtifactDeps, keptOf, type Making} from './artifacts.ts'
import {buildArtifacts, inspectArtifacts} from './build-artifacts.ts'

/** Makes the artifacts as they are before the upgrade. What can't be made now is recorded, not held against the upgrade. */
export function recordArtifacts(deps: ArtifactDeps): StepKind {
  const record = async (ctx: StepContext): Promise<Outcome> => {
    const {making, ended} = await buildArtifacts(ctx, deps, 'before')
    if (ended !== undefined) return {kind: 'failed', problem: ended}
    for (const {name, problem} of making.failures) {
      making.skipped.push({what: name, why: `it can’t be made today: ${problem.title}`.slice(0, 1000)})
    }
    return {kind: 'ok', summary: summaryOf(making), data: keptOf(making)}
  }
  return {
    inspect: ctx => inspectArtifacts(ctx, deps, 'before', () => []),
    apply: record,
    verify: async (ctx, applied) => applied ?? record(ctx),
  }
}

/** `2 artifacts made, 3 weighed (1.2 MB); 1 left as it lies`. */
export function summaryOf({made, readings, skipped}: Making): string {
  const bytes = readings.reduce((sum, {value, kind}) => sum + (kind === 'image-size' ? 0 : value), 0)
  const weighed =
    readings.length === 0
      ? 'nothing to weigh'
      : `${count(readings.length, 'file')} weighed, ${amountText(bytes, 'bytes')}`
  const told = skipped.map(({what, why}) => `${what}: ${why}`)
  return [`${count(made.length, 'artifact')} made, ${weighed}`, ...told].join('\n')
}
