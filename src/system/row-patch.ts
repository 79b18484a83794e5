import {type RowCells, rowCells} from './row-cells.ts'

/**
 * What turns one row of the screen into another: the stretches that differ, each at its own address, colours ended behind
 * each. Undefined where a row holds characters whose width isn't certain, or is too wide: then it is written whole.
 */
export function rowPatch(before: string, after: string, y: number, columns: number): string | undefined {
  const [old, next] = [rowCells(before), rowCells(after)]
  if (old === undefined || next === undefined || next.text.length > columns) return undefined
  const stretches = differences(old, next).map(([from, to]) => `${address(y, from)}${styled(next, from, to)}`)
  const erased = next.text.length < old.text.length ? `${address(y, next.text.length)}\x1b[K` : ''
  return stretches.join('') + erased
}

/** From and to, where the columns of the new row differ from the old one's; stretches with a small gap are one. */
function differences(old: RowCells, next: RowCells): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  for (let at = 0; at < next.text.length; at++) {
    if (next.text[at] === old.text[at] && next.styles[at] === old.styles[at]) continue
    const last = found.at(-1)
    if (last !== undefined && at - last[1] <= smallGap) last[1] = at + 1
    else found.push([at, at + 1])
  }
  return found
}

function styled({text, styles}: RowCells, from: number, to: number): string {
  let result = ''
  let style = ''
  let start = from
  const write = (end: number) => {
    result += text.slice(start, end)
    start = end
  }
  for (let at = from; at < to; at++) {
    const wanted = styles[at] ?? ''
    if (wanted === style) continue
    write(at)
    result += wanted === '' ? '\x1b[0m' : `\x1b[0;${wanted}m`
    style = wanted
  }
  write(to)
  return style === '' ? result : `${result}\x1b[0m`
}

function address(y: number, column: number): string {
  return `\x1b[${y};${column + 1}H`
}

/** Writing a few columns again is shorter than another address. */
const smallGap = 6
