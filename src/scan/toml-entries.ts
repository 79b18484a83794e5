import {parse, TomlError} from 'smol-toml'
import {type AST, ParseError, parseTOML} from 'toml-eslint-parser'
import type {Span} from '../domain/edit.ts'
import {NotParsedError} from './source-file.ts'

/** One scalar of a TOML file: where its key begins and where its value stands (inside the quotes). */
export type TomlEntry = {
  readonly path: readonly string[]
  readonly value: string | number | boolean | Date
  readonly keyStart: number
  readonly span: Span
}

/** A table or array, empty ones included, and where its key begins. */
export type TomlContainer = {readonly path: readonly string[]; readonly keyStart: number}

export type TomlFile =
  | {readonly kind: 'parsed'; readonly entries: readonly TomlEntry[]; readonly containers: readonly TomlContainer[]}
  | {readonly kind: 'broken'; readonly message: string; readonly line: number; readonly column: number}

/** Every scalar and container of a TOML text with its place, in the order of the file; or where the text is broken. */
export function readToml(text: string): TomlFile {
  // A manifest is read for what it says and for what it states, one after the other: the latest file is kept.
  if (latest?.text !== text) latest = {text, file: parsed(text)}
  return latest.file
}

let latest: {readonly text: string; readonly file: TomlFile} | undefined

function parsed(text: string): TomlFile {
  try {
    // The parser counts a byte order mark as text; a space in its place keeps the offsets.
    const [top] = parseTOML(text.replace(/^\uFEFF/, ' '), {tomlVersion: '1.0'}).body
    const found: Found = {entries: [], containers: []}
    for (const node of top.body) collect(node, [], found)
    return {kind: 'parsed', ...found}
  } catch (error) {
    // The parsers call themselves for each level.
    if (error instanceof RangeError) return {kind: 'broken', message: 'it is nested too deeply', line: 1, column: 1}
    if (!(error instanceof ParseError)) throw error
    return {kind: 'broken', ...describeBroken(text, error)}
  }
}

/** The scalars of a file that must be TOML; throws `NotParsedError` when it isn't. */
export function tomlEntries(text: string): readonly TomlEntry[] {
  const file = readToml(text)
  if (file.kind === 'broken') throw new NotParsedError({format: 'TOML', ...file})
  return file.entries
}

/** Whether a path is exactly these keys. */
export function isAt(path: readonly string[], ...keys: readonly string[]): boolean {
  return path.length === keys.length && keys.every((key, index) => path[index] === key)
}

/** The reading parser names the place of an unfinished line better; where it sees no fault, the first one speaks. */
function describeBroken(text: string, error: ParseError): {message: string; line: number; column: number} {
  try {
    parse(text.replace(/^\uFEFF/, ' '))
  } catch (other) {
    if (!(other instanceof TomlError)) throw other
    const message = other.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''
    return {message, line: other.line, column: other.column}
  }
  return {message: error.message, line: error.lineNumber, column: error.column + 1}
}

type Found = {readonly entries: TomlEntry[]; readonly containers: TomlContainer[]}

function collect(node: AST.TOMLTable | AST.TOMLKeyValue, parent: readonly string[], found: Found): void {
  const keyStart = node.range[0]
  if (node.type === 'TOMLTable') {
    const path = node.resolvedKey.map(String)
    found.containers.push({path, keyStart})
    for (const child of node.body) collect(child, path, found)
    return
  }
  const keys = node.key.keys.map(key => (key.type === 'TOMLBare' ? key.name : key.value))
  collectValue(node.value, {path: [...parent, ...keys], keyStart}, found)
}

function collectValue(node: AST.TOMLContentNode, at: TomlContainer, found: Found): void {
  if (node.type === 'TOMLValue') {
    const quotes = quoteLength(node)
    const span = {start: node.range[0] + quotes, end: node.range[1] - quotes}
    found.entries.push({...at, value: node.value, span})
    return
  }
  found.containers.push(at)
  if (node.type === 'TOMLInlineTable') {
    for (const child of node.body) collect(child, at.path, found)
    return
  }
  for (const [index, element] of node.elements.entries()) {
    collectValue(element, {...at, path: [...at.path, String(index)]}, found)
  }
}

function quoteLength(node: AST.TOMLValue): number {
  if (node.kind !== 'string') return 0
  return node.multiline ? 3 : 1
}
