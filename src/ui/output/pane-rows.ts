import {clean} from '../../domain/clean-text.ts'
import {commandLine} from '../../domain/command.ts'
import type {CommandSession} from '../../journal/session.ts'
import type {WizardView} from '../../store/view.ts'
import {blank, ends, type Row, span} from '../rows/row.ts'
import {runningRow} from '../rows/running-row.ts'
import {cut, cutStart, widthOf, wrap} from '../rows/width.ts'
import {duration, relativeTo} from '../rows/words.ts'

/** Above the output: the command as a person would type it, in `most` rows at most; then what it is doing or how it ended. */
export function commandRows(command: CommandSession, view: WizardView, width: number, most = 2): Row[] {
  const [program = '', ...words] = command.argv
  const typed = clean(commandLine({argv: [program, ...words], env: command.env}))
  const folder = relativeTo(view.survey?.root, command.cwd)
  const where = folder === view.survey?.root || folder === command.cwd ? '' : ` in ${clean(folder)}`
  return [
    ...typedRows(typed, where, width, most),
    command.ended === undefined ? runningRow(command, view, width) : endedRow(command, view, width),
    blank,
  ]
}

/** In as many rows as it needs: what is run must be readable. `Y` copies the whole of it. */
function typedRows(typed: string, where: string, width: number, most: number): Row[] {
  const room = width - 4 - widthOf(where)
  const rows = wrap(typed, room)
  const [first = '', ...more] = [...rows.slice(0, most - 1), cut(rows.slice(most - 1).join(' '), room)]
  return [
    ends([span('$ ', 'dim'), span(first, 'strong')], [span(where, 'dim')], width),
    ...more.filter(text => text !== '').map(text => [span('  '), span(text, 'strong')]),
  ]
}

function endedRow(command: CommandSession, {survey}: WizardView, width: number): Row {
  const {outcome, durationMs} = command.ended ?? {outcome: '', durationMs: 0}
  const left = `${clean(outcome)} after ${duration(durationMs)}`
  const log = relativeTo(survey?.root, command.err)
  const room = width - left.length - 6
  return ends([span(left, 'dim')], room < 20 ? [] : [span(`log ${cutStart(clean(log), room - 4)}`, 'dim')], width)
}
