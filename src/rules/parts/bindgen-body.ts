import type {Edit, Span} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {removed} from '../rule.ts'

/** One `key: value` (or `key => value`) of a list between braces in a macro's tokens; the span goes from key to value. */
export type BindgenEntry = {readonly key: Node; readonly value: readonly Node[]; readonly span: Span}

/** The braces with the options of a `bindgen!` call; undefined for the short forms, which have no options. */
export function bindgenBody(macro: Node): Node | undefined {
  const tokens = macro.namedChildren.find(child => child?.type === 'token_tree')
  const inner = tokens === undefined ? [] : tokensOf(tokens)
  const [body] = inner
  return inner.length === 1 && body?.type === 'token_tree' && body.text.startsWith('{') ? body : undefined
}

/** The entries of a list between braces, in the order of the text; undefined where something else stands between its commas. */
export function bindgenEntries(body: Node): readonly BindgenEntry[] | undefined {
  const entries: BindgenEntry[] = []
  for (const part of split(tokensOf(body))) {
    const [key, colon, ...value] = part
    const last = value.at(-1)
    if (key === undefined || (colon?.type !== ':' && colon?.type !== '=>') || last === undefined) return undefined
    entries.push({key, value, span: {start: key.startIndex, end: last.endIndex}})
  }
  return entries
}

/** The texts of a list of strings between brackets, without their quotes; undefined when it holds anything else. */
export function stringsIn(list: Node): readonly string[] | undefined {
  const parts = split(tokensOf(list))
  if (!list.text.startsWith('[') || parts.some(part => part.length !== 1 || part[0]?.type !== 'string_literal')) return
  return parts.map(([literal]) => literal?.text.slice(1, -1) ?? '')
}

/** Takes an entry away with a comma beside it, and with its line where nothing else stands there. */
export function withoutEntry({span}: BindgenEntry, text: string): Edit {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1
  const before = text.slice(lineStart, span.start)
  const comma = /^\s*,/.exec(text.slice(span.end))?.[0].length ?? 0
  const rest = /^[ \t]*\r?\n/.exec(text.slice(span.end + comma))
  if (rest !== null && before.trim() === '') return removed({start: lineStart, end: span.end + comma + rest[0].length})
  const commaBefore = /,[ \t]*$/.exec(before)?.[0].length
  if (commaBefore !== undefined) return removed({start: span.start - commaBefore, end: span.end})
  const blanks = /^ */.exec(text.slice(span.end + comma))?.[0].length ?? 0
  return removed({start: span.start, end: span.end + comma + blanks})
}

/** The comments inside of an entry's value. */
export function commentsIn({value}: BindgenEntry): readonly string[] {
  return value.flatMap(node =>
    node
      .descendantsOfType(['line_comment', 'block_comment'])
      .flatMap(one => (one === null ? [] : [one.text.trimEnd()])),
  )
}

/** The tokens between the braces of a tree, comments left out. */
function tokensOf(tree: Node): readonly Node[] {
  return tree.children.slice(1, -1).flatMap(child => (child === null || child.type.endsWith('comment') ? [] : [child]))
}

function split(tokens: readonly Node[]): readonly (readonly Node[])[] {
  const parts: Node[][] = [[]]
  for (const token of tokens) {
    if (token.type === ',') parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts
}
