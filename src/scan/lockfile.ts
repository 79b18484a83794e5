import {parse, TomlError} from 'smol-toml'
import {positionOf} from '../domain/edit.ts'
import type {LockedPackage, Lockfile} from '../domain/survey.ts'
import {packagesByLine} from './lockfile-lines.ts'
import {NotParsedError, type SourceFile} from './source-file.ts'

/**
 * Reads a Cargo.lock; throws `NotParsedError` when it isn't one (merge markers, torn writes), or when it is of a format
 * that came after the ones known here: what its fields mean then isn't guessed.
 */
export function readLockfile(file: SourceFile): Lockfile {
  const byLine = packagesByLine(file.text)
  if (byLine !== undefined) return {path: file.path, packages: byLine}
  const {version = 1, package: packages = []} = parsed(file.text)
  if (typeof version !== 'number' || version > newestFormat) {
    throw broken(file.text, /^version\b/m, `its format is version ${version}; ${newestFormat} is the newest known`)
  }
  if (!Array.isArray(packages)) throw broken(file.text, /\bpackage\b/, 'its packages are not a list')
  return {path: file.path, packages: packages.flatMap(lockedPackage)}
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text.replace(/^\uFEFF/, ' '))
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const message = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''
    throw new NotParsedError({format: 'TOML', message, line: error.line, column: error.column})
  }
}

function broken(text: string, at: RegExp, message: string): NotParsedError {
  return new NotParsedError({format: 'Cargo.lock', message, ...positionOf(text, Math.max(0, text.search(at)))})
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

/** Of the formats cargo 1.95 reads, the last; the number stands on a line of its own since the third. */
const newestFormat = 4
