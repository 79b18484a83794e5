import type {DependencyTable, GitSource, Requirement} from '../domain/survey.ts'
import {isAt, type TomlEntry, type TomlFile} from './toml-entries.ts'

/** Where a dependency entry stands: its table, its key, and the path that leads to it. */
export type DependencyPlace = {
  readonly table: Requirement['table']
  readonly key: string
  readonly platform?: string
  readonly path: readonly string[]
}

/** The dependency entry that a TOML path belongs to, if it does. */
export function dependencyPlace(path: readonly string[]): DependencyPlace | undefined {
  const [first, second, third, fourth] = path
  if (first === 'target' && second !== undefined && fourth !== undefined) {
    const table = dependencyTable(third)
    return table && {table, key: fourth, platform: second, path: path.slice(0, 4)}
  }
  if (first === 'workspace' && second === 'dependencies' && third !== undefined) {
    return {table: 'workspace.dependencies', key: third, path: path.slice(0, 3)}
  }
  if (first === 'patch' && third !== undefined) return {table: 'patch', key: third, path: path.slice(0, 3)}
  const table = dependencyTable(first)
  return table && second !== undefined ? {table, key: second, path: path.slice(0, 2)} : undefined
}

/** Every dependency entry of a manifest, in the order of the file. */
export function readRequirements(
  manifest: string,
  {entries, containers}: TomlFile & {kind: 'parsed'},
  lineOf: (offset: number) => number,
): readonly Requirement[] {
  const places = new Map<string, {place: DependencyPlace; keyStart: number}>()
  for (const {path, keyStart} of [...containers, ...entries].toSorted((a, b) => a.keyStart - b.keyStart)) {
    const place = dependencyPlace(path)
    const id = JSON.stringify(place?.path)
    if (place !== undefined && !places.has(id)) places.set(id, {place, keyStart})
  }
  return [...places.values()].map(({place, keyStart}) => {
    const own = entriesBelow(entries, place.path)
    const versionAt = own.find(({path}) => isVersionPath(place, path))?.span.start
    return requirementOf(place, own, {manifest, line: lineOf(versionAt ?? keyStart)})
  })
}

/** The entries at and below a path, found without going through all: a manifest may have any number. */
function entriesBelow(entries: readonly TomlEntry[], path: readonly string[]): readonly TomlEntry[] {
  let below = indexes.get(entries)
  if (below === undefined) {
    below = new Map()
    for (const entry of entries)
      for (let length = 1; length <= Math.min(entry.path.length, longestIndexed); length += 1) {
        const key = JSON.stringify(entry.path.slice(0, length))
        const known = below.get(key)
        if (known === undefined) below.set(key, [entry])
        else known.push(entry)
      }
    indexes.set(entries, below)
  }
  return below.get(JSON.stringify(path)) ?? []
}

const indexes = new WeakMap<readonly TomlEntry[], Map<string, TomlEntry[]>>()
/** `target.'cfg(…)'.dependencies.name` has four keys. */
const longestIndexed = 6

/** Whether a path inside a dependency entry is the version requirement itself. */
export function isVersionPath(place: DependencyPlace, path: readonly string[]): boolean {
  return isAt(path, ...place.path) || isAt(path, ...place.path, 'version')
}

/** The crate an entry is about: `package =` wins over the key. */
export function crateOf(place: DependencyPlace, entries: readonly TomlEntry[]): string {
  const own = entriesBelow(entries, place.path)
  const renamed = own.find(({path}) => isAt(path, ...place.path, 'package'))?.value
  return typeof renamed === 'string' ? renamed : place.key
}

function requirementOf(
  place: DependencyPlace,
  own: readonly TomlEntry[],
  at: {manifest: string; line: number},
): Requirement {
  const field = (name: string) => own.find(({path}) => isAt(path, ...place.path, name))?.value
  const version = own.find(({path}) => isVersionPath(place, path))?.value
  const featuresAt = place.path.length
  return {
    crate: crateOf(place, own),
    key: place.key,
    ...at,
    table: place.table,
    ...(place.platform === undefined ? {} : {platform: place.platform}),
    ...(typeof version === 'string' ? {requirement: version} : {}),
    source: sourceOf(field),
    ...withGit(gitSource(field)),
    isOptional: field('optional') === true,
    // `default_features` is the older spelling; editions before 2024 still take it.
    defaultFeatures: (field('default-features') ?? field('default_features')) !== false,
    features: own.filter(({path}) => path[featuresAt] === 'features').map(({value}) => String(value)),
  }
}

function sourceOf(field: (name: string) => unknown): Requirement['source'] {
  if (field('workspace') === true) return 'workspace'
  if (field('path') !== undefined) return 'path'
  return field('git') === undefined ? 'registry' : 'git'
}

/** Where an entry comes from when that is git; the value of each of its fields is asked for by name. */
export function gitSource(field: (name: string) => unknown): GitSource | undefined {
  const url = field('git')
  if (typeof url !== 'string') return undefined
  const named = (['tag', 'branch', 'rev'] as const).flatMap(name => {
    const value = field(name)
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {url, ...Object.fromEntries(named)}
}

function withGit(git: GitSource | undefined): {git?: GitSource} {
  return git === undefined ? {} : {git}
}

function dependencyTable(name: string | undefined): DependencyTable | undefined {
  switch (name) {
    case 'dependencies':
      return 'dependencies'
    case 'dev-dependencies':
    case 'dev_dependencies':
      return 'dev-dependencies'
    case 'build-dependencies':
    case 'build_dependencies':
      return 'build-dependencies'
    default:
      return undefined
  }
}
