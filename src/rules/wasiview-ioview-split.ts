import {meaningOf} from '../rust-source/meaning-of.ts'
import {isPath} from '../scan/api-uses/syntax.ts'
import {ioViewSplit} from './parts/io-view-split.ts'
import {functionIn, hasOnly, implOf, wasiViews} from './parts/view-impls.ts'
import {byHand, type Rule} from './rule.ts'

/** `table()` has a trait of its own, `IoView`; from 36 on it is gone, which is another change. */
export const wasiviewIoviewSplit: Rule = {
  changes: ['wasiview-ioview-split'],
  rewrite: use => {
    const item = implOf(use.leaf)
    const table = item && functionIn(item, 'table')
    if (!item || !table || !isPath(meaningOf(use.leaf, use.file), wasiViews)) return undefined
    return hasOnly(item, ['ctx', 'table'])
      ? ioViewSplit(item, table, use)
      : byHand('it has more in it than ctx() and table()')
  },
}
