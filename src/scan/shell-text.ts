import {familyProse, familyVariables, isGoal, requirementTexts} from './family-text.ts'
import {imageStatement} from './image-name.ts'
import {isRustKey, nameStatement, rustKind, rustNameOf, rustNumber} from './rust-name.ts'
import {lineAt, type Statement} from './source-file.ts'
import {wasmTargets} from './wasm-targets.ts'

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
    ...defaults(text),
    ...jsonValues(text, base),
    ...images(text),
    ...wasmTargets(text),
    ...requirementTexts(text, isFamily),
    ...familyVariables(text),
    ...familyProse(text, isFamily, 'text inside a command'),
  ].map(statement => ({...judged(statement, lineAt(text, statement.start)), start: statement.start + base}))
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
    const isRust = isRustKey(key) || (isGoal(key) && /rust\w*version/i.test(key))
    const name = isRust ? rustNameOf(value) : undefined
    if (name === undefined) return []
    const statement = nameStatement(name, match.index + whole.length - value.length, rustKind(key), `variable ${key}`)
    return [isGoal(key) ? {...statement, live: false, why: 'states a goal'} : statement]
  })
}

/** `${RUST_VERSION:-1.75}`: what a variable is when nobody set it. */
function defaults(text: string): readonly Statement[] {
  return [...text.matchAll(variableDefault)].flatMap(({0: whole, 1: key = '', 2: value = '', index}) => {
    const name = isRustKey(key) && !isGoal(key) ? rustNameOf(value) : undefined
    if (name === undefined) return []
    return [nameStatement(name, index + whole.length - value.length - 1, rustKind(key), `default of ${key}`)]
  })
}

/** `docker run rust:1.75 …`, and the `FROM` of a Dockerfile that a script writes. */
function images(text: string): readonly Statement[] {
  return [...text.matchAll(imageName)].flatMap(({0: name, index}) => imageStatement(name, index) ?? [])
}

function jsonValues(text: string, offset: number): readonly Statement[] {
  return [...text.matchAll(jsonField)].flatMap(field => {
    const [whole, key = '', value = ''] = field
    if (!isRustKey(key)) return []
    const base = field.index + whole.length - value.length
    return [...value.matchAll(/(?<=[[,:"'\\\s]|^)[\w.-]+/g)].flatMap(({0: word, index}) => {
      const name = rustNameOf(word)
      return name === undefined
        ? []
        : [
            {
              ...nameStatement(name, base + index, rustKind(key), 'build matrix inside a string'),
              axis: `${key}@${offset + base}`,
            },
          ]
    })
  })
}

/** A comment, and text that a command only looks for, rewrites or prints, decides nothing. */
function judged(statement: Statement, line: string): Statement {
  if (/^\s*(#|\/\/|::|REM\b)/.test(line)) return {...statement, live: false, why: 'a comment'}
  if (/\b(sed|awk|perl)\b/.test(line)) return {...statement, live: false, why: 'text of a sed command'}
  if (/\bgrep\b|\[\[|^\s*(if\s+)?test\s/.test(line))
    return {...statement, live: false, why: 'something a command looks for'}
  if (printing.test(line) && !line.includes('>')) return {...statement, live: false, why: 'only printed'}
  return statement
}

const printing =
  /^[\s@-]*(?:echo|printf|print|write-host|write-output|(?:log|info|warn|error|success|debug|print|die|fail|usage|header|status)\w{0,20}\s+["'])/i
const rustupCommand =
  /\brustup\s+(?:default|toolchain\s+(?:install|add)|install|update|override\s+set|run)\s+([^\n;&|#]{0,500})/g
const toolchainOption = /--(?:default-)?toolchain(?:\s+|=)["']?([\w.-]+)/g
const assignment = new RegExp(
  String.raw`(?<![\w-])([A-Za-z_][\w-]*)\s*[?:]{0,2}=\s*["']?(${rustNumber}|stable|beta|nightly[\d-]*)(?![\w.-]*\d)`,
  'g',
)
const variableDefault = /\$\{([A-Za-z_]\w{0,60}):?-([\w.-]{1,40})\}/g
const jsonField = /\\?["']([\w-]+)\\?["']\s*:\s*(\[[^\]]{0,500}\]|\\?["'][^"'\n]{0,50}\\?["']|[\d.]+)/g
const imageName = /(?<![\w./:-])(?:[\w.-]{1,60}\/){0,4}(?:rust|muslrust|cargo-chef):\w[\w.-]{0,80}/g
