import {clean} from '../../domain/clean-text.ts'
import {type Phase, phases} from '../../domain/phase.ts'
import type {StepPlan} from '../../domain/plan.ts'
import type {Session, StepSession} from '../../journal/session.ts'
import type {Area} from '../area.ts'
import {blank, ends, line, type Row, span, startAround, windowOf} from './row.ts'
import {type StyleName, statusLook} from './theme.ts'
import {pad, padLeft} from './width.ts'
import {clockTime, phaseWord, riskWord} from './words.ts'

/** A session's steps: glyph, title, state in a word and, where there is room, the time and what came of it. */
export function sessionRows(session: Session, currentId: string | undefined, area: Area, nowMs: number): Row[] {
  const current = session.steps.findIndex(step => step.plan.id === currentId)
  const outcome = (step: StepSession, width: number) => outcomeRow(step, width, nowMs)
  const title = (step: StepSession, width: number): Row => {
    const look = statusLook[step.state.status]
    const isCurrent = step.plan.id === currentId
    const timeWidth = width >= roomForTime ? 8 : 0
    return [
      span(isCurrent ? '▸' : ' ', 'accent'),
      span(` ${look.glyph} `, look.style),
      span(pad(clean(step.plan.title), width - 4 - stateWidth - timeWidth), titleStyle(step, isCurrent)),
      span(` ${pad(look.word, stateWidth - 1)}`, look.style),
      span(timeWidth === 0 ? '' : padLeft(timeOf(step, nowMs), timeWidth), 'dim'),
    ]
  }
  return listed(session.steps, current, area, title, outcome)
}

/** Below a step's title, where there is height for it: what came of it and how long it took, or its risk before. */
function outcomeRow(step: StepSession, width: number, nowMs: number): Row {
  return ends([span(`    ${clean(outcomeOf(step))}`, 'dim')], [span(timeOf(step, nowMs), 'dim')], width - 1)
}

function outcomeOf({plan, state}: StepSession): string {
  switch (state.status) {
    case 'accepted':
    case 'verified':
      return state.summary
    case 'not-needed':
      return state.evidence
    case 'failed':
    case 'blocked':
      return state.problem.title
    case 'skipped':
    case 'undone':
      return `by ${state.by}`
    case 'waiting':
    case 'running':
      return riskWord[plan.risk]
    default:
      return state satisfies never
  }
}

/** A plan's steps before it starts: mark, tick, title, and the risk in words, or that it is left out. */
export function planRows(
  steps: readonly StepPlan[],
  leftOut: readonly StepPlan[],
  highlight: number,
  area: Area,
): Row[] {
  const items = steps.map(plan => ({plan}))
  return listed(items, highlight, area, ({plan}, width) => {
    const isMarked = plan === steps[highlight]
    const isOut = leftOut.includes(plan)
    const look = isOut ? leftOutLook : {glyph: '✓', word: riskWord[plan.risk], style: riskStyle[plan.risk]}
    return [
      span(isMarked ? '▸ ' : '  ', 'accent'),
      span(`${look.glyph} `, isOut ? 'dim' : 'good'),
      span(pad(clean(plan.title), width - 4 - riskWidth), planTitleStyle(isMarked, isOut)),
      span(padLeft(look.word, riskWidth), look.style),
    ]
  })
}

/** `step 2/7`: where the session stands, for the header. */
export function stepNumber(session: Session, stepId: string | undefined): string {
  const at = session.steps.findIndex(step => step.plan.id === stepId)
  return at === -1 ? `${session.steps.length} steps` : `step ${at + 1}/${session.steps.length}`
}

type HasPlan = {readonly plan: StepPlan}

/** Below their phases where there is height for it; else in a window around the one at hand, the phase beside them. */
function listed<T extends HasPlan>(
  items: readonly T[],
  at: number,
  {width, height}: Area,
  row: (item: T, width: number) => Row,
  second?: (item: T, width: number) => Row,
): Row[] {
  const {spaced, close} = listHeights(items.map(({plan}) => plan))
  if (width < widestBelow && close <= height) {
    const hasSecond = second !== undefined && spaced + items.length <= height
    const rows = hasSecond ? [row, second] : [row]
    return items.flatMap((item, index) => [
      ...(isFirst(item, index, items) ? phaseHeading(item.plan.phase, index > 0 && spaced <= height) : []),
      ...rows.map(one => one(item, width)),
    ])
  }
  const shown = windowOf(items, startAround(Math.max(0, at), items.length, height), height)
  return shown.map((item, index) => [
    span(pad(isFirst(item, index, shown) ? phaseWord[item.plan.phase] : '', phaseWidth), 'dim'),
    ...row(item, width - phaseWidth),
  ])
}

/** Rows of a list of steps below headings: with a space between the phases, and without. */
export function listHeights(plans: readonly StepPlan[]): {readonly spaced: number; readonly close: number} {
  const groups = plans.filter((plan, at) => plan.phase !== plans[at - 1]?.phase).length
  return {spaced: plans.length + Math.max(0, 2 * groups - 1), close: plans.length + groups}
}

function isFirst(item: HasPlan, index: number, all: readonly HasPlan[]): boolean {
  return item.plan.phase !== all[index - 1]?.plan.phase
}

function phaseHeading(phase: Phase, isSpaced: boolean): Row[] {
  const heading = line(phaseWord[phase], 'dim')
  return isSpaced ? [blank, heading] : [heading]
}

function planTitleStyle(isMarked: boolean, isOut: boolean): StyleName | undefined {
  if (isMarked) return 'marked'
  return isOut ? 'dim' : undefined
}

function titleStyle(step: StepSession, isCurrent: boolean): StyleName | undefined {
  if (isCurrent) return 'strong'
  return ['waiting', 'not-needed', 'skipped'].includes(step.state.status) ? 'dim' : undefined
}

function timeOf({state, durationMs, startedAt}: StepSession, nowMs: number): string {
  if (state.status === 'running' && startedAt !== undefined) return clockTime(nowMs - Date.parse(startedAt))
  return durationMs > 0 ? clockTime(durationMs) : ''
}

const phaseWidth = Math.max(...phases.map(phase => phaseWord[phase].length)) + 1
const stateWidth = 12
const riskWidth = 12
const leftOutLook = {glyph: '·', word: 'left out', style: 'warn'} as const
// Titles come first: at 80 columns beside their phases there is no room for both.
const roomForTime = 72
const widestBelow = 76
const riskStyle: Readonly<Record<StepPlan['risk'], StyleName>> = {none: 'dim', low: 'dim', medium: 'warn', high: 'bad'}
