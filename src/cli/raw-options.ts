import type {Reach} from '../bisect/bisection.ts'
import type {ExtraMeasure} from '../domain/extra-measure.ts'
import type {Person} from '../domain/person.ts'
import type {Wanted} from '../plan/wanted.ts'
import type {BisectOptions} from './bisect/bisect.ts'
import type {Pair} from './option-values.ts'
import type {JoinOptions} from './pairing/joining.ts'
import type {ReportOptions} from './report/report.ts'
import type {RunOptions, Ui} from './run-options.ts'

// The options as commander gives them, and what they mean.

export type RawPlan = {
  repo?: string
  wasmtime?: string
  rust?: string
  edition?: '2024'
  onPurpose?: 'keep' | 'raise'
  matrix?: 'raise' | 'both'
  fix?: true
  only?: string[]
  skip?: string[]
  measure?: ExtraMeasure[]
  validate?: string[]
  featureSet?: string[]
  offline?: true
  resolve?: boolean
}
export type RawUndo = {
  repo?: string
  all?: true
  only?: 'rust' | 'wasmtime'
  dryRun?: true
  removeToolchains?: true
  edited?: 'keep' | 'restore' | 'merge'
  allowSession?: string
}
export type RawReport = {
  repo?: string
  format?: NonNullable<ReportOptions['format']>
  json?: true
  out?: string
  merge?: string[]
}
export type RawBisect = {
  repo?: string
  wasmtime?: string
  until: Reach
  good?: number[]
  bad?: number[]
  skip?: number[]
  offline?: true
  leastFree?: number
  dryRun?: true
  reset?: true
  steps?: true
  keep?: true
  json?: true
}
export type RawJoin = {
  repo?: string
  as?: Person
  role: JoinOptions['role']
  plain?: true
  send?: string[]
  at?: string
}
export type RawRun = RawPlan & {
  yes?: true
  onFailure: RunOptions['onFailure']
  ui: Ui
  screenReader?: true
  fresh?: true
  leastFree?: number
  branch?: string
  commitSteps?: true
  pair?: Pair
  mob?: number
  share?: true
  allowCommands?: string
  allowSession?: string
}

/** What `plan` and its like take. */
export function planOptionsOf({
  repo,
  wasmtime,
  rust,
  edition,
  onPurpose,
  matrix,
  fix,
  only,
  skip,
  measure,
  validate,
  featureSet,
  offline,
  resolve,
}: RawPlan) {
  const wanted: Wanted = {
    ...(wasmtime === undefined ? {} : {wasmtime}),
    ...(rust === undefined ? {} : {rust}),
    ...(edition === undefined ? {} : {edition}),
    ...(onPurpose === undefined ? {} : {onPurpose}),
    ...(matrix === undefined ? {} : {matrix}),
    ...(fix === undefined ? {} : {fix}),
  }
  return {
    ...(repo === undefined ? {} : {repo}),
    wanted,
    only: only ?? [],
    skip: skip ?? [],
    ...(validate === undefined ? {} : {validate}),
    measure: [...(measure ?? []), ...(featureSet === undefined ? [] : (['features'] as const))],
    featureSets: featureSet ?? [],
    offline: offline === true,
    resolve: resolve !== false,
  }
}

/** What `run` takes. */
export function runOptionsOf(raw: RawRun): RunOptions {
  const {onFailure, ui, leastFree, branch, mob, allowCommands, allowSession} = raw
  return {
    ...planOptionsOf(raw),
    yes: raw.yes === true,
    onFailure,
    ui,
    screenReader: raw.screenReader === true,
    fresh: raw.fresh === true,
    commitSteps: raw.commitSteps === true,
    pair: raw.pair?.people ?? [],
    asksPeople: raw.pair?.isAsked === true,
    ...(raw.share === undefined ? {} : {share: raw.share}),
    ...(mob === undefined ? {} : {mob}),
    ...(branch === undefined ? {} : {branch}),
    ...(leastFree === undefined ? {} : {leastFree}),
    ...(allowCommands === undefined ? {} : {allowCommands}),
    ...(allowSession === undefined ? {} : {allowSession}),
  }
}

/** What `bisect` takes. */
export function bisectOptionsOf(raw: RawBisect): BisectOptions {
  const {repo, leastFree, wasmtime = 'latest', until, good = [], bad = [], skip = []} = raw
  return {
    ...(repo === undefined ? {} : {repo}),
    ...(leastFree === undefined ? {} : {leastFree}),
    wasmtime,
    until,
    good,
    bad,
    skip,
    offline: raw.offline === true,
    dryRun: raw.dryRun === true,
    reset: raw.reset === true,
    steps: raw.steps === true,
    keep: raw.keep === true,
    json: raw.json === true,
  }
}
