import {cut, widthOf} from '../rows/width.ts'

/** The text from column `from` on, cut to `width`; an ellipsis stands at each end where something is missing. Colours survive. */
export function sliceColumns(text: string, from: number, width: number): string {
  if (from <= 0) return cut(text, width)
  const [, rest] = splitAt(text, from + 1)
  return widthOf(rest) === 0 ? '' : cut(`…${rest}`, width)
}

/** The text in rows of `width` columns, `most` of them at most: broken wherever a row ends, as the terminal itself would. */
export function foldColumns(text: string, width: number, most: number): readonly string[] {
  const rows: string[] = []
  let rest = text
  while (rows.length < most && (rows.length === 0 || visible.test(rest))) {
    const [row, after] = splitAt(rest, Math.max(2, width))
    rows.push(row)
    rest = after
  }
  return rows
}

/** Both parts of a text that is taken apart at a column; the colours at that place go on in the second. */
function splitAt(text: string, column: number): readonly [string, string] {
  if (plain.test(text)) return [text.slice(0, column), text.slice(column)]
  let colours = ''
  let used = 0
  let at = 0
  for (const {0: part, index} of text.matchAll(parts)) {
    at = index + part.length
    if (part.startsWith('\x1b')) {
      colours = reset.test(part) ? '' : colours + part
      continue
    }
    const taken = fitting(part, column - used, used === 0)
    used += widthOf(part.slice(0, taken))
    if (taken < part.length) {
      at = index + taken
      break
    }
  }
  const first = text.slice(0, at)
  const rest = text.slice(at)
  return [colours === '' ? first : `${first}\x1b[0m`, rest === '' ? '' : colours + rest]
}

/** How many units of the text `room` columns hold; no character is torn, and the first is taken however wide it is where it must. */
function fitting(text: string, room: number, mustTake: boolean): number {
  let used = 0
  for (const {segment, index} of segmenter.segment(text)) {
    used += widthOf(segment)
    if (used > room && (index > 0 || !mustTake)) return index
  }
  return text.length
}

const plain = /^[\x20-\x7e]*$/
const parts = /\x1b\[[0-9:;]*m|[^\x1b]+/g
/** Something other than colours; only the beginning is looked at. */
const visible = /^(?:\x1b\[[0-9:;]*m)*[^\x1b]/
const reset = /^\x1b\[0*m$/
const segmenter = new Intl.Segmenter()
