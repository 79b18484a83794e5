import {isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq} from 'yaml'
import type {Span} from '../domain/edit.ts'
import type {PlaceKind} from '../domain/finding.ts'
import {formats} from './formats.ts'
import type {ItemList} from './text-list.ts'
import {yamlDocuments} from './yaml-documents.ts'

/**
 * One thing that a file says, in its order: a value, a key, the beginning or end of a list. Two files are the same when
 * their tokens are; an item that appears or vanishes is one token more or less.
 */
export type Token = {readonly span: Span; readonly kind: string; readonly read: string}

/** A file read for changing its lists. */
export type ListFile = {
  readonly tokens: readonly Token[]
  /** The list that has exactly this item, if one does; the spans of its items have their quotes. */
  readonly lists: readonly ItemList[]
}

/** Reads a file for changing its lists; throws with the parser's own message when it is broken. */
export function readLists(place: PlaceKind, text: string): ListFile {
  const {name} = formats[place]
  if (name === 'YAML') return readYaml(text)
  return {tokens: lineTokens(text), lists: []}
}

function lineTokens(text: string): readonly Token[] {
  let start = 0
  return text.split('\n').map(read => {
    const span = {start, end: start + read.length}
    start = span.end + 1
    return {span, kind: 'line', read}
  })
}

function readYaml(text: string): ListFile {
  const tokens: Token[] = []
  const lists: ItemList[] = []
  for (const document of yamlDocuments(text)) {
    const [error] = document.errors
    if (error !== undefined) throw error
    tokens.push(bracket('document'))
    collect(document.contents, tokens, lists)
  }
  return {tokens, lists}
}

function collect(node: unknown, tokens: Token[], lists: ItemList[]): void {
  if (isSeq(node)) collectSeq(node, tokens, lists)
  else if (isMap(node)) collectMap(node, tokens, lists)
  else if (isScalar(node)) {
    const kind = typeof node.value === 'string' ? 'text' : typeof node.value
    tokens.push({span: spanOf(node), kind, read: kind === 'text' ? String(node.value) : String(node.source)})
  } else if (isAlias(node)) tokens.push({span: spanOf(node), kind: 'alias', read: node.source})
  else tokens.push(bracket('nothing'))
}

function collectSeq(node: YAMLSeq, tokens: Token[], lists: ItemList[]): void {
  const items = node.items.filter(isScalar)
  if (items.length === node.items.length) {
    lists.push({kind: node.flow === true ? 'flow' : 'block', items: items.map(spanOf)})
  }
  tokens.push(bracket('['))
  for (const item of node.items) collect(item, tokens, lists)
  tokens.push(bracket(']'))
}

function collectMap(node: YAMLMap, tokens: Token[], lists: ItemList[]): void {
  tokens.push(bracket('{'))
  for (const {key, value} of node.items) {
    tokens.push({...bracket('key'), read: isScalar(key) ? String(key.value) : ''})
    collect(value, tokens, lists)
  }
  tokens.push(bracket('}'))
}

function spanOf({range}: Pick<Node, 'range'>): Span {
  const [start = 0, end = start] = range ?? []
  return {start, end}
}

function bracket(kind: string): Token {
  return {span: {start: -1, end: -1}, kind, read: ''}
}
