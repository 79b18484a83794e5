import {applyEdits, type Edit, type Span} from '../domain/edit.ts'
import type {PlaceKind} from '../domain/finding.ts'
import {itemEdits} from './item-edits.ts'
import {type ListFile, readLists, type Token} from './list-tokens.ts'
import type {ReplacementPlan} from './replace-values.ts'
import {
  type ItemChange,
  type ItemList,
  type ListChanges,
  type PlacedChange,
  type TextList,
  textListAround,
} from './text-list.ts'

export type {ItemChange} from './text-list.ts'

/**
 * Plans to take items out of lists and to put new ones in: a sequence of YAML, in a line or in rows, or a list in brackets
 * inside a longer text. A new item is written as its neighbour is. Gives offset edits that were proved by reading the
 * result: exactly these items appear and vanish.
 */
export function editListItems(place: PlaceKind, text: string, changes: readonly ItemChange[]): ReplacementPlan {
  if (changes.length === 0) return {kind: 'nothing'}
  const before = read(place, text)
  if (typeof before === 'string') return cannot(`the file ${before}`)
  const groups = groupByList(text, before, changes)
  if (groups === undefined) return cannot('it stands in no list whose items could be told apart')
  const edits: Edit[] = []
  for (const {list, changes: ofList} of groups) {
    const planned = itemEdits(text, list, ofList)
    if (typeof planned === 'string') return cannot(planned)
    edits.push(...planned)
  }
  const after = read(place, applyEdits(text, edits))
  if (typeof after === 'string') return cannot(`the edited file ${after}`)
  return isProven(text, groups, before.tokens, after.tokens)
    ? {kind: 'edits', edits, notes: []}
    : cannot('the edit would change something else')
}

/** Reads a file, to tell the items of the list that holds a value, each with its quotes; none outside of lists. */
export function readItems(place: PlaceKind, text: string): (span: Span) => readonly Span[] {
  const file = read(place, text)
  return span => (typeof file === 'string' ? [] : (listOf(text, file, span)?.items ?? []))
}

function groupByList(text: string, file: ListFile, changes: readonly ItemChange[]): ListChanges[] | undefined {
  const groups = new Map<string, {list: ItemList; changes: PlacedChange[]}>()
  for (const change of changes) {
    const span = change.kind === 'remove' ? change.item : change.behind
    const list = listOf(text, file, span)
    const index = list?.items.findIndex(item => isInside(span, item)) ?? -1
    if (list === undefined || index === -1) return undefined
    const key = String(list.items[0]?.start)
    const group = groups.get(key) ?? {list, changes: []}
    group.changes.push({...change, index})
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** An item of a sequence that is a whole command holds a value as well, but isn't one. */
function listOf(text: string, {lists}: ListFile, span: Span): ItemList | undefined {
  const item = (list: ItemList) => list.items.find(one => isInside(span, one))
  const list = lists.find(item)
  const found = list && item(list)
  const isPlain = found !== undefined && /^["']?[\w.+-]{1,100}["']?$/.test(text.slice(found.start, found.end))
  return isPlain ? list : textListAround(text, span)
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** What the file must say afterwards, token by token. */
function isProven(
  text: string,
  groups: readonly ListChanges[],
  before: readonly Token[],
  after: readonly Token[],
): boolean {
  const expected = groups.reduce<readonly Token[]>((tokens, group) => withChanges(text, tokens, group), before)
  return (
    expected.length === after.length &&
    expected.every(({kind, read}, index) => {
      const now = after[index]
      return now !== undefined && now.read === read && (now.kind === kind || kind === 'new')
    })
  )
}

function withChanges(text: string, tokens: readonly Token[], {list, changes}: ListChanges): readonly Token[] {
  if ('whole' in list) return tokens.map(token => withTextChanges(text, token, list, changes))
  return tokens.flatMap(token => {
    const index = list.items.findIndex(({start, end}) => start === token.span.start && end === token.span.end)
    if (index === -1) return [token]
    const own = changes.filter(change => change.index === index)
    const added = own.flatMap(change =>
      change.kind === 'insert' ? [{...token, span: nowhere, kind: 'new', read: readAs(text, token, change)}] : [],
    )
    return own.some(({kind}) => kind === 'remove') ? added : [token, ...added]
  })
}

/** The neighbour's text with the value in the place of the neighbour's. */
function readAs(text: string, {read}: Token, {behind, value}: Extract<ItemChange, {kind: 'insert'}>): string {
  return read.replace(text.slice(behind.start, behind.end), value)
}

/** A list inside a value: the value reads as before, but for the list. */
function withTextChanges(text: string, token: Token, list: TextList, changes: readonly PlacedChange[]): Token {
  if (!isInside(list.whole, token.span)) return token
  const edits = itemEdits(text, list, changes)
  if (typeof edits === 'string') return token
  const {start, end} = list.whole
  const old = text.slice(start, end)
  const now = applyEdits(
    old,
    edits.map(edit => ({...edit, start: edit.start - start, end: edit.end - start})),
  )
  const [from, to] = token.read.includes(old) ? [old, now] : [unescaped(old), unescaped(now)]
  const parts = token.read.split(from)
  const at = text.slice(token.span.start, start).split(old).length
  return {...token, read: parts.slice(0, at).join(from) + to + parts.slice(at).join(from)}
}

function unescaped(text: string): string {
  return text.replaceAll('\\"', '"')
}

function read(place: PlaceKind, text: string): ListFile | string {
  try {
    return readLists(place, text)
  } catch (error) {
    return `cannot be read: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`
  }
}

function cannot(why: string): ReplacementPlan {
  return {kind: 'cannot', why}
}

const nowhere: Span = {start: -1, end: -1}
