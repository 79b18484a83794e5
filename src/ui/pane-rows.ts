import {commandLine} from '../domain/command.ts'
import type {CommandSession} from '../journal/session.ts'
import type {Tail, WizardView} from '../store/view.ts'
import {clean} from './clean-text.ts'
import {blank, ends, type Row, span} from './row.ts'
import {runningRow} from './running-row.ts'
import {cut, cutStart, widthOf, wrap} from './width.ts'
import {counted, duration, relativeTo} from './words.ts'

/** Above the output: the command as a person would type it, then what it is doing or how it ended. */
export function commandRows(command: CommandSession, view: WizardView, width: number): Row[] {
  const [program = '', ...words] = command.argv
  const typed = clean(commandLine({argv: [program, ...words], cwd: command.cwd}))
  const folder = relativeTo(view.survey?.root, command.cwd)
  const where = folder === view.survey?.root || folder === command.cwd ? '' : ` in ${clean(folder)}`
  return [
    ...typedRows(typed, where, width),
    command.ended === undefined ? runningRow(command, view, width) : endedRow(command, view, width),
    blank,
  ]
}

/** The command in two rows when it needs them: what is run must be readable. The whole of it is in the state file. */
function typedRows(typed: string, where: string, width: number): Row[] {
  const [first = '', ...more] = wrap(typed, width - 4 - widthOf(where))
  return [
    ends([span('$ ', 'dim'), span(first, 'strong')], [span(where, 'dim')], width),
    ...(more.length === 0 ? [] : [[span('  '), span(cut(more.join(' '), width - 2), 'strong')]]),
  ]
}

/** The visible end of the output, `height` rows of it; the last one tells how much is below when it isn't the end. */
export function outputRows(tail: Tail, logEnd: number | undefined, height: number, width: number): Row[] {
  const end = Math.min(logEnd ?? tail.totalLines, tail.totalLines)
  const below = tail.totalLines - end
  const room = below > 0 ? height - 1 : height
  const last = tail.lines.length - below
  const rows = tail.lines.slice(Math.max(0, last - room), Math.max(0, last)).map(text => [span(cut(text, width))])
  if (below === 0) return rows
  const badge = `${counted(below, 'new line')} below, G follows again`
  return [...Array.from({length: room}, (_, at) => rows[at] ?? blank), [span(cut(`↓ ${badge}`, width), 'warn')]]
}

function endedRow(command: CommandSession, {survey}: WizardView, width: number): Row {
  const {outcome, durationMs} = command.ended ?? {outcome: '', durationMs: 0}
  const left = `${clean(outcome)} after ${duration(durationMs)}`
  const log = relativeTo(survey?.root, command.err)
  const room = width - left.length - 6
  return ends([span(left, 'dim')], room < 20 ? [] : [span(`log ${cutStart(clean(log), room - 4)}`, 'dim')], width)
}
