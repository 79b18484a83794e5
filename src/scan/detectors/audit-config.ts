import {advisories} from '../../catalog/advisories.ts'
import {isCompanion} from '../../catalog/family.ts'
import type {Finding} from '../../domain/finding.ts'
import {familyProse} from '../family-text.ts'
import {type DetectorContext, findingsOf, lineAt, type SourceFile, type Statement} from '../source-file.ts'
import {isAt, type TomlEntry, tomlEntries} from '../toml-entries.ts'

/**
 * `deny.toml`, `audit.toml` and cargo-vet's files: entries for one version of a family crate, advisories about the family
 * that are ignored, comments that name a version. Nobody raises them; after an upgrade they are empty or wrong.
 */
export function detectAuditConfig(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const {text} = file
  const entries = tomlEntries(text)
  const isOurs = (crate: string) => ctx.isFamily(crate) || isCompanion(crate)
  const comments = familyProse(text, isOurs, 'a comment').filter(({start}) => isInComment(text, start))
  const statements = entries.flatMap(entry => {
    if (typeof entry.value !== 'string') return []
    const {value, span} = entry
    return [
      ...vetVersion(entry, value, isOurs),
      ...namedVersion(entry, value, entries, isOurs),
      ...versionInName(value, span.start, isOurs),
      ...ignoredAdvisory(value, span.start),
      ...versionBesideComment(text, entry, value, {entries, comments}),
    ]
  })
  return findingsOf(file, 'audit-config', [...statements, ...comments])
}

/** The reason that exemptions of cargo vet are live. */
export const vetWhy = 'cargo vet lets exactly this version pass'

type IsOurs = (crate: string) => boolean

/** `[[exemptions.wasmtime]] version = "25.0.0"`: cargo vet refuses any other. Past audits only tell what was read. */
function vetVersion({path, span}: TomlEntry, value: string, isOurs: IsOurs): readonly Statement[] {
  const [list, crate = ''] = path
  if (!isOurs(crate) || path.at(-1) !== 'version') return []
  if (list === 'exemptions') return [stated(span.start, value, crate, vetWhy)]
  return list === 'audits' ? [{...stated(span.start, value, crate, 'an audit of the past'), live: false}] : []
}

/** `{ name = "wasmtime", version = "=34.0.2" }` among what is banned, skipped or allowed. */
function namedVersion(
  entry: TomlEntry,
  value: string,
  entries: readonly TomlEntry[],
  isOurs: IsOurs,
): readonly Statement[] {
  if (entry.path[0] !== 'bans' || entry.path.at(-1) !== 'version') return []
  const crate = crateBeside(entry, entries)
  return isOurs(crate) ? [stated(entry.span.start, value, crate, 'cargo deny treats exactly this version apart')] : []
}

function crateBeside({path}: TomlEntry, entries: readonly TomlEntry[]): string {
  const beside = (key: string) => entries.find(entry => isAt(entry.path, ...path.slice(0, -1), key))?.value
  return String(beside('name') ?? beside('crate') ?? '')
}

/** `"wasmtime@34.0.2"`, `crate = "wasmtime:34"`. */
function versionInName(value: string, start: number, isOurs: IsOurs): readonly Statement[] {
  const [, crate = '', version] = /^([\w-]+)[@:]=?(\d[\w.+-]*)$/.exec(value) ?? []
  if (version === undefined || !isOurs(crate)) return []
  const at = start + value.length - version.length
  return [stated(at, version, crate, 'cargo deny treats exactly this version apart')]
}

function ignoredAdvisory(value: string, start: number): readonly Statement[] {
  const advisory = advisories.find(({id, aliases}) => id === value || aliases.includes(value))
  return advisory === undefined ? [] : [stated(start, value, advisory.crate, 'an advisory that is ignored')]
}

/** An exact version of another crate, kept because of the wasmtime that the comment behind it names. */
function versionBesideComment(
  text: string,
  entry: TomlEntry,
  value: string,
  {entries, comments}: {readonly entries: readonly TomlEntry[]; readonly comments: readonly Statement[]},
): readonly Statement[] {
  const {path, span} = entry
  if (path.at(-1) !== 'version' || !value.startsWith('=')) return []
  const end = text.indexOf('\n', span.end)
  const comment = comments.find(({start}) => start > span.end && (end === -1 || start < end))
  const crate = crateBeside(entry, entries)
  if (comment === undefined || crate === '') return []
  return [stated(span.start, value, crate, `an exact version for the ${comment.crate} in the comment`)]
}

function isInComment(text: string, start: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  return /^[^"']*(?:"[^"]*"[^"']*|'[^']*'[^"']*)*#/.test(before.slice(0, 500)) && lineAt(text, start).includes('#')
}

function stated(start: number, value: string, crate: string, why: string): Statement {
  return {kind: 'crate-version', start, value, live: true, why, crate}
}
