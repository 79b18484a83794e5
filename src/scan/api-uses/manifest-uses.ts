import type {FileMark} from '../../catalog/change-marks.ts'
import {crateOf, dependencyPlace} from '../requirements.ts'
import type {TomlEntry, TomlFile} from '../toml-entries.ts'

/** Where a use stands in a text. */
export type UseAt = {readonly start: number; readonly value: string}

/** A dependency as a manifest states it, in however many lines. */
export type Dependency = {
  readonly crate: string
  readonly key: string
  /** Where the key of the entry stands. */
  readonly keyStart: number
  readonly values: readonly {readonly field: string; readonly entry: TomlEntry}[]
}

/** The places in a manifest that a mark is about. */
export function manifestUses(mark: FileMark, found: readonly Dependency[]): readonly UseAt[] {
  switch (mark.on) {
    case 'text':
      return []
    case 'dependency':
      return found.filter(({crate}) => mark.crates.includes(crate)).flatMap(one => dependencyAt(one, mark.version))
    case 'feature':
      return found.filter(({crate}) => crate === mark.crate).flatMap(one => featuresAt(one, mark.features))
    case 'bare':
      return found.filter(({crate}) => crate === mark.crate).flatMap(one => bareAt(one, mark))
    default:
      return mark satisfies never
  }
}

function dependencyAt(dependency: Dependency, version: RegExp | undefined): readonly UseAt[] {
  const stated = dependency.values.find(({field}) => field === 'version')
  if (version === undefined) return [{start: dependency.keyStart, value: dependency.key}]
  return stated !== undefined && version.test(String(stated.entry.value)) ? [valueAt(stated.entry)] : []
}

function featuresAt({values}: Dependency, features: readonly string[]): readonly UseAt[] {
  return values
    .filter(({field, entry}) => field === 'features' && features.includes(String(entry.value)))
    .map(({entry}) => valueAt(entry))
}

function bareAt(
  {key, keyStart, values}: Dependency,
  {lacks, has}: {readonly lacks: readonly string[]; readonly has?: string},
): readonly UseAt[] {
  const isBare = values.some(({field, entry}) => /^default[-_]features$/.test(field) && entry.value === false)
  const features = values.filter(({field}) => field === 'features').map(({entry}) => String(entry.value))
  const isHit = isBare && !lacks.some(name => features.includes(name)) && (has === undefined || features.includes(has))
  return isHit ? [{start: keyStart, value: key}] : []
}

/** The dependency entries of a manifest with all that is stated of each. */
export function dependenciesIn(
  text: string,
  {entries, containers}: TomlFile & {kind: 'parsed'},
): readonly Dependency[] {
  const ids = new Map<string, {keyStart: number; own: TomlEntry[]}>()
  for (const {path, keyStart} of [...containers, ...entries].toSorted((a, b) => a.keyStart - b.keyStart)) {
    const place = dependencyPlace(path)
    const id = JSON.stringify(place?.path)
    if (place !== undefined && !ids.has(id))
      ids.set(id, {keyStart: keyStart + keyOffset(text, keyStart, place.key), own: []})
  }
  for (const entry of entries) ids.get(JSON.stringify(dependencyPlace(entry.path)?.path))?.own.push(entry)
  return [...ids].flatMap(([id, {keyStart, own}]) => {
    const place = dependencyPlace(JSON.parse(id))
    if (place === undefined) return []
    const depth = place.path.length
    const values = own.map(entry => ({field: entry.path[depth] ?? 'version', entry}))
    return [{crate: crateOf(place, own), key: place.key, keyStart, values}]
  })
}

/** In `[dependencies.wasmtime]` the key stands behind the name of the table. */
function keyOffset(text: string, start: number, key: string): number {
  const line = text.slice(start, start + longestKey).split('\n')[0] ?? ''
  return Math.max(0, line.indexOf(key))
}

function valueAt({span, value}: TomlEntry): UseAt {
  return {start: span.start, value: String(value)}
}

const longestKey = 200
