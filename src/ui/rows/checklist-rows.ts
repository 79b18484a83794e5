import {isToDo, placeOf} from '../../domain/checklist.ts'
import {clean} from '../../domain/clean-text.ts'
import type {ShownItem} from '../../domain/question.ts'
import type {Area} from '../area.ts'
import {groupBy} from './group.ts'
import {ends, type Row, span, startAround, windowOf} from './row.ts'
import {itemLook} from './theme.ts'
import {cutStart, pad} from './width.ts'

/** The items below the change that they are about, in a window around the marked one. */
export function checklistRows(items: readonly ShownItem[], highlight: number, {width, height}: Area): Row[] {
  const marked = items[highlight]
  const rows = [...groupBy(items, ({change = ''}) => change)].flatMap(([change, group]) => [
    {row: headingRow(change, group, width), item: undefined},
    ...group.map(item => ({row: itemRow(item, item === marked, width), item})),
  ])
  const at = rows.findIndex(({item}) => item !== undefined && item === marked)
  return windowOf(rows, startAround(Math.max(0, at), rows.length, height), height).map(({row}) => row)
}

function headingRow(change: string, group: readonly ShownItem[], width: number): Row {
  const open = group.filter(isToDo).length
  const count = open === 0 ? 'none open' : `${open} of ${group.length} open`
  return ends([span(clean(change === '' ? 'Files' : change), 'heading')], [span(count, 'dim')], width)
}

function itemRow(item: ShownItem, isMarked: boolean, width: number): Row {
  const {glyph, word, style} = itemLook(item)
  return [
    span(isMarked ? '▸ ' : '  ', 'accent'),
    span(`${glyph} `, style),
    span(pad(word, wordWidth), style),
    span(cutStart(clean(placeOf(item)), width - 4 - wordWidth), isMarked ? 'strong' : undefined),
  ]
}

const wordWidth = 16
