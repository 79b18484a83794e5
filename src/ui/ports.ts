import type {LogChunk} from './pane-feed.ts'

/** What a person asks of the program itself; whoever composes it decides how. */
export type Intents = {
  /** Ends the command that runs now; the step fails and its gate opens. */
  cancel(): void
  /** Leave, whatever is going on. Called once at most. */
  quit(): void
}

/** The terminal as the screens need it; `system/terminal.ts` is one. */
export type WizardTerminal = {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  size(): {readonly columns: number; readonly rows: number}
  onResize(listener: () => void): () => void
  enter(): void
  leave(summary?: readonly string[]): void
  repaint(): void
  suspend(): void
  ring(): void
}

/** Follows log files; `system/log-tail.ts` makes one. */
export type WizardTailer = {
  follow(files: {readonly out: string; readonly err: string}, onChunk: (chunk: LogChunk) => void): () => Promise<void>
}
