import type {Edit, Span} from '../domain/edit.ts'
import type {ItemList, PlacedChange} from './text-list.ts'

/** The offset edits for changes to one list, or why there are none. */
export function itemEdits(text: string, list: ItemList, changes: readonly PlacedChange[]): readonly Edit[] | string {
  const gone = new Set(changes.flatMap(({kind, index}) => (kind === 'remove' ? [index] : [])))
  const isEmptied = gone.size === list.items.length && changes.every(({kind}) => kind === 'remove')
  if (isEmptied) return 'nothing would be left in the list'
  const edits: Edit[] = []
  for (const change of changes) {
    const planned = change.kind === 'remove' ? removal({text, list, gone}, change.index) : insertion(text, list, change)
    if (typeof planned === 'string') return planned
    edits.push(...planned)
  }
  return apart(edits)
}

/** Rows that go away together may share a line break; anything else that overlaps is refused. */
function apart(edits: readonly Edit[]): readonly Edit[] | string {
  const result: Edit[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1)
    if (last === undefined || edit.start >= last.end) result.push(edit)
    else if (edit.text !== '' || last.text !== '') return 'two changes want the same place'
    else result.splice(-1, 1, {...last, end: Math.max(last.end, edit.end)})
  }
  return result
}

type Removing = {readonly text: string; readonly list: ItemList; readonly gone: ReadonlySet<number>}

function removal({text, list, gone}: Removing, index: number): readonly Edit[] | string {
  const item = list.items[index]
  if (item === undefined) return unknown
  const row = rowOf(text, item, list.kind)
  if (row !== undefined) return [{...row.whole, text: ''}]
  if (list.kind === 'block') return 'more than one item stands in its line'
  const hasKeptBefore = list.items.some((_, other) => other < index && !gone.has(other))
  const [previous, next] = [list.items[index - 1], list.items[index + 1]]
  const span = hasKeptBefore ? {start: previous?.end ?? 0, end: item.end} : {start: item.start, end: next?.start ?? 0}
  if (span.end <= span.start || !isGap(text, hasKeptBefore ? previous : item, hasKeptBefore ? item : next)) {
    return 'more than a comma stands between the items'
  }
  return [{...span, text: ''}]
}

function insertion(
  text: string,
  list: ItemList,
  change: Extract<PlacedChange, {kind: 'insert'}>,
): readonly Edit[] | string {
  const item = list.items[change.index]
  const raw = item === undefined ? undefined : newItem(text, list, item, change)
  if (item === undefined || raw === undefined) return 'the value could not be written as its neighbour is'
  const row = rowOf(text, item, list.kind)
  if (row === undefined && list.kind === 'block') return 'more than one item stands in its line'
  if (row === undefined) return [{start: item.end, end: item.end, text: `${separatorOf(text, list)}${raw}`}]
  const lead = text.slice(row.content.start, item.start)
  const comma = list.kind === 'block' ? '' : ','
  const hasComma = comma === '' || text.slice(item.end, row.content.end).trimStart().startsWith(',')
  const line = `${lead}${raw}${hasComma ? comma : ''}`
  const end = row.content.end
  return [
    ...(hasComma ? [] : [{start: item.end, end: item.end, text: ','}]),
    {start: end, end, text: `${lineBreakOf(text)}${line}`},
  ]
}

/** The neighbour as it is written, with the new value in it; a number that YAML would shorten gets quotes. */
function newItem(
  text: string,
  {kind}: ItemList,
  {start, end}: Span,
  {behind, value}: {readonly behind: Span; readonly value: string},
): string | undefined {
  const raw = text.slice(start, behind.start) + value + text.slice(behind.end, end)
  const isShortened = /^\d+\.\d+$/.test(raw) && String(Number(raw)) !== raw
  if (!isShortened) return raw
  // Quotes inside somebody else's string may end it.
  return kind === 'text' ? undefined : `"${raw}"`
}

type Row = {readonly content: Span; readonly whole: Span}

/** The line of an item that has it to itself, without and with a line break; undefined for one that shares its line. */
function rowOf(text: string, {start, end}: Span, kind: ItemList['kind']): Row | undefined {
  if (kind === 'text') return undefined
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  const lineEnd = next === -1 ? text.length : next
  const content = {start: lineStart, end: text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd}
  const isAlone = kind === 'block' ? /^[ \t]*-[ \t]+$/ : /^[ \t]+$/
  if (!isAlone.test(text.slice(lineStart, start)) || !/^[ \t]*,?[ \t]*(#.*)?$/.test(text.slice(end, content.end)))
    return undefined
  if (next !== -1) return {content, whole: {start: lineStart, end: lineEnd + 1}}
  // The last line has its break before it.
  const lineBreak = text[lineStart - 2] === '\r' ? 2 : 1
  return {content, whole: {start: Math.max(0, lineStart - lineBreak), end: lineEnd}}
}

function isGap(text: string, before: Span | undefined, after: Span | undefined): boolean {
  return before !== undefined && after !== undefined && /^\s*,\s*$/.test(text.slice(before.end, after.start))
}

/** What stands between two items of the list; a comma and a space where there is one item only. */
function separatorOf(text: string, {items}: ItemList): string {
  const [first, second] = items
  const between = first && second && text.slice(first.end, second.start)
  return between !== undefined && /^\s*,\s*$/.test(between) ? between : ', '
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

const unknown = 'it is not in the list'
