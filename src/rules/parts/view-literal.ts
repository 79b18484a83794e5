import type {Edit} from '../../domain/edit.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {replaced} from '../rule.ts'
import type {Place} from './view-impls.ts'

/**
 * Makes a function give `WasiCtxView {ctx, table}`, laid out as the function is; the table's comments come along, `others`
 * are further fields. `body` is a block that has one expression in it.
 */
export function viewLiteral(
  body: Node,
  name: string,
  [ctx, table]: readonly [Place, Place],
  comments: readonly string[],
  text: string,
  others: readonly string[] = [],
): Edit {
  const expression = body.namedChildren.findLast(one => one !== null && !one.type.endsWith('comment'))
  const fields = [`ctx: ${ctx.text}`, `table: ${table.text}`, ...others]
  if (!expression) return replaced(body, body.text)
  if (!body.text.includes('\n') && comments.length === 0)
    return replaced(expression, `${name} { ${fields.join(', ')} }`)
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n'
  const outer = indentAt(body.startIndex, text)
  const isOneLine = !body.text.includes('\n')
  const inner = isOneLine ? `${outer}${fourSpaces}` : indentAt(expression.startIndex, text)
  const unit = inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : fourSpaces
  const plain = comments.map(comment => comment.trimEnd().replace(/^\/\/[/!]/, '//'))
  const lines = [fields[0], ...plain, ...fields.slice(1)].map(
    (line, at) => `${inner}${unit}${line}${isField(at) ? ',' : ''}`,
  )
  const literal = [`${name} {`, ...lines, `${inner}}`].join(lineBreak)
  return isOneLine
    ? replaced(body, `{${lineBreak}${inner}${literal}${lineBreak}${outer}}`)
    : replaced(expression, literal)

  function isField(at: number): boolean {
    return at === 0 || at > plain.length
  }
}

function indentAt(offset: number, text: string): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

const fourSpaces = '    '
