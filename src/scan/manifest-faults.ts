import {rustForEdition} from '../catalog/rust-facts.ts'
import {positionOf} from '../domain/edit.ts'
import {dependencyPlace, isVersionPath} from './requirements.ts'
import type {SourceFile} from './source-file.ts'
import {isAt, type TomlEntry, type TomlFile} from './toml-entries.ts'

/** What cargo would refuse in a manifest; line and column are 1-based. */
export type ManifestFault = {readonly what: string; readonly line: number; readonly column: number}

/**
 * Faults of a manifest that is TOML: a package without a name, values of the wrong kind, a `rust-version` or an edition
 * that doesn't exist. Only what matters to an upgrade; cargo has the last word.
 */
export function manifestFaults(file: SourceFile, toml: TomlFile & {kind: 'parsed'}): readonly ManifestFault[] {
  const at = (what: string, offset: number) => ({what, ...positionOf(file.text, offset)})
  const wrong = toml.entries.flatMap(entry => {
    const what = wrongValue(entry)
    return what === undefined ? [] : [at(what, entry.span.start)]
  })
  const table = toml.containers.find(({path}) => isAt(path, 'package'))
  const isNamed = toml.entries.some(({path}) => isAt(path, 'package', 'name'))
  return table === undefined || isNamed ? wrong : [at('the package has no name', table.keyStart), ...wrong]
}

function wrongValue({path, value}: TomlEntry): string | undefined {
  const [key = '', ...above] = path.toReversed()
  const isPackage = isAt(path, 'package', key) || isAt(path, 'workspace', 'package', key)
  if (isPackage && above.length > 0) return wrongInPackage(key, value)
  const place = dependencyPlace(path)
  if (place === undefined || !isVersionPath(place, path)) return undefined
  if (typeof value !== 'string') return `the version of ${place.key} must be text in quotes`
  return undefined
}

function wrongInPackage(key: string, value: unknown): string | undefined {
  const isText = typeof value === 'string'
  if (key === 'name' && !isText) return 'the name of the package must be text in quotes'
  if (key === 'edition' && !(isText && rustForEdition(value) !== undefined)) {
    return `${JSON.stringify(value)} is no edition; one is written as "2021", in quotes`
  }
  // Cargo takes any bare version, but "54" for 1.54 makes every Rust too old.
  if (key === 'rust-version' && !(isText && /^1(\.\d+){0,2}(-[\w.]+)?$/.test(value))) {
    return `${JSON.stringify(value)} is no Rust version; one is written as "1.86", in quotes`
  }
  return undefined
}
