import {featureSetId} from '../domain/feature-choice.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import type {Target} from '../domain/target.ts'
import type {CiPlatform, CiPlatforms} from '../scan/ci-platforms.ts'

/** One job of a CI service: what it proves, where, and with which arguments of `run`. */
export type CiJob = {
  /** Stable as long as platform, Rust and features are called the same: small letters, digits, `-` and `.`. */
  readonly id: string
  readonly platform: string
  /** What a workflow asks for: `ubuntu-latest`. */
  readonly runsOn: string
  readonly rust: string
  /** Ids of the sets of features that it compiles; none for the job that runs everything else. */
  readonly featureSets: readonly string[]
  readonly args: readonly string[]
}

export type CiMatrix = {
  readonly jobs: readonly CiJob[]
  /** What could be a job and isn't, and why. */
  readonly leftOut: readonly {readonly what: string; readonly why: string}[]
}

/** What the matrix is made from. */
export type CiFacts = CiPlatforms & {
  /** Names of the sets of features that the workspace is tried with. */
  readonly featureSets: readonly string[]
  /** Rust versions that a build matrix tries today. */
  readonly oldRusts: readonly string[]
}

/**
 * An upgrade spread over jobs, where one machine is too small: everything but the sets of features once a platform, each set of
 * features by itself, and, where old and new Rust are to stand side by side, the same upgrade on the old one as far as it allows
 * the target. `steps` are those of the plan.
 */
export function ciMatrix(facts: CiFacts, target: Target, steps: readonly {readonly id: string}[]): CiMatrix {
  const stated = facts.platforms.length === 0 && facts.unknown.length === 0 ? [usual] : facts.platforms
  const usable = stated.filter(({id}) => id !== 'windows')
  const old = target.matrix === 'both' ? oldRusts(facts.oldRusts, target) : {possible: [], leftOut: []}
  const sets = [...new Set(facts.featureSets.map(featureSetId))]
  const skipped = onlyOnce.filter(id => steps.some(step => step.id === id))
  const perJob = Math.ceil(
    (sets.length * usable.length) / Math.max(1, mostJobs - usable.length * (1 + old.possible.length)),
  )
  return {
    jobs: usable.flatMap(platform => [
      job(platform, target.rust.version, {id: platform.id}),
      ...old.possible.map(rust => job(platform, rust, {id: `${platform.id}-rust-${rust}`, args: ['--rust', rust]})),
      ...chunks(sets, Math.max(1, perJob)).map(featureSets => {
        const more = featureSets.length === 1 ? '' : `-and-${featureSets.length - 1}`
        const args = ['--feature-set', ...featureSets, ...(skipped.length === 0 ? [] : ['--skip', ...skipped])]
        return job(platform, target.rust.version, {id: `${platform.id}-${featureSets[0]}${more}`, args, featureSets})
      }),
    ]),
    leftOut: [
      ...stated
        .filter(({id}) => id === 'windows')
        .map(({runsOn: what}) => ({what, why: 'the wizard does not run on Windows'})),
      ...facts.unknown.map(what => ({what, why: 'a runner of its own: add it by hand where it is wanted'})),
      ...old.leftOut,
    ],
  }
}

function job(
  {id: platform, runsOn}: CiPlatform,
  rust: string,
  {id, args = [], featureSets = []}: Pick<CiJob, 'id'> & Partial<Pick<CiJob, 'args' | 'featureSets'>>,
): CiJob {
  return {id, platform, runsOn, rust, featureSets, args}
}

/** Those that are enough for what the target needs: what the repository states, or somebody asked for, needs nothing. */
function oldRusts(
  stated: readonly string[],
  {rust}: Target,
): {readonly possible: readonly string[]; readonly leftOut: CiMatrix['leftOut']} {
  const needed = rust.because.find(({needs}) => !/^(?:stated in |--)/.test(needs))
  const old = [...new Set(stated)].filter(version => isRustVersion(version) && compareRust(version, rust.version) < 0)
  const isEnough = (version: string) => needed === undefined || compareRust(version, needed.version) >= 0
  return {
    possible: old.filter(isEnough),
    leftOut: old
      .filter(version => !isEnough(version))
      .map(version => ({what: `Rust ${version}`, why: `${needed?.needs} needs ${needed?.version}`})),
  }
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({length: Math.ceil(items.length / size)}, (_, at) => items.slice(at * size, (at + 1) * size))
}

/** Where no workflow says anything. */
const usual: CiPlatform = {id: 'linux', runsOn: 'ubuntu-latest'}
/** More than this no workflow of GitHub's may have. */
const mostJobs = 256

/** Proven by the job that runs everything, and no business of those that compile sets of features. */
const onlyOnce = [
  ...['record-artifacts', 'record-own-commands', 'record-benches', 'record-advisories', 'lint-code'],
  ...['rebuild-artifacts', 'prove-tests', 'run-benches', 'run-own-commands', 'audit-dependencies'],
]
