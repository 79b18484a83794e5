import * as z from 'zod'
import type {Advisories, FoundAdvisory} from '../domain/measurement.ts'
import {cvssSeverity} from './cvss-severity.ts'

/**
 * What `cargo audit --json` printed to stdout: one document, also when it found something and failed. Vulnerabilities are
 * faults; what it calls warnings (unmaintained, unsound, notice, yanked) isn't. Undefined for anything else, such as nothing
 * at all, which is what it prints where it has no database. The format is that of `rustsec::report::Report`, as of 0.22.
 */
export function readCargoAudit(stdout: string): Advisories | undefined {
  const document = reportSchema.safeParse(parsed(stdout)).data
  if (document === undefined) return undefined
  const faults = document.vulnerabilities.list.map(row => found(row, 'vulnerability'))
  const others = Object.entries(document.warnings).flatMap(([kind, rows]) => rows.map(row => found(row, kind)))
  const {'last-updated': updated} = document.database ?? {}
  const of = updated == null ? '' : `, database of ${updated.slice(0, 10)}`
  return {source: `cargo-audit${of}`, found: sorted([...faults, ...others])}
}

/**
 * What `cargo deny --format json check advisories` printed to stderr: one document a line, a summary last. Its own severity
 * says what counts: an error does, a warning is told, what the repository ignores is neither. Undefined without the summary:
 * it ended before it was through. The format is that of cargo-deny 0.20.
 */
export function readCargoDeny(stderr: string): Advisories | undefined {
  const rows = stderr.split('\n').flatMap(line => denyRowSchema.safeParse(parsed(line)).data ?? [])
  if (!rows.some(({type}) => type === 'summary')) return undefined
  return {source: 'cargo-deny', found: sorted(rows.flatMap(({fields}) => denied(fields)))}
}

/** The audits of several lockfiles as one; they are of one tool. */
export function joinAudits(audits: readonly Advisories[]): Advisories {
  return {source: audits[0]?.source ?? '', found: sorted(audits.flatMap(({found: all}) => all))}
}

type AuditRow = z.infer<typeof rowSchema>
type DenyFields = z.infer<typeof denyRowSchema>['fields']

function found({advisory, package: {name, version}}: AuditRow, kind: string): FoundAdvisory {
  const severity = cvssSeverity(advisory?.cvss)
  return {
    id: advisory?.id ?? kind,
    package: name,
    version,
    title: clipped(advisory?.title ?? titleWithout(kind)),
    ...(severity === undefined ? {} : {severity}),
    kind,
    counts: kind === 'vulnerability',
  }
}

/** One for each package that the diagnostic is about; other checks and remarks about the configuration are none. */
function denied({severity, code = '', advisory, message = '', graphs = []}: DenyFields): readonly FoundAdvisory[] {
  if (!['error', 'warning'].includes(severity ?? '') || !advisoryCodes.has(code)) return []
  const level = cvssSeverity(advisory?.cvss)
  return graphs.flatMap(({Krate}) =>
    Krate === undefined
      ? []
      : [
          {
            id: advisory?.id ?? code,
            package: Krate.name,
            version: Krate.version,
            title: clipped(advisory?.title ?? (code === 'yanked' ? titleWithout(code) : message)),
            ...(level === undefined ? {} : {severity: level}),
            kind: code,
            counts: severity === 'error',
          },
        ],
  )
}

/** As the state file takes it: one line of a length that anybody reads. */
function clipped(title: string): string {
  return title.replaceAll(/\s+/g, ' ').slice(0, 300)
}

/** A yanked release has no advisory. */
function titleWithout(kind: string): string {
  return kind === 'yanked' ? 'This release was taken back from its registry' : kind
}

/** The same list for the same findings, in whatever order a tool tells them. */
function sorted(found: readonly FoundAdvisory[]): FoundAdvisory[] {
  const key = ({package: name, version, id}: FoundAdvisory) => `${name} ${version} ${id}`
  const byKey = new Map(found.map(one => [key(one), one]))
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const word = z.string().max(100)
const metadata = z.object({id: word, title: z.string(), cvss: z.string().nullish()})
const rowSchema = z.object({advisory: metadata.nullish(), package: z.object({name: word, version: word})})
const reportSchema = z.object({
  database: z.object({'last-updated': z.string().nullish()}).optional(),
  vulnerabilities: z.object({list: z.array(rowSchema)}),
  warnings: z.record(z.string(), z.array(rowSchema)).default({}),
})

const denyRowSchema = z.object({
  type: z.string(),
  fields: z
    .object({
      severity: z.string(),
      code: z.string(),
      message: z.string(),
      advisory: metadata,
      graphs: z.array(z.object({Krate: z.object({name: word, version: word}).optional()})),
    })
    .partial(),
})
const advisoryCodes = new Set(['vulnerability', 'notice', 'unmaintained', 'unsound', 'yanked'])
