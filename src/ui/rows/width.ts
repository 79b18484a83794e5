import {columnWidth, graphemes} from '../../domain/column-width.ts'

/** Columns a text takes on the terminal; colours take none. */
export function widthOf(text: string): number {
  return columnWidth(text)
}

/** At most `width` columns of the text, with an ellipsis where something is missing. Colours survive. */
export function cut(text: string, width: number): string {
  if (width <= 0) return ''
  if (plain.test(text)) return text.length <= width ? text : `${text.slice(0, width - 1)}…`
  return columnWidth(text) <= width ? text : cutWide(text, width)
}

/** Cuts at the front: the end of a path says more than its beginning. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width <= 0) return ''
  const kept = [...graphemes(text)]
  while (kept.length > 0 && widthOf(kept.join('')) > width - 1) kept.shift()
  return `…${kept.join('')}`
}

/** The text at exactly `width` columns. */
export function pad(text: string, width: number): string {
  const short = cut(text, width)
  return short + ' '.repeat(Math.max(0, width - widthOf(short)))
}

/** As `pad`, set against the right edge. */
export function padLeft(text: string, width: number): string {
  const short = cut(text, width)
  return ' '.repeat(Math.max(0, width - widthOf(short))) + short
}

/** The text in lines of at most `width` columns, broken between words where that is possible. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap(one => pieces(one, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** As many of the items as fit, whole, and how many more there are; at least the first. */
export function fitting(items: readonly string[], room: number): string {
  const count = items.findLastIndex((_, at) => widthOf(listed(items, at + 1)) <= room) + 1
  return items.length === 0 ? '' : listed(items, Math.max(1, count))
}

function listed(items: readonly string[], shown: number): string {
  const rest = items.length - shown
  return items.slice(0, shown).join(', ') + (rest > 0 ? ` +${rest}` : '')
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width || width < 2) return [word]
  const parts: string[] = ['']
  for (const grapheme of graphemes(word)) {
    const last = parts.at(-1) ?? ''
    if (widthOf(last + grapheme) <= width) parts[parts.length - 1] = last + grapheme
    else parts.push(grapheme)
  }
  return parts
}

function cutWide(text: string, width: number): string {
  let result = ''
  let used = 0
  for (const part of text.match(/\x1b\[[0-9:;]*m|[^\x1b]+/g) ?? []) {
    if (part.startsWith('\x1b')) {
      result += part
      continue
    }
    for (const grapheme of graphemes(part)) {
      const next = used + columnWidth(grapheme)
      if (next > width - 1) return `${result}…${result.includes('\x1b') ? '\x1b[0m' : ''}`
      result += grapheme
      used = next
    }
  }
  return result
}

const plain = /^[\x20-\x7e]*$/
