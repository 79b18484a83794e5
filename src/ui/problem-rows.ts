import type {Problem} from '../domain/problem.ts'
import {clean, cleanLines} from './clean-text.ts'
import {prose, type Row} from './row.ts'
import {cut} from './width.ts'

/** What happened, to what, and what to do next: in that order. */
export function problemRows(problem: Problem, width: number, options: {readonly isWarning?: boolean} = {}): Row[] {
  const style = options.isWarning === true ? 'warn' : 'bad'
  const {path, line, column} = problem
  const place = path === undefined ? undefined : [path, line, column].filter(one => one !== undefined).join(':')
  return [
    ...prose(clean(problem.title), width, {style, first: style === 'warn' ? '! ' : '✗ '}),
    ...(place === undefined ? [] : [[{text: cut(`  at ${clean(place)}`, width), style: 'dim' as const}]]),
    ...detailRows(problem.detail, width),
    ...problem.nextSteps.flatMap(step => prose(clean(step), width, {style: 'accent', first: '  → '})),
  ]
}

/** A detail may quote output: indented lines keep their shape, the rest is prose. */
function detailRows(detail: string, width: number): Row[] {
  if (detail.trim() === '') return []
  return cleanLines(detail).flatMap(one =>
    /^\s{2,}/.test(one) ? [[{text: cut(`  ${one}`, width)}]] : prose(one, width, {first: '  '}),
  )
}
