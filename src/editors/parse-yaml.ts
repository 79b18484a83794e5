import {isAlias, isMap, isScalar, isSeq, type Scalar, visit} from 'yaml'
import type {Span} from '../domain/edit.ts'
import {type Adaptation, type Leaf, type ParsedFile, replaceInPlace, type ValueChange} from './leaves.ts'
import {yamlDocuments} from './yaml-documents.ts'

/** Reads YAML for editing, one document or several. */
export function parseYaml(text: string): ParsedFile {
  const leaves = new Map<string, Leaf>()
  const scalars: Scalar[] = []
  for (const [index, document] of yamlDocuments(text, {uniqueKeys: true}).entries()) {
    const error = document.errors[0]
    if (error !== undefined) throw error
    collectLeaves(document.contents, [index], leaves)
    visit(document, {Scalar: (_key, scalar) => void scalars.push(scalar)})
  }
  return {leaves, adapt: change => adaptChange(text, scalars, change)}
}

/** A plain scalar that would be read as another number (1.90 as 1.9), or no longer as text, gets quotes. */
function adaptChange(text: string, scalars: readonly Scalar[], change: ValueChange): Adaptation {
  const plain = scalars.find(scalar => scalar.type === 'PLAIN' && isExactly(scalar, change.span))
  if (plain !== undefined && needsQuotes(plain, change.to)) {
    return {kind: 'edits', edits: [{...change.span, text: `"${change.to}"`}], drops: [], notes: []}
  }
  if (plain !== undefined || !isLossyNumber(change.to) || !isBareInJson(text, change.span))
    return replaceInPlace(change)
  return {
    kind: 'cannot',
    why: `JSON would read the number ${change.to} as ${Number(change.to)}: put it in quotes first`,
  }
}

function needsQuotes(scalar: Scalar, to: string): boolean {
  return isLossyNumber(to) || (typeof scalar.value === 'string' && isNumber(to))
}

function collectLeaves(node: unknown, path: readonly (string | number)[], leaves: Map<string, Leaf>): void {
  const key = JSON.stringify(path)
  if (isAlias(node)) leaves.set(key, {kind: 'other', written: `*${node.source}`, read: `*${node.source}`})
  else if (isScalar(node)) leaves.set(key, leafOf(node))
  else if (isSeq(node)) {
    leaves.set(`${key}[]`, {kind: 'other', written: '', read: ''})
    for (const [index, item] of node.items.entries()) collectLeaves(item, [...path, index], leaves)
  } else if (isMap(node)) {
    leaves.set(`${key}{}`, {kind: 'other', written: '', read: ''})
    for (const pair of node.items) collectLeaves(pair.value, [...path, String(pair.key)], leaves)
  }
}

function leafOf(scalar: Scalar): Leaf {
  const {value} = scalar
  if (typeof value === 'string') return {kind: 'text', written: value, read: value}
  const read = String(value)
  return {kind: typeof value === 'number' ? 'number' : 'other', written: scalar.source ?? read, read}
}

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text)
}

function isLossyNumber(text: string): boolean {
  return isNumber(text) && String(Number(text)) !== text
}

function isExactly(scalar: Scalar, span: Span): boolean {
  return scalar.range?.[0] === span.start && scalar.range[1] === span.end
}

/** Whether the span is an unquoted item of JSON that stands inside a longer string. */
function isBareInJson(text: string, span: Span): boolean {
  return /[[,:]\s*$/.test(text.slice(0, span.start)) && /^\s*[,\]}]/.test(text.slice(span.end))
}
