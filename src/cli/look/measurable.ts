import type {ExtraMeasure} from '../../domain/extra-measure.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Survey} from '../../domain/survey.ts'
import type {Measurable} from '../../plan/measure-steps.ts'
import {findBenches} from '../../scan/benches.ts'
import {findWasmBuilds} from '../../scan/wasm-builds.ts'
import {findWasmFiles} from '../../scan/wasm-files.ts'
import {isMaker, type JudgingCommand} from '../../settings/own-command.ts'

/** What a repository has that can be measured beside its build and its tests, wanted or not. Reads files, runs nothing. */
export async function findMeasurable(
  tree: Tree,
  {manifests}: Survey,
  commands: readonly JudgingCommand[],
): Promise<ReadonlySet<Measurable>> {
  const [guests, files, benches] = await Promise.all([
    findWasmBuilds(tree, manifests),
    findWasmFiles(tree),
    findBenches(tree, manifests),
  ])
  const isMade = commands.some(isMaker)
  return new Set<Measurable>([
    ...(guests.length > 0 || files.length > 0 || isMade ? (['artifacts'] as const) : []),
    ...(benches.length > 0 ? (['benches'] as const) : []),
    ...(manifests.some(hasFeatures) ? (['features'] as const) : []),
  ])
}

function hasFeatures({features}: Survey['manifests'][number]): boolean {
  return Object.keys(features).some(name => name !== 'default')
}

/** What of it is measured in this run: what takes long only where somebody asked for it. */
export function wantedMeasures(
  there: ReadonlySet<Measurable>,
  asked: ReadonlySet<ExtraMeasure>,
): ReadonlySet<Measurable> {
  const isWanted = (one: Measurable) => (one === 'benches' || one === 'features' ? asked.has(one) : true)
  const isWeighed = asked.has('image') || asked.has('release')
  return new Set([...[...there].filter(isWanted), ...(isWeighed ? (['artifacts'] as const) : [])])
}

/** What could be measured if somebody asked for it. */
export function unaskedMeasures(there: ReadonlySet<Measurable>, asked: ReadonlySet<ExtraMeasure>): readonly Problem[] {
  if (!there.has('benches') || asked.has('benches')) return []
  return [
    {
      code: 'benches-not-asked',
      title: 'The benches are not run',
      detail: 'They take long. Criterion’s, run before and after, tell whether the upgrade makes it slower.',
      nextSteps: ['To compare them too: add --measure benches'],
    },
  ]
}

/** The same for the report: what could have been compared, and how it would be. */
export function unmeasured(
  there: ReadonlySet<Measurable>,
  asked: ReadonlySet<ExtraMeasure>,
): {readonly what: string; readonly why: string}[] {
  return (['features', 'benches'] as const)
    .filter(one => there.has(one) && !asked.has(one))
    .map(one => ({what: names[one], why: `nobody asked for it: upgrade-wizard run --measure ${one}`}))
}

const names = {features: 'each set of features by itself', benches: 'the time of each bench'} as const
