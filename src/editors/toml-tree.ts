import {parse} from 'smol-toml'
import {type AST, parseTOML} from 'toml-eslint-parser'
import {withoutBom} from './parse-toml.ts'

/** Keys from the top of a file down; items of arrays by their index in decimal digits. */
export type TomlPath = readonly string[]

/** A value of a TOML file: what it is the value of, where that is a key, or the array that it is an item of. */
export type TomlPart = {
  readonly path: TomlPath
  readonly value: AST.TOMLContentNode
  readonly pair?: AST.TOMLKeyValue
  readonly array?: AST.TOMLArray
}

/** A TOML file as its syntax, every value by its path. */
export type TomlTree = {
  readonly text: string
  readonly parts: readonly TomlPart[]
  /** `[package]`, `[[bin]]`; what stands above them isn't here. */
  readonly tables: readonly {readonly path: TomlPath; readonly node: AST.TOMLTable}[]
}

/** Reads a text; throws with the parser's own message when it is broken. */
export function readTomlTree(text: string): TomlTree {
  const program = parseTOML(withoutBom(text), {tomlVersion: '1.0'})
  const parts: TomlPart[] = []
  const tables: {path: TomlPath; node: AST.TOMLTable}[] = []
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') collectPair(node, [], parts)
    else {
      const path = node.resolvedKey.map(String)
      tables.push({path, node})
      for (const pair of node.body) collectPair(pair, path, parts)
    }
  }
  return {text, parts, tables}
}

/** The value at a path; undefined where there is none, or where it is put together from several places. */
export function partAt({parts}: TomlTree, path: TomlPath): TomlPart | undefined {
  return parts.find(part => isSamePath(part.path, path))
}

export function isSamePath(a: TomlPath, b: TomlPath): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index])
}

/** A text as data. */
export function readTomlData(text: string): Record<string, unknown> {
  return parse(withoutBom(text), {integersAsBigInt: 'asNeeded'})
}

function collectPair(pair: AST.TOMLKeyValue, above: TomlPath, parts: TomlPart[]): void {
  const keys = pair.key.keys.map(key => (key.type === 'TOMLBare' ? key.name : key.value))
  const path = [...above, ...keys]
  parts.push({path, value: pair.value, pair})
  collectBelow(pair.value, path, parts)
}

function collectBelow(value: AST.TOMLContentNode, path: TomlPath, parts: TomlPart[]): void {
  if (value.type === 'TOMLInlineTable') for (const pair of value.body) collectPair(pair, path, parts)
  if (value.type !== 'TOMLArray') return
  for (const [index, item] of value.elements.entries()) {
    const at = [...path, String(index)]
    parts.push({path: at, value: item, array: value})
    collectBelow(item, at, parts)
  }
}
