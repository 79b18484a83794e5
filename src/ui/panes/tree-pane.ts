import {clean} from '../../domain/clean-text.ts'
import type {Trees} from '../../plan/compare-trees.ts'
import {cutRow, line, type Row, span} from '../rows/row.ts'
import {crateRows, familyRows, headline, unlockedRows} from '../rows/tree-rows.ts'
import type {SidePane} from './side-pane.ts'

/** The family beside the session all the time: what moved, who brings it now, who holds it. */
export const treePane: SidePane = {
  title: () => 'wasmtime tree',
  remark: ({trees}) => (trees === undefined ? '' : headline(trees)),
  isThere: ({session}) => session !== undefined && session.plan.target.wasmtime !== null,
  rows: ({trees}, {width, height}) => {
    if (trees === undefined) return [line('Reading the lockfile', 'dim')]
    const held = holderLines(trees, width)
    const rows = [
      ...trees.changes.slice(0, 1).flatMap(change => crateRows(change, width)),
      ...familyRows(trees.now, width),
      ...unlockedRows(trees.now, width),
    ]
    const room = Math.max(1, height - held.length)
    if (rows.length <= room) return [...rows, ...held]
    return [...rows.slice(0, room - 1), line('… 3 shows all', 'dim'), ...held]
  },
}

/** A row a holder; two at most. */
function holderLines({now}: Trees, width: number): Row[] {
  const rows = now.holders.map(({title}) => cutRow([span('! ', 'warn'), span(clean(title), 'warn')], width))
  return rows.length <= 2 ? rows : [...rows.slice(0, 1), line(`! ${rows.length - 1} more holders`, 'warn')]
}
