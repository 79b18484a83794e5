import type {Node} from '../rust-source/rust-parser.ts'
import {bothBorrowed} from './parts/both-borrowed.ts'
import {tableOf} from './parts/http-view.ts'
import {pathTo} from './parts/path-to.ts'
import {aboveOf, functionIn, hasOnly, implOf, type Place, placeGiven} from './parts/view-impls.ts'
import {viewLiteral} from './parts/view-literal.ts'
import {itemLines} from './parts/without-item.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed, replaced} from './rule.ts'

/**
 * `WasiHttpView` has one method that lends context, table and hooks together. That is safe where each is a field of its
 * own; what a view did beyond that belongs in hooks, which people have to write.
 */
export const wasihttpviewHttpMethod: Rule = {
  changes: ['wasihttpview-http-method'],
  rewrite: use => {
    const view = implOf(use.leaf)
    const ctx = view && functionIn(view, 'ctx')
    if (view === undefined || ctx === undefined || functionIn(view, 'http') !== undefined) return undefined
    if (!hasOnly(view, ['ctx', 'table'])) return byHand('what it overrides belongs in an impl of WasiHttpHooks')
    const places = [placeGiven(ctx), tableOf(view, use.file)] as const
    const [first, second] = places
    if (first === undefined || second === undefined) return byHand('where its context or its table is can’t be told')
    const why = bothBorrowed(first, second, view, use.file)
    return why === undefined ? withHttp(view, ctx, [first, second], use) : byHand(why)
  },
}

/** `ctx` becomes `http`; `table` goes, its comments come along. */
function withHttp(view: Node, ctx: Node, places: readonly [Place, Place], use: RustUse): Rewrite {
  const path = viewPath(use)
  const parts = ['name', 'return_type', 'body'].map(field => ctx.childForFieldName(field))
  const [name, returned, body] = parts
  if (path === undefined || !name || !returned || !body) return byHand('the package doesn’t know wasmtime-wasi-http')
  const table = functionIn(view, 'table')
  const above = table === undefined ? [] : aboveOf(table)
  if (above.some(one => one.type === 'attribute_item' && !/^#\[inline\b/.test(one.text)))
    return byHand('table() is there on a condition')
  const told = above.flatMap(({type, text}) => (type.endsWith('comment') ? [text] : []))
  const comments = table === undefined ? [] : [...told, ...places[1].comments]
  return edits(
    replaced(name, 'http'),
    replaced(returned, `${path}<'_>`),
    viewLiteral(body, path, places, comments, use.text, ['hooks: Default::default()']),
    ...(table === undefined ? [] : [removed(itemLines(table, above, use.text))]),
  )
}

function viewPath(use: RustUse): string | undefined {
  const paths = ['wasmtime_wasi_http::p2::WasiHttpCtxView', 'wasmtime_wasi_http::WasiHttpCtxView']
  const path = paths.find(one => use.symbols.isThereAt(one, use.way.to))
  return path && pathTo(path, use)
}
