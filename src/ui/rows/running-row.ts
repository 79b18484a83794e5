import {clean} from '../../domain/clean-text.ts'
import {tellLife} from '../../domain/life-sign.ts'
import {earlierRunMs} from '../../journal/earlier-run.ts'
import type {CommandSession} from '../../journal/session.ts'
import type {Progress, WizardView} from '../../store/view.ts'
import {cutRow, ends, type Row, rowWidth, span} from './row.ts'
import {clockTime} from './words.ts'

/** How far a command is, and for how long; beside it how long it took before, where that is known. */
export function runningRow(command: CommandSession, view: WizardView, width: number): Row {
  const right = [span([timeOf(command, view), pidOf(command)].filter(Boolean).join('  '), 'dim')]
  const {progress} = view.tail
  if (command.paused !== undefined) return ends(pausedRow(command.paused), right, width)
  const sign = signOf(command, view)
  if (sign !== undefined) return silentRow(sign, command, view, width)
  if (progress === undefined) return ends([span('running', 'accent')], right, width)
  return ends(progressRow(progress, width - rowWidth(right) - 2), right, width)
}

/** The same where the output isn't on the screen: with the last thing that was said. */
export function heartbeatRow(command: CommandSession, view: WizardView, width: number): Row {
  const {progress, lines} = view.tail
  if (progress !== undefined || command.paused !== undefined || signOf(command, view) !== undefined)
    return runningRow(command, view, width)
  const last = clean(lines.findLast(line => line.trim() !== '') ?? '').trim()
  const left = [span('● running', 'accent'), span(last === '' ? '' : `  ${last}`, 'dim')]
  return ends(left, [span(timeOf(command, view), 'dim')], width)
}

/** `1:12 of about 2:10`, and when that is over `2:31, took 2:10 before`. */
function timeOf(command: CommandSession, view: WizardView): string {
  const {session} = view
  const elapsedMs = elapsedOf(command, view)
  const earlierMs = session === undefined ? undefined : earlierRunMs(session, command)
  const elapsed = clockTime(elapsedMs)
  if (earlierMs === undefined || earlierMs < 1000) return elapsed
  const earlier = clockTime(earlierMs)
  return elapsedMs <= earlierMs ? `${elapsed} of about ${earlier}` : `${elapsed}, took ${earlier} before`
}

/** What there is to tell of a command that says nothing; undefined for one that does. */
function signOf({marker}: CommandSession, {life}: WizardView): string | undefined {
  return life?.marker === marker ? tellLife(life, {short: true}) : undefined
}

/** The process number makes room for the words where both have none. */
function silentRow(sign: string, command: CommandSession, view: WizardView, width: number): Row {
  const left = [span(`● ${clean(sign)}`, 'warn')]
  const [time, pid] = [timeOf(command, view), pidOf(command)]
  const isRoomy = rowWidth(left) + time.length + pid.length + 4 <= width
  return ends(left, [span(isRoomy ? `${time}  ${pid}` : time, 'dim')], width)
}

/** As wide as a process number can get: the bar must not change its length with it. */
function pidOf(command: CommandSession): string {
  return command.process === undefined ? '' : `pid ${command.process.pid}`.padStart('pid 4194304'.length)
}

/** Of this wizard's own commands without the time that the machine was suspended; a clock that was set back counts as none. */
function elapsedOf({marker, startedAt}: CommandSession, {began, steadyMs, nowMs}: WizardView): number {
  const elapsedMs = began?.marker === marker ? steadyMs - began.steadyMs : nowMs - Date.parse(startedAt)
  return Math.max(0, elapsedMs)
}

function pausedRow(why: string): Row {
  return [span('■ paused', 'warn'), span(`  ${clean(why)}`, 'dim')]
}

function progressRow({done, total, label}: Progress, width: number): Row {
  const count = `${String(done).padStart(String(total).length)} of ${total}`
  const barWidth = Math.max(8, Math.min(40, Math.floor(width * 0.4)))
  const filled = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * barWidth)
  const bar = [span('█'.repeat(filled), 'accent'), span('░'.repeat(barWidth - filled), 'dim')]
  return cutRow([...bar, span(`  ${count}`), span(`  ${clean(label)}`, 'dim')], width)
}
