import {major as majorOf, parse} from 'semver'
import {measurementSchema} from '../domain/measurement.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import {findWasmFiles, type WasmFile} from '../scan/wasm-files.ts'
import {type ArtifactDeps, keptOf, type Making, newFailures} from './artifacts.ts'
import {buildArtifacts, inspectArtifacts} from './build-artifacts.ts'
import {judgeReadings} from './judge-readings.ts'
import {summaryOf} from './record-artifacts.ts'

/**
 * Makes the artifacts anew before tests load them, and compares their sizes. What was made before and can't be any more is a
 * failure; modules that another wasmtime precompiled are named, because they are refused at run time.
 */
export function rebuildArtifacts(deps: ArtifactDeps): StepKind {
  const rebuild = async (ctx: StepContext): Promise<Outcome> => {
    const {making, ended} = await buildArtifacts(ctx, deps, 'after')
    if (ended !== undefined) return {kind: 'failed', problem: ended}
    for (const line of refused(await findWasmFiles(ctx.tree), deps)) making.skipped.push(line)
    const before = ctx.resultOf('record-artifacts')
    const problem = newlyBroken(newFailures(making.failures, before))
    if (problem !== undefined) return {kind: 'failed', problem, data: keptOf(making)}
    for (const {name} of making.failures)
      making.skipped.push({what: name, why: 'it can’t be made, as before the upgrade'})
    const was = measurementSchema.partial().safeParse(before).data?.readings
    const judged = judgeReadings(was, making.readings, deps.limits)
    const summary = [summaryOf(making), ...judged.told].join('\n')
    if (judged.problem !== undefined) return {kind: 'failed', problem: judged.problem, data: keptOf(making)}
    return {kind: 'ok', summary, data: keptOf(making)}
  }
  return {
    inspect: ctx =>
      inspectArtifacts(ctx, deps, 'after', files => refused(files, deps).map(({what, why}) => `${what}: ${why}`)),
    apply: rebuild,
    verify: async (ctx, applied) => applied ?? rebuild(ctx),
  }
}

function newlyBroken(fresh: readonly Making['failures'][number][]): Problem | undefined {
  if (fresh.length === 0) return undefined
  return {
    code: 'artifacts-newly-broken',
    title: `No longer made: ${fresh.map(({name}) => name).join(', ')}`,
    detail: fresh.map(({problem}) => `${problem.title}\n${problem.detail}`).join('\n'),
    nextSteps: [
      ...fresh.flatMap(({problem}) => problem.nextSteps.slice(0, 1)),
      'Mend the cause and retry, or roll back.',
    ],
  }
}

/** Wasmtime runs only what the same version precompiled; newer ones write and compare the major alone. */
function refused(
  files: readonly WasmFile[],
  {target: {wasmtime}}: ArtifactDeps,
): readonly {what: string; why: string}[] {
  if (wasmtime === null) return []
  return files.flatMap(({path, precompiledBy: by}) => {
    if (!path.endsWith('.cwasm') || (by !== undefined && isSame(by, wasmtime))) return []
    const maker =
      by === undefined ? 'it says not by which wasmtime it was precompiled' : `wasmtime ${by} precompiled it`
    return [
      {what: path, why: `${maker}, and ${wasmtime} refuses what another version did. Make it anew: wasmtime compile`},
    ]
  })
}

function isSame(by: string, wasmtime: string): boolean {
  return by === wasmtime || (parse(by) === null && by.split('.')[0] === String(majorOf(wasmtime)))
}
