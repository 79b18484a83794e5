/** What `cargo audit` says of one package. */
export type ToldAdvisory = {
  readonly id: string
  /** `wasmtime 25.0.3`. */
  readonly package: string
  readonly title: string
  readonly cvss: string | null
}

type ToldWarning = {
  readonly kind: 'unmaintained' | 'unsound' | 'notice' | 'yanked'
  readonly package: string
  readonly id?: string
  readonly title?: string
}

/** What cargo-audit 0.22 prints to stdout with `--json`: one line, every field that it has. */
export function auditReport({
  vulnerabilities = [],
  warnings = [],
  updated = '2026-08-21T14:02:11Z',
}: {
  readonly vulnerabilities?: readonly ToldAdvisory[]
  readonly warnings?: readonly ToldWarning[]
  /** Null, with `--no-fetch`: the database is read without git then. */
  readonly updated?: string | null
}): string {
  const list = vulnerabilities.map(told => ({
    advisory: advisory(told.id, told, null),
    versions: {patched: ['>=36.0.3, <37.0.0'], unaffected: []},
    affected: null,
    package: locked(told.package),
  }))
  const byKind: Record<string, unknown[]> = {}
  for (const {kind, package: name, id, title = ''} of warnings) {
    const rows = byKind[kind] ?? []
    byKind[kind] = rows
    rows.push({
      kind,
      package: locked(name),
      advisory: id === undefined ? null : advisory(id, {package: name, title, cvss: null}, kind),
      affected: null,
      versions: id === undefined ? null : {patched: [], unaffected: []},
    })
  }
  return `${JSON.stringify({
    database: {'advisory-count': 870, 'last-commit': updated && 'bf5c0d245a92', 'last-updated': updated},
    lockfile: {'dependency-count': 213},
    settings: {
      target_arch: [],
      target_os: [],
      severity: null,
      ignore: [],
      informational_warnings: ['unmaintained', 'unsound', 'notice'],
    },
    vulnerabilities: {found: list.length > 0, count: list.length, list},
    warnings: byKind,
  })}\n`
}

/** A diagnostic of cargo-deny's; without a package it is about the configuration. */
export type ToldDiagnostic = {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note' | 'help'
  readonly id?: string
  readonly package?: string
}

/** What cargo-deny 0.20 prints to stderr with `--format json check advisories`: a line each, the summary last. */
export function denyLines(...told: readonly ToldDiagnostic[]): string {
  const diagnostics = told.map(({code, severity, id, package: name}) => ({
    type: 'diagnostic',
    fields: {
      severity,
      message: id === undefined ? code : `Advisory ${id}`,
      code,
      labels: [{message: 'security vulnerability detected', span: `${name} registry+…`, line: 12, column: 1}],
      notes: id === undefined ? [] : [`ID: ${id}`, `Advisory: https://rustsec.org/advisories/${id}`],
      graphs: name === undefined ? [] : [{Krate: {name: name.split(' ')[0], version: name.split(' ')[1]}}],
      ...(id === undefined
        ? {}
        : {advisory: advisory(id, {package: name ?? '', title: `Advisory ${id}`, cvss: null}, null)}),
    },
  }))
  const errors = told.filter(({severity}) => severity === 'error').length
  const summary = {type: 'summary', fields: {advisories: {errors, warnings: 0, notes: 0, helps: 0}}}
  return [...diagnostics, summary].map(row => `${JSON.stringify(row)}\n`).join('')
}

function advisory(id: string, told: Pick<ToldAdvisory, 'package' | 'title' | 'cvss'>, informational: string | null) {
  return {
    id,
    package: told.package.split(' ')[0],
    title: told.title,
    description: 'What is wrong, in several paragraphs.',
    date: '2025-11-11',
    aliases: ['CVE-2025-0001'],
    related: [],
    collection: 'crates',
    categories: ['memory-corruption'],
    keywords: [],
    cvss: told.cvss,
    informational,
    references: [],
    source: null,
    url: null,
    withdrawn: null,
    license: 'CC0-1.0',
    'expect-deleted': false,
  }
}

function locked(text: string) {
  const [name, version] = text.split(' ')
  const source = 'registry+https://github.com/rust-lang/crates.io-index'
  return {name, version, source, checksum: '0123', dependencies: [], replace: null}
}
