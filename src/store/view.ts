import type {Amount} from '../domain/amount.ts'
import type {DiskView} from '../domain/disk-view.ts'
import type {LifeSign} from '../domain/life-sign.ts'
import type {Question} from '../domain/question.ts'
import type {Survey} from '../domain/survey.ts'
import type {Guest, Suggestion, WheelView} from '../domain/wheel-view.ts'
import type {Happening} from '../journal/happening.ts'
import type {CommandSession, Session} from '../journal/session.ts'
import type {Trees} from '../plan/compare-trees.ts'

export type Size = {readonly columns: number; readonly rows: number}

/** How far a command says it is. */
export type Progress = Amount & {readonly label: string}

/** Some lines of a command's output, by the number of the first one, from 0. */
export type OutputWindow = {readonly from: number; readonly lines: readonly string[]}

/** What of a command's output can be shown at once: its end, and the lines around the place that is read. The rest is in the files. */
export type Tail = {
  /** The last ones. */
  readonly lines: readonly string[]
  /** All there are. */
  readonly totalLines: number
  readonly window?: OutputWindow
  readonly progress?: Progress
}

/** How this person reads the output of a command. */
export type Reading = {
  /** The first line on the screen, from 0, and how many there were when following ended; undefined follows the end. */
  readonly at?: {readonly top: number; readonly since: number}
  /** Columns that are out of sight on the left. */
  readonly column: number
  readonly isWrapped: boolean
  /** What was searched for, as it was typed. */
  readonly wanted?: string
  /** The line that a search or a jump came to. */
  readonly mark?: number
}

/**
 * A line being typed: for an option (a note, or the word that confirms it), to be said to the others, or else to be searched for
 * in the output.
 */
export type Input = {readonly option?: string; readonly isToOthers?: true; readonly text: string}

/** The views of a session: what is asked or done now, the command's output, the dependency tree, the disks, before and after, what happened. */
export type TabId = 'step' | 'output' | 'tree' | 'disk' | 'compare' | 'history'

/** What belongs to this person's screen alone: nobody else sees it and nothing of it is kept. */
export type LocalView = {
  readonly size: Size
  readonly help: boolean
  readonly confirmsQuit: boolean
  /** It is asked what is to be done about the wheel. */
  readonly movesWheel: boolean
  /** Keys are ignored until the question has been on the screen for a moment (type-ahead guard). */
  readonly isGuarded: boolean
  readonly input?: Input
  /** One line that replaces the footer for a moment. */
  readonly hint?: string
  /** The key that answered last and what it chose, for a moment: who shares a keyboard sees what was pressed. */
  readonly echo?: string
  /** The marked row of a list: a candidate, a step. */
  readonly highlight: number
  /** Ids of steps that were ticked off in the plan; those that need them go with them. */
  readonly tickedOff: readonly string[]
  /** First visible row of the detail pane, or of the help when that is open. */
  readonly scroll: number
  /** Which view of the session the detail shows. */
  readonly tab: TabId
  readonly reading: Reading
}

/** What is going on that is no command, since when, and how far it is where that is known. */
export type Activity = {readonly text: string; readonly sinceMs: number; readonly amount?: Amount}

/** Everything the screens show. Which screen it is follows from it; nothing navigates. */
export type WizardView = {
  /** What is going on that is no command, such as `Reading the repository`. */
  readonly activity?: Activity
  readonly survey?: Survey
  readonly session?: Session
  readonly question?: Question
  /** The latest command of the step at hand. */
  readonly command?: CommandSession
  /** The same, while it runs. */
  readonly running?: CommandSession
  readonly tail: Tail
  /** How the command that runs goes on while it says nothing. */
  readonly life?: LifeSign
  /** What steps said, oldest first; the last few. */
  readonly said: readonly string[]
  /** What happened in the session, oldest first. */
  readonly happened: readonly Happening[]
  /** Before a session runs. */
  readonly diskFreeBytes?: number
  /** What the dependency tree was before the session and is now; undefined until it was looked at. */
  readonly trees?: Trees
  readonly disk?: DiskView
  /** Who drives, where several people are at it. */
  readonly wheel?: WheelView
  /** Who sits at this screen, where it isn't the one that the wizard runs at. */
  readonly guest?: Guest
  /** At a guest's screen: the host is not reached, and looked for. */
  readonly isAway?: true
  /** What others would answer to the open question, each once. */
  readonly suggestions?: readonly Suggestion[]
  /** What people said to each other, for a while; the latest last. */
  readonly heard?: readonly string[]
  /** The wall clock of the latest event, answer or activity: since then the wizard has been at what it is at. */
  readonly sinceMs: number
  /** The wall clock of the latest change or tick. */
  readonly nowMs: number
  /** The same on the clock that never jumps and stands still while the machine is suspended. */
  readonly steadyMs: number
  /** When the command that started last did, on the steady clock; undefined for one that an earlier wizard started. */
  readonly began?: {readonly marker: string; readonly steadyMs: number}
  readonly local: LocalView
}

export const emptyTail: Tail = {lines: [], totalLines: 0}

/** Follows the end of the output. */
export const freshReading: Reading = {column: 0, isWrapped: false}

/** The view before anything is known. */
export function emptyView(size: Size, nowMs: number): WizardView {
  return {tail: emptyTail, said: [], happened: [], sinceMs: nowMs, nowMs, steadyMs: 0, local: freshLocal(size)}
}

/** Nothing typed, opened or scrolled. */
export function freshLocal(size: Size): LocalView {
  return {
    size,
    help: false,
    confirmsQuit: false,
    movesWheel: false,
    isGuarded: false,
    highlight: 0,
    tickedOff: [],
    scroll: 0,
    tab: 'step',
    reading: freshReading,
  }
}

/** Whether the wizard is at work, not the person: only then the clock and the spinner have to move. */
export function isBusy({question}: WizardView): boolean {
  return question === undefined
}
