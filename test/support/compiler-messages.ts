/** What the compiler would say of one place: `at` is the first text of that wording in the file. */
export type SaidError = {
  readonly path: string
  readonly source: string
  readonly at: string
  readonly code?: string
  readonly message: string
  /** Machine-applicable unless it says otherwise: what `at` becomes, or other parts of the same file. */
  readonly suggests?: string | Readonly<Record<string, string>>
  readonly applicability?: string
  readonly target?: {readonly kind: string; readonly name: string}
}

/** One error as a line of cargo's JSON messages, of the package `host` in this folder. */
export function errorLine(root: string, said: SaidError): string {
  const {path, source, at, code, message, suggests, applicability = 'MachineApplicable'} = said
  const {kind, name} = said.target ?? {kind: 'lib', name: 'host'}
  const parts = typeof suggests === 'string' ? {[at]: suggests} : (suggests ?? {})
  const suggested = Object.entries(parts).map(([from, to]) => ({
    ...spanOf(path, source, from),
    suggested_replacement: to,
    suggestion_applicability: applicability,
  }))
  return JSON.stringify({
    reason: 'compiler-message',
    package_id: `path+file://${root}#host@0.1.0`,
    manifest_path: `${root}/Cargo.toml`,
    target: {kind: [kind], name},
    message: {
      level: 'error',
      message,
      code: code === undefined ? null : {code, explanation: null},
      rendered: `\x1b[1merror\x1b[0m: ${message}\n`,
      spans: [{...spanOf(path, source, at), is_primary: true}],
      children: suggested.length === 0 ? [] : [{level: 'help', message: 'try this', code: null, spans: suggested}],
    },
  })
}

/** A span as the compiler gives it: bytes of the file, columns in characters, text without byte order mark and CR. */
export function spanOf(path: string, source: string, at: string) {
  const start = source.indexOf(at)
  if (start === -1) throw new Error(`no ${JSON.stringify(at)} in ${path}`)
  const bytes = (text: string) => new TextEncoder().encode(text).length
  const lineStart = source.lastIndexOf('\n', start - 1) + 1
  const line = (source.slice(lineStart).split('\n')[0] ?? '').replace(/^\uFEFF/, '').replace(/\r$/, '')
  const number = source.slice(0, start).split('\n').length
  const column = [...source.slice(lineStart, start).replace(/^\uFEFF/, '')].length + 1
  return {
    file_name: path,
    byte_start: bytes(source.slice(0, start)),
    byte_end: bytes(source.slice(0, start + at.length)),
    line_start: number,
    line_end: number + at.split('\n').length - 1,
    column_start: column,
    column_end: column + [...at].length,
    is_primary: false,
    label: null,
    text: [{text: line, highlight_start: column, highlight_end: column + [...at].length}],
    suggested_replacement: null,
    suggestion_applicability: null,
    expansion: null,
  }
}
