import {positionOf} from '../domain/edit.ts'
import type {Fault} from './source-file.ts'

/**
 * Where a text stops being JSON. The engine's own message names a place for some faults only, so the tokens are read once
 * more: the fault is the first that isn't one, or that can't follow the one before it. Takes JSON without comments.
 */
export function jsonFault(text: string): Fault {
  let before = 'start'
  let offset = 0
  for (const {0: token, index} of text.matchAll(jsonToken)) {
    const kind = kindOf(token)
    if (!(follows[before] ?? '').includes(kind)) return faultAt(text, index, token)
    before = kind
    offset = index + token.length
  }
  return faultAt(text, offset, '')
}

function faultAt(text: string, offset: number, token: string): Fault {
  const message = token === '' ? 'it ends too early' : `unexpected ${JSON.stringify(token.slice(0, 20))}`
  return {format: 'JSON', message, ...positionOf(text, offset)}
}

/** `v` is a value, anything that can't begin a token is `?`. */
function kindOf(token: string): string {
  if (/^[{}[\],:]$/.test(token)) return token
  return /^(?:".*"|-?\d.*|true|false|null)$/s.test(token) ? 'v' : '?'
}

const follows: Readonly<Record<string, string>> = {
  start: '{[v',
  '{': 'v}',
  '[': 'v]{[',
  ',': 'v{[',
  ':': 'v{[',
  v: ',:}]',
  '}': ',}]',
  ']': ',}]',
}
const jsonToken = /"(?:[^"\\\n]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|"[^\n]*/g
