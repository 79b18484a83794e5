import type {Node} from '../rust-source/rust-parser.ts'
import {tableOf} from './parts/http-view.ts'
import {pathTo} from './parts/path-to.ts'
import {functionIn, implOf, ioViewBeside} from './parts/view-impls.ts'
import {byHand, edits, inserted, type Rule, type RustUse} from './rule.ts'

/** `WasiHttpView` has its own `table()` again; it gives what that of `IoView` gave. From 43 on it is gone once more. */
export const wasihttpviewTableBack: Rule = {
  changes: ['wasihttpview-table-back'],
  rewrite: use => {
    const view = implOf(use.leaf)
    const ctx = view && functionIn(view, 'ctx')
    if (view === undefined || functionIn(view, 'table') !== undefined) return undefined
    if (ctx === undefined) return byHand('it has no ctx()')
    const table = tableOf(view, use.file)
    const type = typeOfTable(view, use)
    if (table === undefined || type === undefined) return byHand('where its table is can’t be told')
    const {text} = use
    const indent = /\r?\n[ \t]*$/.exec(text.slice(0, ctx.startIndex))?.[0]
    const head = `fn table(&mut self) -> &mut ${type}`
    if (indent === undefined) return edits(inserted(ctx.endIndex, ` ${head} { ${table.text} }`))
    const step = indent.endsWith('\t') ? '\t' : '    '
    const emptyLine = indent.startsWith('\r') ? '\r\n' : '\n'
    return edits(inserted(ctx.endIndex, `${emptyLine}${indent}${head} {${indent}${step}${table.text}${indent}}`))
  },
}

/** As `IoView` calls it, else by its path. */
function typeOfTable(view: Node, use: RustUse): string | undefined {
  const io = ioViewBeside(view, use.file)
  const returned = io && functionIn(io, 'table')?.childForFieldName('return_type')
  return returned?.childForFieldName('type')?.text ?? pathTo('wasmtime::component::ResourceTable', use)
}
