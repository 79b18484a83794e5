/** What somebody at a terminal of their own may do: read; or also suggest, agree, note and drive. */
export type GuestRole = 'viewer' | 'navigator'

/** Somebody at a terminal of their own. */
export type Guest = {readonly name: string; readonly role: GuestRole}

/** Who drives, who comes next, and how the time runs, as the screens show it. */
export type WheelView = {
  readonly driver: string
  readonly next: string
  /** Everybody else who may drive. */
  readonly others: readonly string[]
  /** Where a time was set for each turn. `isDue`: it is over. */
  readonly turn?: {readonly leftMs: number; readonly isPaused: boolean; readonly isDue: boolean}
  /** Those at terminals of their own; absent where nobody is. */
  readonly guests?: readonly Guest[]
  /** Who asked for the wheel and has no answer yet. */
  readonly wantedBy?: string
}

/**
 * What can be done about the wheel: hand it over, pass over who is next, begin the turn anew, stop its time or let it run;
 * ask for it, grant or refuse that, and take it back at the terminal where the wizard runs.
 */
export type WheelMove = 'hand-over' | 'skip' | 'reset' | 'pause' | 'ask' | 'grant' | 'refuse' | 'take-back'

/** What somebody who doesn't drive would answer. The driver sees it beside the option. */
export type Suggestion = {
  readonly by: string
  readonly option: string
  readonly text?: string | undefined
  readonly item?: string | undefined
}
