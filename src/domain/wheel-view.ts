/** Who drives, who comes next, and how the time runs, as the screens show it. */
export type WheelView = {
  readonly driver: string
  readonly next: string
  /** Everybody else. */
  readonly others: readonly string[]
  /** Where a time was set for each turn. `isDue`: it is over. */
  readonly turn?: {readonly leftMs: number; readonly isPaused: boolean; readonly isDue: boolean}
}

/** What can be done about the wheel: hand it over, pass over who is next, begin the turn anew, stop its time or let it run. */
export type WheelMove = 'hand-over' | 'skip' | 'reset' | 'pause'
