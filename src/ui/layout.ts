import type {WizardView} from '../store/view.ts'
import type {Area} from './area.ts'
import {diagnosedIn} from './causes.ts'
import {hasSidePanes} from './panes/side-panes.ts'
import {gateRows} from './rows/gate-rows.ts'
import {listHeights} from './rows/step-rows.ts'
import {undoListCount} from './rows/undo-rows.ts'
import {openTab} from './tabs/tabs.ts'

/** Where everything goes. One column of margin on both sides; header, title rule and footer take a row each. */
export type Layout = {
  readonly columns: number
  readonly rows: number
  /** Width between the margins. */
  readonly inner: number
  /** Too small for anything but a hint. */
  readonly isTiny: boolean
  /** List and detail side by side; otherwise the list stands above. */
  readonly isWide: boolean
  readonly list: Area
  readonly detail: Area
  /** What stands beside a session on a large screen: a column of its own, or the lower part of the list's. */
  readonly side?: Area & {readonly at: 'right' | 'below-list'}
  readonly gateHeight: number
}

/** The layout of what the view shows now. `spare` rows the detail doesn't need go to the list. */
export function layoutOf(view: WizardView, spare = 0): Layout {
  const {columns, rows} = view.local.size
  const inner = columns - 2
  const gateHeight = view.local.help ? 0 : gateRows(view, inner).length
  const body = Math.max(1, rows - 3 - gateHeight)
  const count = view.local.help ? 0 : listCount(view)
  const isWide = columns >= (view.question?.subject.kind === 'target' ? tableWidth + 49 : 110)
  const base = {columns, rows, inner, isTiny: columns < 60 || rows < 15, isWide, gateHeight}
  if (count === 0) return {...base, list: {width: 0, height: 0}, detail: {width: inner, height: body}}
  if (isWide) return sideBySide(view, base, body, count)
  // The rule between the two takes a row.
  const other = () => Math.min(mostAbove(view, body) + spare, body - 1 - leastDetail)
  const height = Math.min(count, isListOfSteps(view) ? stepsHeight(view) : Math.max(3, other()))
  return {...base, list: {width: inner, height}, detail: {width: inner, height: body - height - 1}}
}

/** However little it has to say. */
const leastDetail = 3

/** The steps of a session keep their rows whatever is asked or done, so that nothing moves between two gates. */
function stepsHeight(view: WizardView): number {
  const {rows} = view.local.size
  if (openTab(view).id !== 'step' && rows < 28) return rows < 18 ? 1 : 3
  return Math.max(3, Math.floor((rows - 3 - usualGate - 1) * 0.37))
}

/** Of any other list: the detail keeps at least half, and most where it is to be read. */
function mostAbove(view: WizardView, body: number): number {
  return readsDetail(view) && body < 30 ? 3 : Math.max(3, Math.floor((body - 1) / listShare(view)))
}

/** List and detail beside each other, and beside or below them what stands there all the time. */
function sideBySide(view: WizardView, base: Omit<Layout, 'list' | 'detail'>, body: number, count: number): Layout {
  const {inner} = base
  // As if a gate were open: the list doesn't gain and lose rows by it.
  const calm = Math.max(1, body - Math.max(0, usualGate + 1 - base.gateHeight))
  const hasSide = view.session !== undefined && !isPlanning(view) && hasSidePanes(view)
  if (hasSide && inner >= leastForThree) return threeColumns(base, body, calm)
  const width = listWidth(view, inner)
  const detail = {width: inner - width - 3, height: body}
  const list = {width, height: isListOfSteps(view) ? calm : body}
  if (!hasSide) return {...base, list, detail}
  // Below the list, when all of it fits above; that of steps with the headings of its phases, else its titles have no room.
  const heights = isListOfSteps(view) ? headedHeights(view) : [count]
  const height = heights.find(one => one <= calm - leastSide)
  if (height === undefined) return {...base, list, detail}
  return {...base, list: {width, height}, detail, side: {width, height: body - height, at: 'below-list'}}
}

/** The list, the detail with room for a line of output, and what stands beside a session all the time. */
function threeColumns(base: Omit<Layout, 'list' | 'detail'>, body: number, calm: number): Layout {
  const {inner} = base
  const [list, side] = [Math.floor(inner * 0.31), Math.floor(inner * 0.25)]
  return {
    ...base,
    list: {width: list, height: calm},
    detail: {width: inner - list - side - 6, height: body},
    side: {width: side, height: body, at: 'right'},
  }
}

/** Rows of the session's steps below their phases, the more generous first. */
function headedHeights({session}: WizardView): readonly number[] {
  const {spaced, close} = listHeights(session?.steps.map(({plan}) => plan) ?? [])
  return [spaced, close]
}

/** Whether the list is that of a session's steps. */
function isListOfSteps(view: WizardView): boolean {
  const kind = view.question?.subject.kind
  const hasOwnList = kind === 'target' || kind === 'plan' || kind === 'checklist' || kind === 'undo'
  return view.session !== undefined && !hasOwnList && diagnosedIn(view) === undefined
}

function isPlanning({question}: WizardView): boolean {
  return question?.subject.kind === 'plan' || question?.subject.kind === 'target'
}

function listCount(view: WizardView): number {
  const {question, session} = view
  const subject = question?.subject
  switch (subject?.kind) {
    case 'target':
      return subject.candidates.length + 1
    case 'plan':
      return subject.plan.steps.length
    case 'checklist':
      // Each change has a row above its items.
      return subject.items.length + new Set(subject.items.map(({change}) => change)).size
    case 'undo':
      return undoListCount(subject.choices)
    case 'start':
    case 'resume':
    case 'on-purpose':
    case 'consent':
    case 'report':
      return 0
    default:
      return diagnosedIn(view)?.causes.length ?? session?.steps.length ?? 0
  }
}

/** Whether the detail, not the list, is what is read: another view that was opened, or what the question is about, a diff or a problem. */
function readsDetail(view: WizardView): boolean {
  if (openTab(view).id !== 'step') return true
  const subject = view.question?.subject
  if (diagnosedIn(view) !== undefined) return false
  if (subject?.kind === 'after-step') return subject.outcome.kind === 'failed'
  return ['before-step', 'blocked-step', 'refused-commit'].includes(subject?.kind ?? '')
}

/** An item of a checklist, or a cause, takes more room than its row. */
function listShare(view: WizardView): number {
  if (diagnosedIn(view) !== undefined) return 4
  const kind = view.question?.subject.kind
  return kind === 'checklist' || kind === 'undo' ? 2.5 : 2
}

/** The table of targets has one of two sets of columns, and words of any length; a list of steps takes its share. */
function listWidth({question}: WizardView, inner: number): number {
  if (question?.subject.kind === 'target') {
    const least = inner >= roomForWideTable ? wideTableWidth : tableWidth
    return least + Math.min(10, Math.max(0, inner - roomForReasons - least))
  }
  return Math.min(92, Math.max(52, Math.floor(inner * 0.45)))
}

/** Rows of a gate with one row of options. */
const usualGate = 3
const leastForThree = 186
const leastSide = 9

/** Width of the table of targets: fits 80 columns with the margins. */
export const tableWidth = 78

/** The same with all of its columns. */
export const wideTableWidth = 109
const roomForWideTable = 180
/** Why one would take the marked one, and what stands between. */
const roomForReasons = 70
