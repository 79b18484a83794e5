import {parse, TomlError} from 'smol-toml'
import type {LockedPackage, Lockfile} from '../domain/survey.ts'
import {NotParsedError, type SourceFile} from './source-file.ts'

/** Reads a Cargo.lock; throws `NotParsedError` when it isn't one (merge markers, torn writes). */
export function readLockfile(file: SourceFile): Lockfile {
  const packages = parsedPackages(file)
  return {path: file.path, packages: packages.flatMap(lockedPackage)}
}

function parsedPackages(file: SourceFile): readonly unknown[] {
  try {
    const {package: packages = []} = parse(file.text)
    if (Array.isArray(packages)) return packages
  } catch (error) {
    if (error instanceof TomlError) throw new NotParsedError(`line ${error.line}: ${error.message.split('\n')[0]}`)
    throw error
  }
  throw new NotParsedError('its packages are not a list')
}

function lockedPackage(entry: unknown): readonly LockedPackage[] {
  if (typeof entry !== 'object' || entry === null || !('name' in entry) || !('version' in entry)) return []
  const {name, version} = entry
  if (typeof name !== 'string' || typeof version !== 'string') return []
  const source = 'source' in entry && typeof entry.source === 'string' ? {source: entry.source} : {}
  const dependencies =
    'dependencies' in entry && Array.isArray(entry.dependencies) ? entry.dependencies.map(String) : []
  return [{name, version, ...source, dependencies}]
}
