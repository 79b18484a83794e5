import type {WheelMove} from '../domain/wheel-view.ts'

/** A place in the repository: a path with forward slashes, line and column 1-based. */
export type Place = {readonly path: string; readonly line: number; readonly column: number}

/** An absolute path and a line in that file, 1-based. */
export type LogPlace = {readonly file: string; readonly line: number}

/** What a person asks of the program itself; whoever composes it decides how. */
export type Intents = {
  /** Ends the command that runs now; the step fails and its gate opens. */
  cancel(): void
  /** Leave, whatever is going on. Called once at most. */
  quit(): void
  /** Opens the place in the person's own editor and comes back when it is closed; what went wrong, in a few words. */
  edit(place: Place): string | undefined
  /** Something about the wheel, where several people are at it. */
  moveWheel(move: WheelMove): void
  /** Somebody pressed a key here. */
  present(): void
  /** Says a line to everybody at another terminal: what was typed, one line, never empty. */
  say(text: string): void
  /** Shows a log, at a line from 1, in the person's own pager or editor; what went wrong, in a few words. */
  openLog(how: 'pager' | 'editor', place: LogPlace): string | undefined
}
