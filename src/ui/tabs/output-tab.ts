import type {WizardView} from '../../store/view.ts'
import type {Area} from '../area.ts'
import {commandRows} from '../output/pane-rows.ts'
import {line, type Row} from '../rows/row.ts'
import type {Tab} from './tab.ts'

/** The command at hand, as whole as there is room for it, and all of its output. */
export const outputTab: Tab = {
  id: 'output',
  number: 2,
  label: 'Output',
  isThere: ({command}) => command !== undefined,
  detail: (view, area) => ({head: headRows(view, area), body: 'output'}),
}

/** Most of the room is for the output; where there is little, not even an empty row is left between. */
function headRows(view: WizardView, {width, height}: Area): readonly Row[] {
  if (view.command === undefined) return []
  const rows = commandRows(view.command, view, width, Math.max(1, Math.min(5, Math.floor(height / 4))))
  const known = height < 8 ? rows.slice(0, -1) : rows
  return isEmpty(view) ? [...known, line('It said nothing, or the files with its output are gone.', 'dim')] : known
}

/** Not a command that only just began. */
function isEmpty({command, tail}: WizardView): boolean {
  return command?.ended !== undefined && tail.totalLines === 0
}
