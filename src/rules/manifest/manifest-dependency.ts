import type {GitSource} from '../../domain/survey.ts'
import type {TomlPath} from '../../editors/toml-tree.ts'
import {crateOf, type DependencyPlace, dependencyPlace, gitSource, isVersionPath} from '../../scan/requirements.ts'
import {lineStarts, positionIn} from '../../scan/source-file.ts'
import {readToml, type TomlEntry} from '../../scan/toml-entries.ts'

/** A feature that is named somewhere, and where. */
export type NamedFeature = {readonly feature: string; readonly at: TomlPath}

/** One dependency entry of a manifest, with the paths that lead to what it says. */
export type ManifestDependency = {
  readonly crate: string
  readonly key: string
  readonly table: DependencyPlace['table']
  readonly at: TomlPath
  /** Of the requirement, or of the entry when it states none. 1-based. */
  readonly line: number
  /** As written; undefined when it is inherited or comes from git or a path alone. */
  readonly requirement: string | undefined
  /** Where it comes from, for git. */
  readonly git: GitSource | undefined
  /** `wasmtime = "36"`: nothing but the requirement. */
  readonly isBareText: boolean
  /** The keys it states: `version`, `optional`. */
  readonly fields: ReadonlySet<string>
  readonly isInherited: boolean
  readonly isWithoutDefaults: boolean
  readonly features: readonly NamedFeature[]
  /** Where the package's own features switch on one of its features: `["wasmtime/std"]`; `item` is the whole text. */
  readonly passedOn: readonly (NamedFeature & {readonly item: string})[]
}

/** Every dependency entry of a manifest in the order of the file; none when it is broken. */
export function readDependencies(text: string): readonly ManifestDependency[] {
  const toml = readToml(text)
  if (toml.kind === 'broken') return []
  const places = new Map<string, {readonly place: DependencyPlace; readonly start: number; readonly own: TomlEntry[]}>()
  const ordered = [...toml.containers, ...toml.entries].toSorted((a, b) => a.keyStart - b.keyStart)
  for (const {path, keyStart} of ordered) {
    const place = dependencyPlace(path)
    const id = JSON.stringify(place?.path)
    if (place !== undefined && !places.has(id)) places.set(id, {place, start: keyStart, own: []})
  }
  for (const entry of toml.entries) places.get(JSON.stringify(dependencyPlace(entry.path)?.path))?.own.push(entry)
  const lines = lineStarts(text)
  const passedOn = passedOnBy(toml.entries)
  return [...places.values()].map(({place, start, own}) => {
    const version = own.find(({path}) => isVersionPath(place, path))
    const {line} = positionIn(lines, version?.span.start ?? start)
    return {...dependencyOf(place, own), line, passedOn: passedOn.get(place.key) ?? []}
  })
}

function dependencyOf(
  place: DependencyPlace,
  own: readonly TomlEntry[],
): Omit<ManifestDependency, 'line' | 'passedOn'> {
  const {key, table, path: at} = place
  const depth = at.length
  const version = own.find(({path}) => isVersionPath(place, path))?.value
  const states = (value: boolean, ...names: readonly string[]) =>
    own.some(
      entry => entry.path.length === depth + 1 && names.includes(entry.path[depth] ?? '') && entry.value === value,
    )
  return {
    crate: crateOf(place, own),
    key,
    table,
    at,
    requirement: typeof version === 'string' ? version : undefined,
    git: gitSource(name => own.find(({path}) => path.length === depth + 1 && path[depth] === name)?.value),
    isBareText: own.some(({path}) => path.length === depth),
    fields: new Set(own.flatMap(({path}) => path[depth] ?? [])),
    isInherited: states(true, 'workspace'),
    isWithoutDefaults: states(false, 'default-features', 'default_features'),
    features: own
      .filter(({path}) => path[depth] === 'features' && path.length === depth + 2)
      .map(({path, value}) => ({feature: String(value), at: path})),
  }
}

/** What the package's own features pass on, by the key of the dependency. */
function passedOnBy(entries: readonly TomlEntry[]): ReadonlyMap<string, ManifestDependency['passedOn']> {
  const byKey = new Map<string, ManifestDependency['passedOn'][number][]>()
  for (const {path, value} of entries) {
    if (path[0] !== 'features' || path.length !== 3 || typeof value !== 'string') continue
    const slash = value.indexOf('/')
    const key = value.slice(0, Math.max(0, slash)).replace(/\?$/, '')
    const named = {feature: value.slice(slash + 1), at: path, item: value}
    const others = byKey.get(key)
    if (others === undefined) byKey.set(key, [named])
    else others.push(named)
  }
  return byKey
}
