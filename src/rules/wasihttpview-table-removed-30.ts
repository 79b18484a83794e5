import {ioViewSplit} from './parts/io-view-split.ts'
import {aboveOf, functionIn, hasOnly, implOf, ioViewBeside, placeGiven, wasiViewBeside} from './parts/view-impls.ts'
import {itemLines} from './parts/without-item.ts'
import {byHand, edits, type Rule, removed} from './rule.ts'

/** `WasiHttpView` takes its table from `IoView`, as `WasiView` does; from 36 on it has its own again. */
export const wasihttpviewTableRemoved30: Rule = {
  changes: ['wasihttpview-table-removed-30'],
  rewrite: use => {
    const {leaf, file, text} = use
    const view = implOf(leaf)
    const table = view && functionIn(view, 'table')
    if (view === undefined || table === undefined) return undefined
    const other = ioViewBeside(view, file) ?? wasiViewBeside(view, file)
    if (other === undefined) {
      const isAlone = hasOnly(view, ['ctx', 'table']) && !/\b(WasiView|IoView)\b/.test(text)
      return isAlone ? ioViewSplit(view, table, use) : byHand('its IoView may be in another place')
    }
    const shared = functionIn(other, 'table')
    if (shared === undefined || placeGiven(shared)?.text !== placeGiven(table)?.text)
      return byHand('whether both views have the same table can’t be told')
    const above = aboveOf(table)
    const isConditional = above.some(one => one.type === 'attribute_item' && !/^#\[inline\b/.test(one.text))
    return isConditional ? byHand('table() is there on a condition') : edits(removed(itemLines(table, above, text)))
  },
}
