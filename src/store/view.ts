import type {DiskView} from '../domain/disk-view.ts'
import type {Question} from '../domain/question.ts'
import type {Survey} from '../domain/survey.ts'
import type {CommandSession, Session} from '../journal/session.ts'
import type {Trees} from '../plan/compare-trees.ts'

export type Size = {readonly columns: number; readonly rows: number}

/** How far a command says it is. */
export type Progress = {readonly done: number; readonly total: number; readonly label: string}

/** The end of a command's output; `totalLines` counts those that are no longer kept, too. */
export type Tail = {readonly lines: readonly string[]; readonly totalLines: number; readonly progress?: Progress}

/** A line being typed for an option: a note, or the word that confirms it. */
export type Input = {readonly option: string; readonly text: string}

/** The views of a session: what is asked or done now, the command's output, the dependency tree, the disks, before and after, what happened. */
export type TabId = 'step' | 'output' | 'tree' | 'disk' | 'compare' | 'history'

/** What belongs to this person's screen alone: nobody else sees it and nothing of it is kept. */
export type LocalView = {
  readonly size: Size
  readonly help: boolean
  readonly confirmsQuit: boolean
  /** Keys are ignored until the question has been on the screen for a moment (type-ahead guard). */
  readonly isGuarded: boolean
  readonly input?: Input
  /** One line that replaces the footer for a moment. */
  readonly hint?: string
  /** The marked row of a list: a candidate, a step. */
  readonly highlight: number
  /** Ids of steps that were ticked off in the plan; those that need them go with them. */
  readonly tickedOff: readonly string[]
  /** First visible row of the detail pane, or of the help when that is open. */
  readonly scroll: number
  /** Which view of the session the detail shows. */
  readonly tab: TabId
  /** Number of the last visible line of output; undefined follows the end. */
  readonly logEnd?: number
}

/** Everything the screens show. Which screen it is follows from it; nothing navigates. */
export type WizardView = {
  /** What is going on while there is neither a question nor a session, such as `Reading the repository`. */
  readonly activity?: string
  readonly survey?: Survey
  readonly session?: Session
  readonly question?: Question
  /** The latest command of the step at hand. */
  readonly command?: CommandSession
  /** The same, while it runs. */
  readonly running?: CommandSession
  readonly tail: Tail
  /** What steps said, oldest first; the last few. */
  readonly said: readonly string[]
  /** Before a session runs. */
  readonly diskFreeBytes?: number
  /** What the dependency tree was before the session and is now; undefined until it was looked at. */
  readonly trees?: Trees
  readonly disk?: DiskView
  /** The wall clock of the latest change or tick. */
  readonly nowMs: number
  readonly local: LocalView
}

export const emptyTail: Tail = {lines: [], totalLines: 0}

/** The view before anything is known. */
export function emptyView(size: Size, nowMs: number): WizardView {
  return {tail: emptyTail, said: [], nowMs, local: freshLocal(size)}
}

/** Nothing typed, opened or scrolled. */
export function freshLocal(size: Size): LocalView {
  return {
    size,
    help: false,
    confirmsQuit: false,
    isGuarded: false,
    highlight: 0,
    tickedOff: [],
    scroll: 0,
    tab: 'step',
  }
}

/** Whether the wizard is at work, not the person: only then the clock and the spinner have to move. */
export function isBusy({question}: WizardView): boolean {
  return question === undefined
}
