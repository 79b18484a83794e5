import type {Span} from '../domain/edit.ts'

/** A list as it stands in a text; the spans of its items have their quotes. */
export type ItemList = {readonly kind: 'flow' | 'block' | 'text'; readonly items: readonly Span[]}

/** A list in brackets inside a longer text, such as a build matrix as JSON in a shell string; undefined without one. */
export type TextList = ItemList & {
  /** From the opening bracket to the closing one, both included. */
  readonly whole: Span
}

/** An item that should vanish from its list, or a value that should stand in a new item behind it. Spans as findings have them. */
export type ItemChange =
  | {readonly kind: 'remove'; readonly item: Span}
  | {readonly kind: 'insert'; readonly behind: Span; readonly value: string}

/** A change and the number of the item that it is about. */
export type PlacedChange = ItemChange & {readonly index: number}

/** A list and what becomes of it. */
export type ListChanges = {readonly list: ItemList | TextList; readonly changes: readonly PlacedChange[]}

/** The list in brackets around a value; undefined where there is none, or one with anything but plain items. */
export function textListAround(text: string, {start, end}: Span): TextList | undefined {
  const [before] = /\[[^[\]{}:]*$/.exec(text.slice(Math.max(0, start - longestList), start)) ?? []
  const [after] = /^[^[\]{}:]*\]/.exec(text.slice(end, end + longestList)) ?? []
  if (before === undefined || after === undefined) return undefined
  const whole = {start: start - before.length, end: end + after.length}
  const inside = text.slice(whole.start + 1, whole.end - 1)
  let offset = whole.start + 1
  const items: Span[] = []
  for (const part of inside.split(',')) {
    const lead = part.length - part.trimStart().length
    if (!plainItem.test(part.trim())) return undefined
    items.push({start: offset + lead, end: offset + lead + part.trim().length})
    offset += part.length + 1
  }
  return {kind: 'text', items, whole}
}

const longestList = 1000
/** With quotes that a shell may have escaped. */
const plainItem = /^(\\?["'])?[\w.+-]{1,100}(\\?["'])?$/
