import {isRustKey, nameStatement, rustKind, rustNameOf, rustNumber} from './rust-name.ts'
import {lineAt, type Statement} from './source-file.ts'

/**
 * What shell commands say about Rust: `cargo +1.75`, `rustup default 1.75`, `RUST_VERSION=1.75`, a build matrix as
 * JSON in a string. Takes the text as it stands in the file and its offset there.
 */
export function shellStatements(
  text: string,
  base: number,
  isFamily: (crate: string) => boolean,
): readonly Statement[] {
  return [
    ...plusToolchains(text),
    ...rustupArguments(text),
    ...assignments(text),
    ...jsonValues(text),
    ...wasiTargets(text),
    ...requirementTexts(text, isFamily),
  ]
    .filter(({start}) => !/^\s*(#|\/\/)/.test(lineAt(text, start)))
    .map(statement => ({...judged(statement, lineAt(text, statement.start)), start: statement.start + base}))
}

/** Uses of the target name that Rust 1.84 removed, in any text. */
export function wasiTargets(text: string): readonly Statement[] {
  return [...text.matchAll(/(?<![\w-])wasm32-wasi(?![\w-])/g)].map(({index}) => {
    return {
      kind: 'wasm-target',
      start: index,
      value: 'wasm32-wasi',
      live: true,
      why: 'target name that Rust 1.84 removed',
    }
  })
}

function plusToolchains(text: string): readonly Statement[] {
  return [...text.matchAll(/\b(?:cargo|rustc|rustdoc|rustfmt)\s+\+([\w.-]+)/g)].flatMap(match =>
    namesIn(match[1] ?? '', match.index + match[0].length - (match[1]?.length ?? 0), 'toolchain of a command'),
  )
}

function rustupArguments(text: string): readonly Statement[] {
  const commands = [...text.matchAll(rustupCommand), ...text.matchAll(toolchainOption)]
  return commands.flatMap(match => {
    const rest = match[1] ?? ''
    return namesIn(rest, match.index + match[0].length - rest.length, 'toolchain rustup is told to use')
  })
}

/** Every word of an argument list that names a toolchain. */
function namesIn(words: string, base: number, why: string): readonly Statement[] {
  return [...words.matchAll(/[^\s"'\\]+/g)].flatMap(({0: word, index}) => {
    const name = rustNameOf(word)
    return name === undefined ? [] : [nameStatement(name, base + index, 'toolchain', why)]
  })
}

function assignments(text: string): readonly Statement[] {
  return [...text.matchAll(assignment)].flatMap(match => {
    const [whole, key = '', value = ''] = match
    const name = isRustKey(key) ? rustNameOf(value) : undefined
    if (name === undefined) return []
    const statement = nameStatement(name, match.index + whole.length - value.length, rustKind(key), `variable ${key}`)
    return [/target|want|new|next/i.test(key) ? {...statement, live: false, why: 'states a goal'} : statement]
  })
}

function jsonValues(text: string): readonly Statement[] {
  return [...text.matchAll(jsonField)].flatMap(field => {
    const [whole, key = '', value = ''] = field
    if (!isRustKey(key)) return []
    const base = field.index + whole.length - value.length
    return [...value.matchAll(/(?<=[[,:"'\\\s]|^)[\w.-]+/g)].flatMap(({0: word, index}) => {
      const name = rustNameOf(word)
      return name === undefined
        ? []
        : [nameStatement(name, base + index, rustKind(key), 'build matrix inside a string')]
    })
  })
}

/** A manifest line as text: what `sed` looks for, what `cargo add` is told. */
function requirementTexts(text: string, isFamily: (crate: string) => boolean): readonly Statement[] {
  return [...text.matchAll(requirementText)].flatMap(match => {
    const [whole, crate = '', value = ''] = match
    if (!isFamily(crate)) return []
    const start = match.index + whole.length - value.length
    return [{kind: 'crate-version', start, value, live: false, why: 'text inside a command', crate}]
  })
}

/** Text that a command only looks for, rewrites or prints decides nothing. */
function judged(statement: Statement, line: string): Statement {
  if (/\b(sed|awk|perl)\b/.test(line)) return {...statement, live: false, why: 'text of a sed command'}
  if (/\bgrep\b|\[\[|^\s*(if\s+)?test\s/.test(line))
    return {...statement, live: false, why: 'something a command looks for'}
  if (/^[\s@-]*(echo|printf)\b/.test(line) && !line.includes('>'))
    return {...statement, live: false, why: 'only printed'}
  return statement
}

const rustupCommand =
  /\brustup\s+(?:default|toolchain\s+(?:install|add)|install|update|override\s+set|run)\s+([^\n;&|#]{0,500})/g
const toolchainOption = /--(?:default-)?toolchain(?:\s+|=)["']?([\w.-]+)/g
const assignment = new RegExp(
  String.raw`(?<![\w-])([A-Za-z_][\w-]*)\s*[?:]{0,2}=\s*["']?(${rustNumber}|stable|beta|nightly[\d-]*)(?![\w.-]*\d)`,
  'g',
)
const jsonField = /\\?["']([\w-]+)\\?["']\s*:\s*(\[[^\]]{0,500}\]|\\?["'][^"'\n]{0,50}\\?["']|[\d.]+)/g
const requirementText = /(?<![\w-])([a-z][\w-]*)\s*=\s*(?:\{\s*version\s*=\s*)?\\?"([^"\\\n]{0,50}\d[^"\\\n]{0,50})/g
