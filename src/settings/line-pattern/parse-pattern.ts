/** A pattern as it is written, taken apart. */
export type PatternNode =
  | {readonly kind: 'one'; readonly accepts: Accepts}
  | {readonly kind: 'edge'; readonly holds: Holds}
  | {readonly kind: 'all'; readonly nodes: readonly PatternNode[]}
  | {readonly kind: 'either'; readonly ways: readonly PatternNode[]}
  | {readonly kind: 'number'; readonly node: PatternNode}
  | {
      readonly kind: 'repeat'
      readonly node: PatternNode
      readonly least: number
      readonly most: number
      readonly isLazy: boolean
    }

/** Whether one character is wanted here. */
export type Accepts = (character: string) => boolean
/** Whether a place between two characters is wanted; undefined stands for the line's start and end. */
export type Holds = (before: string | undefined, after: string | undefined) => boolean

/** Said of a pattern that can't be used, as a clause. */
export class PatternError extends Error {}

/**
 * Reads a pattern in the part of regular expressions that can be matched in a time that grows with the text alone: characters,
 * classes, groups, choices, repetitions, `^`, `$` and `\b`. Throws a PatternError for what else there is: references to
 * groups, and looking ahead or behind.
 */
export function parsePattern(text: string): PatternNode {
  const reader = {text, at: 0}
  const node = either(reader)
  if (reader.at < text.length) throw new PatternError(`“)” at ${reader.at + 1} closes nothing`)
  return node
}

type Reader = {readonly text: string; at: number}

function either(reader: Reader): PatternNode {
  const ways = [all(reader)]
  while (takes(reader, '|')) ways.push(all(reader))
  return ways.length === 1 && ways[0] !== undefined ? ways[0] : {kind: 'either', ways}
}

function all(reader: Reader): PatternNode {
  const nodes: PatternNode[] = []
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at] ?? '')) nodes.push(repeated(reader))
  return {kind: 'all', nodes}
}

function repeated(reader: Reader): PatternNode {
  const node = single(reader)
  const found = /^(?:[*+?]|\{(\d{1,3})(?:(,)(\d{0,3}))?\})(\??)/.exec(reader.text.slice(reader.at, reader.at + 16))
  if (found === null) return node
  reader.at += found[0].length
  const [range, lazy] = [timesOf(found), found[4] === '?']
  if (range.most < range.least) throw new PatternError(`“${found[0]}” is the wrong way round`)
  if (/^[*+?{]/.test(reader.text.slice(reader.at))) throw new PatternError(`nothing to repeat at ${reader.at + 1}`)
  return {kind: 'repeat', node, ...range, isLazy: lazy}
}

function timesOf([whole, least, comma, most]: RegExpExecArray): {readonly least: number; readonly most: number} {
  if (least !== undefined) {
    const from = Number(least)
    if (comma === undefined) return {least: from, most: from}
    return {least: from, most: most === undefined || most === '' ? Infinity : Number(most)}
  }
  if (whole.startsWith('?')) return {least: 0, most: 1}
  return {least: whole.startsWith('+') ? 1 : 0, most: Infinity}
}

function single(reader: Reader): PatternNode {
  const {text, at} = reader
  const character = text[at] ?? ''
  if (character === '(') return group(reader)
  if (character === '[') return {kind: 'one', accepts: accepting(classAt(reader))}
  if (character === '\\') return escaped(reader)
  reader.at += 1
  if (character === '^') return {kind: 'edge', holds: before => before === undefined}
  if (character === '$') return {kind: 'edge', holds: (_, after) => after === undefined}
  if (/[*+?{}\]]/.test(character)) throw new PatternError(`“${character}” at ${at + 1} needs a “\\” before it`)
  if (character === '.') return {kind: 'one', accepts: () => true}
  const whole = String.fromCodePoint(text.codePointAt(at) ?? 0)
  reader.at = at + whole.length
  return {kind: 'one', accepts: given => given === whole}
}

function group(reader: Reader): PatternNode {
  const start = reader.at
  reader.at += 1
  const isPlain = reader.text.startsWith('?:', reader.at)
  if (isPlain) reader.at += 2
  else if (reader.text[reader.at] === '?') {
    throw new PatternError(`“(?” at ${start + 1}: looking ahead, behind and names of groups are not known`)
  }
  const node = either(reader)
  if (!takes(reader, ')')) throw new PatternError(`“(” at ${start + 1} is not closed`)
  return isPlain ? node : {kind: 'number', node}
}

function escaped(reader: Reader): PatternNode {
  const [at, letter] = [reader.at, reader.text[reader.at + 1] ?? '']
  reader.at += 2
  if (letter === 'b') return {kind: 'edge', holds: (before, after) => isOfWord(before) !== isOfWord(after)}
  if (!/[dDwWsSt]|[^\w\s]/.test(letter)) throw new PatternError(`“\\${letter}” at ${at + 1} is not known`)
  return {kind: 'one', accepts: accepting(`[\\${letter}]`)}
}

/** The whole of `[…]`, with what stands behind a `\` in it. */
function classAt(reader: Reader): string {
  const found = /^\[\^?(?:\\[dDwWsSt\W]|[^\\\]])+\]/.exec(reader.text.slice(reader.at))?.[0]
  if (found === undefined)
    throw new PatternError(`“[” at ${reader.at + 1} is not closed, empty, or holds an unknown “\\”`)
  reader.at += found.length
  return found
}

/** One character at a time: there is nothing that could be tried again. */
function accepting(oneOf: string): Accepts {
  const one = singleCharacter(oneOf)
  const ascii = Array.from({length: 128}, (_, code) => one.test(String.fromCharCode(code)))
  return character => ascii[character.charCodeAt(0)] ?? one.test(character)
}

function singleCharacter(oneOf: string): RegExp {
  try {
    return new RegExp(`^${oneOf.replace(/\\([^\w\s])/g, hex)}$`, 'u')
  } catch {
    throw new PatternError(`“${oneOf}” is no set of characters`)
  }
}

/** `\/` and the like are errors to the engine; by its number any character may be named. */
function hex(_: string, character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function isOfWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character)
}

function takes(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false
  reader.at += 1
  return true
}
