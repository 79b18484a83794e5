import type {WizardView} from '../../store/view.ts'
import type {Area} from '../area.ts'
import {blank, type Row, rule} from '../rows/row.ts'
import {diskPane} from './disk-pane.ts'
import type {SidePane} from './side-pane.ts'
import {treePane} from './tree-pane.ts'

const panes: readonly SidePane[] = [diskPane, treePane]

/** Whether there is anything to stand beside the session. */
export function hasSidePanes(view: WizardView): boolean {
  return panes.some(pane => pane.isThere(view))
}

/** The panes one below the other, each under a rule with its title; exactly as high as the area. */
export function sideRows(view: WizardView, {width, height}: Area): readonly Row[] {
  const rows: Row[] = []
  for (const pane of panes.filter(one => one.isThere(view))) {
    const room = height - rows.length - 1
    if (room < leastRows) break
    const own = pane.rows(view, {width, height: room})
    rows.push(rule(pane.title(view), width, pane.remark?.(view)), ...own.slice(0, room))
  }
  return [...rows, ...Array.from({length: Math.max(0, height - rows.length)}, () => blank)].slice(0, height)
}

const leastRows = 2
