import type {FeatureChoice} from '../domain/feature-choice.ts'

/** A package of the workspace as `cargo metadata` tells it. */
export type FeaturePackage = {
  readonly name: string
  /** Absolute. */
  readonly manifest: string
  /** Feature name → what it turns on; with `default` where there is one. */
  readonly features: Readonly<Record<string, readonly string[]>>
}

/** One way to build: what it is called, and how cargo is told. */
export type FeatureSet = {
  /** `host: no features`, `host: plugins`. */
  readonly name: string
  readonly options: readonly string[]
  /** Absolute: features of a package are given where it stands, whatever resolver the workspace has. */
  readonly manifest?: string
}

export type FeatureSets = {
  readonly sets: readonly FeatureSet[]
  /** What is left out because there is too much of it, and why; undefined when nothing is. */
  readonly leftOut?: {readonly what: string; readonly why: string}
}

/** What the sets are made from. */
export type Features = {
  readonly packages: readonly FeaturePackage[]
  /** Those that the repository's own checks are run with. */
  readonly stated: readonly FeatureChoice[]
  /** Each feature alone, as cargo-hack lists them; worked out where it isn't there. */
  readonly each?: readonly FeatureChoice[]
}

/**
 * With which features a workspace is tried: default, none and all of each package, each feature alone, and what the repository's
 * own checks are run with; of sets that come to the same only the first. Where these are too many, each feature alone is left out
 * unless `wantsEach`, and of many packages the workspace stands for all.
 */
export function featureSets({packages, stated, each}: Features, wantsEach: boolean): FeatureSets {
  const withFeatures = packages.filter(({features}) => Object.keys(features).some(name => name !== 'default'))
  if (withFeatures.length === 0) return {sets: []}
  const only = packages.length === 1 ? packages[0]?.name : undefined
  const said = stated.map(one => (only === undefined || one.package !== undefined ? one : {...one, package: only}))
  const alone = each ?? withFeatures.flatMap(eachAlone)
  const whole = distinct([...withFeatures.flatMap(ends), ...alone, ...said], packages)
  if (whole.length <= mostSets || wantsEach) return {sets: whole.map(one => setOf(one, packages))}
  const short = distinct([...withFeatures.flatMap(ends), ...said], packages)
  const kept = short.length <= mostSets ? short : distinct([...wholeWorkspace, ...said], packages).slice(0, mostSets)
  return {
    sets: kept.map(one => setOf(one, packages)),
    leftOut: {
      what: 'each feature alone',
      why: `${whole.length} sets of features are many; --measure features tries them all`,
    },
  }
}

function ends({name}: FeaturePackage): readonly FeatureChoice[] {
  return wholeWorkspace.map(one => ({...one, package: name}))
}

function eachAlone({name, features}: FeaturePackage): readonly FeatureChoice[] {
  const names = Object.keys(features).filter(feature => feature !== 'default')
  return names.toSorted().map(feature => ({package: name, isWithoutDefault: true, isAll: false, features: [feature]}))
}

const wholeWorkspace: readonly FeatureChoice[] = [
  {isWithoutDefault: false, isAll: false, features: []},
  {isWithoutDefault: true, isAll: false, features: []},
  {isWithoutDefault: false, isAll: true, features: []},
]

/** The first of those that turn the same on. */
function distinct(choices: readonly FeatureChoice[], packages: readonly FeaturePackage[]): readonly FeatureChoice[] {
  const seen = new Set<string>()
  return choices.filter(choice => {
    const owner = packages.find(({name}) => name === choice.package)
    const key = owner === undefined ? JSON.stringify(choice) : `${owner.name} ${turnedOn(choice, owner).join(' ')}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** Everything that a choice turns on in its package, directly and through other features. */
function turnedOn({isAll, isWithoutDefault, features}: FeatureChoice, owner: FeaturePackage): readonly string[] {
  const open = isAll ? Object.keys(owner.features) : [...features, ...(isWithoutDefault ? [] : ['default'])]
  const on = new Set<string>()
  for (let feature = open.pop(); feature !== undefined; feature = open.pop()) {
    if (on.has(feature)) continue
    on.add(feature)
    open.push(...(Object.hasOwn(owner.features, feature) ? (owner.features[feature] ?? []) : []))
  }
  // It turns on what it names, and is nothing by itself.
  on.delete('default')
  return [...on].toSorted()
}

function setOf(choice: FeatureChoice, packages: readonly FeaturePackage[]): FeatureSet {
  const {package: name, isAll, isWithoutDefault, features} = choice
  const owner = packages.find(one => one.name === name)
  return {
    name: `${name ?? 'workspace'}: ${wordsOf(choice)}`,
    options: [
      ...(name === undefined ? ['--workspace'] : []),
      ...(name !== undefined && owner === undefined ? ['--package', name] : []),
      ...(isWithoutDefault ? ['--no-default-features'] : []),
      ...(isAll ? ['--all-features'] : []),
      ...(features.length === 0 ? [] : ['--features', features.join(',')]),
    ],
    ...(owner === undefined ? {} : {manifest: owner.manifest}),
  }
}

function wordsOf({isAll, isWithoutDefault, features}: FeatureChoice): string {
  if (isAll) return 'all features'
  if (features.length === 0) return isWithoutDefault ? 'no features' : 'default'
  return `${isWithoutDefault ? '' : 'default + '}${features.join(', ')}`
}

/** Each is compiled twice; more than this is asked for. */
const mostSets = 12
