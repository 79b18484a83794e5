import type {Node} from '../../rust-source/rust-parser.ts'
import {byHand, edits, inserted, type Rewrite, type RustUse, removed} from '../rule.ts'
import {pathTo} from './path-to.ts'
import {aboveOf} from './view-impls.ts'
import {itemLines} from './without-item.ts'

/** A view's `table()` moves, as it is, into an `impl IoView` of its own right before. */
export function ioViewSplit(item: Node, table: Node, use: RustUse): Rewrite {
  const {text, symbols, way} = use
  const trait = item.childForFieldName('trait')
  const body = item.childForFieldName('body')
  const path = symbols.isThereAt('wasmtime_wasi::IoView', way.to)
    ? 'wasmtime_wasi::IoView'
    : 'wasmtime_wasi::p2::IoView'
  const name = pathTo(path, use)
  if (!trait || !body || name === undefined) return byHand("the package doesn't depend on wasmtime-wasi")
  const above = aboveOf(table)
  const own = text.slice((above[0] ?? table).startIndex, table.endIndex)
  const header = `${text.slice(item.startIndex, trait.startIndex)}${name}${text.slice(trait.endIndex, body.startIndex)}`
  const [lineBreak, outer, inner] = [/\r?\n/.exec(text)?.[0] ?? '\n', indentOf(item, text), indentOf(table, text)]
  const isOneLine = item.startPosition.row === table.startPosition.row
  const block = isOneLine ? `{ ${own} }` : `{${lineBreak}${inner}${own}${lineBreak}${outer}}`
  const start = (aboveOf(item)[0] ?? item).startIndex
  const attributes = aboveOf(item).filter(({type}) => type === 'attribute_item')
  const conditions = attributes.map(one => `${one.text}${lineBreak}${outer}`).join('')
  const between = isOneLine ? `${lineBreak}${outer}` : `${lineBreak}${lineBreak}${outer}`
  return edits(inserted(start, `${conditions}${header}${block}${between}`), removed(itemLines(table, above, text)))
}

function indentOf(node: Node, text: string): string {
  return /[ \t]*$/.exec(text.slice(0, node.startIndex).replace(/[^\s][^\n]*$/, ''))?.[0] ?? ''
}
