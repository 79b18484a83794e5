import {count} from '../domain/count.ts'
import {burnDown, type Diagnosis, type ErrorGroup} from '../domain/diagnosis.ts'
import type {Problem} from '../domain/problem.ts'

/** What no longer compiles, by cause, with what a person can do about it. `said`: what cargo itself made of it. */
export function codeBroken(diagnosis: Diagnosis, said: Problem | undefined): Problem {
  const {groups, rounds, stalled} = diagnosis
  const errors = rounds.at(-1)?.errors ?? 0
  const place = groups.flatMap(({places}) => places)[0]
  const shown = groups.slice(0, mostShown).map(groupLine)
  const rest = groups.length > mostShown ? [`… and ${count(groups.length - mostShown, 'more cause')}`] : []
  const why = stalled === undefined ? [] : [stalledText[stalled]]
  return {
    code: said?.code === 'command-failed' || said === undefined ? 'code-broken' : said.code,
    title: `${count(errors, 'error')} of ${count(groups.length, 'cause')} ${errors === 1 ? 'is' : 'are'} left`,
    detail: [
      ...(rounds.length > 1 ? [`errors ${burnDown(diagnosis)}`] : []),
      ...shown,
      ...rest,
      ...why,
      ...firstErrors(groups),
    ].join('\n'),
    nextSteps: nextSteps(groups),
    isWorthKeeping: true,
    ...(place === undefined ? {} : {path: place.path, line: place.line, column: place.column}),
  }
}

/** `3 × E0432 wasi-root-to-p2: what changed (src/a.rs:3:5, src/b.rs:9:1 …)` */
function groupLine({count: number, code, change, title, places}: ErrorGroup): string {
  const cause = [code, change].filter(word => word !== undefined).join(' ')
  const where = places.slice(0, 3).map(({path, line, column}) => `${path}:${line}:${column}`)
  const more = number > where.length && where.length > 0 ? ', …' : ''
  const at = where.length === 0 ? '' : ` (${where.join(', ')}${more})`
  return `${number} × ${cause}${cause === '' ? '' : ': '}${title}${at}`
}

/** The compiler's own words for the first error of each of the largest groups, as far as they are no more than a page. */
function firstErrors(groups: readonly ErrorGroup[]): readonly string[] {
  const lines = groups.slice(0, 3).flatMap(({rendered}) => ['', ...rendered.split('\n')])
  return lines.slice(0, mostLines)
}

function nextSteps(groups: readonly ErrorGroup[]): string[] {
  const example = groups.find(({before, after}) => before !== undefined && after !== undefined)
  const instead =
    example === undefined
      ? []
      : [`${example.change}: write ${onOneLine(example.after)} instead of ${onOneLine(example.before)}`]
  return [...instead, 'Mend what is left by hand and verify again, or roll the step back.']
}

function onOneLine(code = ''): string {
  return code.replaceAll(/\s+/g, ' ')
}

/** Why proposing came to an end while errors are left. */
export const stalledText = {
  'no-progress': 'Mending twice in a row left no fewer errors: nothing more is proposed.',
  'same-errors': 'The same errors are back after mending: nothing more is proposed.',
  'too-many-rounds': 'Mended twenty times, and errors are left: nothing more is proposed.',
}
const mostShown = 12
const mostLines = 40
