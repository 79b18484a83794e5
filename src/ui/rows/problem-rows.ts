import {clean, cleanLines} from '../../domain/clean-text.ts'
import type {Problem} from '../../domain/problem.ts'
import {codeFrame, isFrameLine} from './code-frame.ts'
import {blank, prose, type Row, span} from './row.ts'
import {cut} from './width.ts'

/** What happened, to what, and what to do next: in that order. */
export function problemRows(problem: Problem, width: number, options: {readonly isWarning?: boolean} = {}): Row[] {
  const style = options.isWarning === true ? 'warn' : 'bad'
  const {path, line, column} = problem
  const place = path === undefined ? undefined : [path, line, column].filter(one => one !== undefined).join(':')
  return [
    ...prose(clean(problem.title), width, {style, first: style === 'warn' ? '! ' : '✗ '}),
    ...(place === undefined ? [] : [[{text: cut(`  at ${clean(place)}`, width), style: 'dim' as const}]]),
    ...quotedRows(problem.detail, width),
    ...problem.nextSteps.flatMap(step => prose(clean(step), width, {style: 'accent', first: '  → '})),
  ]
}

/** A detail may quote output: code frames and indented lines keep their shape, the rest is prose. */
export function quotedRows(detail: string, width: number): Row[] {
  if (detail.trim() === '') return []
  return stretches(cleanLines(detail)).flatMap(lines => {
    const [first = ''] = lines
    if (isFrameLine(first)) return codeFrame(lines, width - 2).map(row => [span('  '), ...row])
    if (first.trim() === '') return [blank]
    const [, head, note = ''] = /^(\s+= )(.*)$/.exec(first) ?? []
    if (head !== undefined) return prose(note, width, {first: `  ${head}`})
    return /^\s{2,}/.test(first) ? [[span(cut(`  ${first}`, width))]] : prose(first, width, {first: '  '})
  })
}

/** The lines, those of one code frame together. */
function stretches(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = []
  for (const line of lines) {
    const last = found.at(-1)
    if (last !== undefined && isFrameLine(line) && isFrameLine(last[0] ?? '')) last.push(line)
    else found.push([line])
  }
  return found
}
