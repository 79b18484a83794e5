import {matchLine, readPattern} from '../settings/line-pattern/line-pattern.ts'
import type {NumberToRead} from '../settings/read-number-schema.ts'
import {withoutColours} from './cargo-messages.ts'

/** What a command printed. */
export type Printed = {readonly out: string; readonly err: string}

/**
 * The number in what a command printed: in the last line that matches, stdout's before stderr's; with `json` in the whole of
 * stdout, or in its last line that is JSON. What is wrong, as a clause, where there is none.
 */
export function readNumber(printed: Printed, wanted: NumberToRead): number | {readonly problem: string} {
  const {pattern, json = ''} = wanted
  return pattern === undefined ? byPath(printed.out, json) : byPattern(printed, pattern)
}

function byPattern({out, err}: Printed, text: string): number | {readonly problem: string} {
  const pattern = readPattern(text)
  if ('problem' in pattern) return pattern
  for (const output of [out, err]) {
    // What it costs grows with both: no pattern may keep the wizard busy for seconds.
    const looked = output.slice(-Math.floor(mostWork / pattern.steps.length))
    for (const line of withoutColours(looked)
      .split(/[\r\n]+/)
      .reverse()) {
      const found = matchLine(pattern, line)
      if (found !== undefined) return numberOf(found)
    }
  }
  return {problem: `no line matches ${text}`}
}

function byPath(out: string, path: string): number | {readonly problem: string} {
  const document = parsed(out) ?? lastDocument(out.split('\n'))
  if (document === undefined) return {problem: 'it prints no JSON'}
  let value: unknown = document
  for (const key of path.split('.')) value = memberOf(value, key)
  if (value === undefined) return {problem: `its JSON has no ${path}`}
  return typeof value === 'string' || typeof value === 'number'
    ? numberOf(String(value))
    : {problem: `${path} is no number`}
}

function lastDocument(lines: readonly string[]): unknown {
  for (const line of lines.toReversed()) {
    const document = parsed(line)
    if (document !== undefined) return document
  }
  return undefined
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Digits with a point at most, an exponent at most; `1,234` or `1_234` as well. */
function numberOf(text: string): number | {readonly problem: string} {
  const digits = text.trim().replace(/(\d)[,_](?=\d{3}(?!\d))/g, '$1')
  const isNumber = digits.length <= 40 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(digits)
  const value = Number(digits)
  return isNumber && Number.isFinite(value) ? value : {problem: `“${text.slice(0, 40)}” is no number`}
}

/** Steps of a pattern times characters: some two seconds for the worst pattern, a moment for the others. */
const mostWork = 4_000_000
