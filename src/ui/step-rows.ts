import {type Phase, phases, type StepPlan} from '../domain/plan.ts'
import type {Session, StepSession} from '../journal/session.ts'
import {clean} from './clean-text.ts'
import type {Area} from './layout.ts'
import {type Row, span, startAround, windowOf} from './row.ts'
import {type StyleName, statusLook} from './theme.ts'
import {pad, padLeft} from './width.ts'
import {duration, phaseWord, riskWord} from './words.ts'

/** A session's steps, one row each: phase (once), glyph, title, state in a word, time. */
export function sessionRows(
  session: Session,
  currentId: string | undefined,
  {width, height}: Area,
  nowMs: number,
): Row[] {
  const [state, time] = [12, 11]
  const current = session.steps.findIndex(step => step.plan.id === currentId)
  return around(session.steps, current, height).map((step, at, shown) => {
    const look = statusLook[step.state.status]
    const isCurrent = step.plan.id === currentId
    const titleWidth = width - phaseWidth - 4 - state - time
    return [
      phaseCell(step.plan.phase, shown[at - 1]?.plan.phase),
      span(isCurrent ? '▸' : ' ', 'accent'),
      span(` ${look.glyph} `, look.style),
      span(pad(clean(step.plan.title), titleWidth), titleStyle(step, isCurrent)),
      span(` ${pad(wordOf(step), state - 1)}`, look.style),
      span(padLeft(timeOf(step, nowMs), time), 'dim'),
    ]
  })
}

/** A plan's steps before it starts: phase (once), mark, title, risk in words. */
export function planRows(steps: readonly StepPlan[], highlight: number, {width, height}: Area): Row[] {
  const risk = 12
  return around(steps, highlight, height).map((step, at, shown) => {
    const isMarked = step === steps[highlight]
    return [
      phaseCell(step.phase, shown[at - 1]?.phase),
      span(isMarked ? '▸ ' : '  ', 'accent'),
      span(pad(clean(step.title), width - phaseWidth - 2 - risk), isMarked ? 'marked' : undefined),
      span(padLeft(riskWord[step.risk], risk), riskStyle[step.risk]),
    ]
  })
}

/** `step 2/7`: where the session stands, for the header. */
export function stepNumber(session: Session, stepId: string | undefined): string {
  const at = session.steps.findIndex(step => step.plan.id === stepId)
  return at === -1 ? `${session.steps.length} steps` : `step ${at + 1}/${session.steps.length}`
}

/** As many of the items as fit, with the one at hand among them. */
function around<T>(items: readonly T[], at: number, height: number): readonly T[] {
  return windowOf(items, startAround(Math.max(0, at), items.length, height), height)
}

function phaseCell(phase: Phase, before: Phase | undefined) {
  return span(pad(phase === before ? '' : phaseWord[phase], phaseWidth), 'dim')
}

function titleStyle(step: StepSession, isCurrent: boolean): StyleName | undefined {
  if (isCurrent) return 'strong'
  return ['waiting', 'not-needed', 'skipped'].includes(step.state.status) ? 'dim' : undefined
}

function wordOf({state, attempt}: StepSession): string {
  const {word} = statusLook[state.status]
  return attempt > 1 && ['running', 'failed', 'verified'].includes(state.status) ? `try ${attempt} ${word}` : word
}

function timeOf({state, durationMs, startedAt}: StepSession, nowMs: number): string {
  if (state.status === 'running' && startedAt !== undefined) return duration(Math.max(0, nowMs - Date.parse(startedAt)))
  return durationMs > 0 ? duration(durationMs) : ''
}

const phaseWidth = Math.max(...phases.map(phase => phaseWord[phase].length)) + 1
const riskStyle: Readonly<Record<StepPlan['risk'], StyleName>> = {none: 'dim', low: 'dim', medium: 'warn', high: 'bad'}
