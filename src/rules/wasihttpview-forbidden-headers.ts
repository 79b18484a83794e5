import type {Edit} from '../domain/edit.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, inserted, type Rule, type RustUse, replaced} from './rule.ts'

/**
 * `is_forbidden_header` is asked alone since 36; before, the crate's own list came first. It comes first again, so that
 * no hop-by-hop header is let through that wasn't before.
 */
export const wasihttpviewForbiddenHeaders: Rule = {
  changes: ['wasihttpview-forbidden-headers'],
  rewrite: use => {
    const item = use.leaf.parent
    const body = item?.childForFieldName('body')
    if (!item || !body || /\bDEFAULT_FORBIDDEN_HEADERS\b/.test(body.text) || /^\{\s*true\s*\}$/.test(body.text)) return
    const parameter = item.childForFieldName('parameters')?.namedChildren.at(-1)?.childForFieldName('pattern')
    if (parameter?.type !== 'identifier') return byHand('its parameter has no name')
    const list = pathTo(listAt(use), use)
    if (list === undefined) return byHand('the package doesn’t depend on wasmtime-wasi-http')
    const name = named(parameter, body)
    const asked = withList(body, `${list}.contains(${name})`, use.text)
    return asked === undefined
      ? byHand('the list can’t be asked first here')
      : edits(...(name === parameter.text ? [] : [replaced(parameter, name)]), asked)
  },
}

function listAt({symbols, way}: RustUse): string {
  const root = 'wasmtime_wasi_http::DEFAULT_FORBIDDEN_HEADERS'
  return symbols.isThereAt(root, way.to) ? root : 'wasmtime_wasi_http::types::DEFAULT_FORBIDDEN_HEADERS'
}

/** A parameter that nothing looked at is called `_name`; it is `name` now, unless that is something else. */
function named(parameter: Node, body: Node): string {
  const name = parameter.text.replace(/^_+(?=[a-z])/, '')
  return new RegExp(`\\b_*${name}\\b`).test(body.text) ? parameter.text : name
}

/** The list before the one expression of a function, or a return before its first statement. */
function withList(body: Node, list: string, text: string): Edit | undefined {
  const [first, ...others] = body.namedChildren
  if (!first) return undefined
  const isOnly = others.every(one => one?.type.endsWith('comment'))
  if (isOnly && first.text === 'false') return replaced(first, list)
  if (isOnly && operands.has(first.type)) return inserted(first.startIndex, `${list} || `)
  const lineBreak = /\r?\n[ \t]*$/.exec(text.slice(0, first.startIndex))?.[0]
  if (lineBreak === undefined) return undefined
  const step = lineBreak.endsWith('\t') ? '\t' : '    '
  return inserted(first.startIndex, `if ${list} {${lineBreak}${step}return true;${lineBreak}}${lineBreak}`)
}

/** What may stand behind `||` without parentheses. */
const operands = new Set([
  'binary_expression',
  'call_expression',
  'field_expression',
  'identifier',
  'macro_invocation',
  'match_expression',
  'parenthesized_expression',
  'unary_expression',
])
