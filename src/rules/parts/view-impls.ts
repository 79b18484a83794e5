import {closest} from '../../rust-source/ancestors.ts'
import {meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import {moduleOf} from '../../rust-source/read-modules.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import {isPath} from '../../scan/api-uses/syntax.ts'
import {leavesOf} from './leaves-of.ts'

/** The traits through which wasmtime-wasi reaches the state of a store, wherever a major has them. */
export const wasiViews = ['wasmtime_wasi::**::WasiView']
/** The supertrait of 30 to 35; of wasmtime-wasi-io it stays. */
export const ioViews = ['wasmtime_wasi::**::IoView']
const allIoViews = [...ioViews, 'wasmtime_wasi_io::IoView']

/** The `impl` that this name is the trait of. */
export function implOf(leaf: Node): Node | undefined {
  const item = closest(leaf, 'impl_item')
  const trait = item?.childForFieldName('trait')
  const isIn = trait && trait.startIndex <= leaf.startIndex && leaf.endIndex === trait.endIndex
  return isIn ? item : undefined
}

/** The `impl` of wasmtime-wasi's or -io's `IoView` for the same type, in the same module. */
export function ioViewBeside(view: Node, file: UsingFile): Node | undefined {
  return implBeside(view, allIoViews, file)
}

/** The `impl` of `WasiView` for the same type, in the same module. */
export function wasiViewBeside(view: Node, file: UsingFile): Node | undefined {
  return implBeside(view, wasiViews, file)
}

/** The `impl` of one of some traits for the same type, in the same module. */
export function implBeside(item: Node, traits: readonly string[], file: UsingFile): Node | undefined {
  const module = moduleOf(item, file.module).join('::')
  return file.root.descendantsOfType('impl_item').find(one => {
    const trait = one.childForFieldName('trait')
    if (!trait || one.id === item.id || typeOfImpl(one) !== typeOfImpl(item)) return false
    return (
      isPath(resolved(pathSegments(trait), trait, file), traits) && moduleOf(one, file.module).join('::') === module
    )
  })
}

function typeOfImpl(item: Node): string {
  return item.childForFieldName('type')?.text.replace(/\s+/g, '') ?? ''
}

/** Whether all that an `impl` has in it are functions of these names, each once. */
export function hasOnly(item: Node, names: readonly string[]): boolean {
  const members = membersOf(item).filter(({type}) => type !== 'attribute_item' && !type.endsWith('comment'))
  const found = members.map(one => (one.type === 'function_item' ? one.childForFieldName('name')?.text : undefined))
  return found.every(name => name !== undefined && names.includes(name)) && new Set(found).size === found.length
}

/** A function of an `impl`, by its name. */
export function functionIn(item: Node, name: string): Node | undefined {
  return membersOf(item).find(one => one.type === 'function_item' && one.childForFieldName('name')?.text === name)
}

function membersOf(item: Node): readonly Node[] {
  return item.childForFieldName('body')?.namedChildren ?? []
}

/** What stands right above an item and belongs to it: its comments and attributes, from the top. */
export function aboveOf(item: Node): readonly Node[] {
  const above: Node[] = []
  for (let at = item.previousNamedSibling; at !== null; at = at.previousNamedSibling) {
    const next = above[0] ?? item
    const isOwn = at.type === 'attribute_item' || at.type.endsWith('comment')
    const isBeside = /^[ \t]*\r?\n?[ \t]*$/.test(betweenOf(at, next))
    if (!isOwn || !isBeside || standsBehind(at)) break
    above.unshift(at)
  }
  return above
}

/** A comment at the end of a line of code belongs to that line. */
function standsBehind(comment: Node): boolean {
  const before = comment.previousSibling
  return comment.type.endsWith('comment') && before !== null && before.endPosition.row === comment.startPosition.row
}

function betweenOf(first: Node, second: Node): string {
  const parent = first.parent
  if (parent === null) return 'unknown'
  return parent.text.slice(first.endIndex - parent.startIndex, second.startIndex - parent.startIndex)
}

/** A part of the state that a function gives a mutable reference to. */
export type Place = {readonly text: string; readonly fields: readonly string[]; readonly comments: readonly string[]}

/** `&mut self.wasi.ctx`, or `self.ctx` for one that is a reference: what a function is, and nothing else. */
export function placeGiven(method: Node): Place | undefined {
  const inside = method.childForFieldName('body')?.namedChildren ?? []
  const comments = inside.filter(({type}) => type.endsWith('comment'))
  const [expression, ...others] = inside.filter(({type}) => !type.endsWith('comment'))
  if (expression === undefined || others.length > 0) return undefined
  const place = placeOf(expression)
  return place && {...place, comments: comments.map(({text}) => text)}
}

/** The place that an expression borrows. */
export function placeOf(expression: Node): Place | undefined {
  const isBorrow = expression.type === 'reference_expression'
  if (isBorrow && !expression.namedChildren.some(one => one?.type === 'mutable_specifier')) return undefined
  const fields = fieldsOf(isBorrow ? expression.childForFieldName('value') : expression)
  if (fields === undefined || fields.length === 0) return undefined
  return {text: expression.text, fields, comments: []}
}

/** The names after `self`; undefined when something else than fields is in it. */
function fieldsOf(expression: Node | null): readonly string[] | undefined {
  if (expression?.type === 'self') return []
  if (expression?.type !== 'field_expression') return undefined
  const before = fieldsOf(expression.childForFieldName('value'))
  return before && [...before, expression.childForFieldName('field')?.text ?? '']
}

/** The names in a file that mean one of these paths, imports left out; aliases are followed. */
export function namesMeaning(word: string, paths: readonly string[], file: UsingFile): readonly Node[] {
  const own = leavesOf(word, file.root)
  const aliases = own.flatMap(leaf => {
    const clause = closest(leaf, 'use_as_clause')
    const isNamed = pathSegments(clause?.childForFieldName('path') ?? null).at(-1) === word
    return isNamed ? (clause?.childForFieldName('alias')?.text ?? []) : []
  })
  const names = [...own, ...[...new Set(aliases)].flatMap(alias => leavesOf(alias, file.root))]
  return names
    .filter(leaf => closest(leaf, 'use_declaration') === undefined && isPath(meaningOf(leaf, file), paths))
    .toSorted((a, b) => a.startIndex - b.startIndex)
}
