import {releaseFromGit} from '../../catalog/wasmtime-repository.ts'
import type {Finding} from '../../domain/finding.ts'
import {crateOf, type DependencyPlace, dependencyPlace, gitSource, isVersionPath} from '../requirements.ts'
import {type DetectorContext, findingsOf, type SourceFile, type Statement} from '../source-file.ts'
import {isAt, type TomlEntry, tomlEntries} from '../toml-entries.ts'

/** Cargo.toml: `rust-version`, `edition`, and the version of each requirement on a family crate. */
export function detectManifest(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const entries = tomlEntries(file.text)
  const statements = entries.flatMap(entry => {
    const statement = packageStatement(entry) ?? requirementStatement(entry, entries, ctx)
    return statement === undefined || typeof entry.value !== 'string' ? [] : [statement(entry.value)]
  })
  return findingsOf(file, 'manifest', statements)
}

type ValueStatement = (value: string) => Statement

function packageStatement({path, span}: TomlEntry): ValueStatement | undefined {
  const key = path.at(-1)
  const isWorkspace = isAt(path.slice(0, -1), 'workspace', 'package')
  if (!isWorkspace && !isAt(path.slice(0, -1), 'package')) return undefined
  const whose = isWorkspace ? 'what members inherit' : "the package's own"
  if (key === 'rust-version')
    return value => ({kind: 'rust-version', start: span.start, value, live: true, why: `${whose} rust-version`})
  if (key === 'edition')
    return value => ({kind: 'edition', start: span.start, value, live: true, why: `${whose} edition`})
  return undefined
}

function requirementStatement(
  {path, span}: TomlEntry,
  entries: readonly TomlEntry[],
  ctx: DetectorContext,
): ValueStatement | undefined {
  const place = dependencyPlace(path)
  if (place === undefined) return undefined
  const crate = crateOf(place, entries)
  if (!ctx.isFamily(crate)) return undefined
  const base = {kind: 'crate-version', start: span.start, crate} as const
  if (isVersionPath(place, path)) {
    const elsewhere = ['git', 'path'].find(key => entries.some(other => isAt(other.path, ...place.path, key)))
    const why = elsewhere === undefined ? requirementWhy(place, crate) : `comes from ${elsewhere}`
    return value => ({...base, value, live: elsewhere === undefined, why})
  }
  if (!isAt(path, ...place.path, 'tag') && !isAt(path, ...place.path, 'branch')) return undefined
  const git = gitSource(name => entries.find(other => isAt(other.path, ...place.path, name))?.value)
  const release = git && releaseFromGit(git)
  if (release === undefined || release.field !== path.at(-1))
    return value => ({...base, value, live: false, why: 'comes from git'})
  return value => ({...base, value, live: true, why: `${release.field} of wasmtime’s own repository`})
}

function requirementWhy({key, table, platform}: DependencyPlace, crate: string): string {
  const where = platform === undefined ? `[${table}]` : `[target.'${platform}'.${table}]`
  return key === crate ? `requirement in ${where}` : `requirement in ${where}, renamed to ${key}`
}
