import {type Row, type Span, span} from '../rows/row.ts'

/** A row of output with every place marked where it holds the text that is wanted; small letters stand for capitals too. */
export function hitRow(text: string, wanted: string): Row {
  if (wanted === '') return [span(text)]
  const plain = text.replace(colour, '')
  const hits = placesOf(plain, wanted)
  if (hits.length === 0) return [span(text)]
  return plain === text ? spansOf(text, hits, wanted.length) : [span(inverted(text, hits, wanted.length))]
}

/** Where the text begins in the line, each after the end of the one before. */
export function placesOf(line: string, wanted: string): readonly number[] {
  const isExact = wanted !== wanted.toLowerCase()
  const small = line.toLowerCase()
  // Some capitals are longer in small: then the places would be wrong.
  const text = isExact || small.length !== line.length ? line : small
  const places: number[] = []
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) places.push(at)
  return places
}

function spansOf(text: string, hits: readonly number[], length: number): Span[] {
  const marked = hits.flatMap((at, index) => [
    span(text.slice(index === 0 ? 0 : (hits[index - 1] ?? 0) + length, at)),
    span(text.slice(at, at + length), 'hit'),
  ])
  return [...marked, span(text.slice((hits.at(-1) ?? 0) + length))].filter(one => one.text !== '')
}

/** In a coloured text the mark is put between its colours, and again after each that may end it. */
function inverted(text: string, hits: readonly number[], length: number): string {
  const starts = new Set(hits)
  const ends = new Set(hits.map(at => at + length))
  let at = 0
  let isIn = false
  let result = ''
  for (const [part] of text.matchAll(/\x1b\[[0-9:;]*m|[\s\S]/g)) {
    if (part.startsWith('\x1b')) {
      result += isIn ? `${part}${inverse}` : part
      continue
    }
    if (ends.has(at) && isIn) result += upright
    isIn = starts.has(at) || (isIn && !ends.has(at))
    if (starts.has(at)) result += inverse
    result += part
    at += 1
  }
  return isIn ? result + upright : result
}

const colour = /\x1b\[[0-9:;]*m/g
const inverse = '\x1b[7m'
const upright = '\x1b[27m'
