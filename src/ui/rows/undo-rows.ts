import {clean} from '../../domain/clean-text.ts'
import type {UndoChoice} from '../../domain/question.ts'
import type {Area} from '../area.ts'
import {ends, line, type Row, span, startAround, windowOf} from './row.ts'
import {cut, widthOf} from './width.ts'
import {counted} from './words.ts'

/** The ways back: steps, the latest first, then several at once; a window around the marked one. */
export function undoList(choices: readonly UndoChoice[], highlight: number, {width, height}: Area): Row[] {
  const rows = choices.flatMap((choice, at) => [
    ...(at === 0 ? [{row: line('Steps, the latest first', 'heading'), at: -1}] : []),
    ...(at === firstOfSeveral(choices) ? [{row: line('Several at once', 'heading'), at: -1}] : []),
    {row: choiceRow(choice, at === highlight, width), at},
  ])
  const marked = rows.findIndex(({at}) => at === highlight)
  // The first heading comes into view with the first choice.
  const start = highlight === 0 ? 0 : startAround(Math.max(0, marked), rows.length, height)
  return windowOf(rows, start, height).map(({row}) => row)
}

/** Rows of the whole list, headings included. */
export function undoListCount(choices: readonly UndoChoice[]): number {
  return choices.length + (firstOfSeveral(choices) > 0 ? 2 : 1)
}

function firstOfSeveral(choices: readonly UndoChoice[]): number {
  return choices.findIndex(({kind}) => kind !== 'step')
}

function choiceRow(choice: UndoChoice, isMarked: boolean, width: number): Row {
  const extent = extentOf(choice)
  const title = cut(clean(choice.title), width - widthOf(extent) - 5)
  return ends(
    [span(isMarked ? '▸ ' : '  ', 'accent'), span(title, isMarked ? 'marked' : undefined)],
    [span(extent, choice.isRefused === true ? 'warn' : 'dim')],
    width,
  )
}

/** `3 steps, 7 files`: how much a choice takes back. */
export function extentOf({steps, files, isRefused}: UndoChoice): string {
  if (isRefused === true) return '■ can’t stand'
  const taken = files.length === 0 ? 'no file' : counted(files.length, 'file')
  return steps.length > 1 ? `${counted(steps.length, 'step')}, ${taken}` : taken
}
