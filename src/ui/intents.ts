/** What a person asks of the program itself; whoever composes it decides how. */
export type Intents = {
  /** Ends the command that runs now; the step fails and its gate opens. */
  cancel(): void
  /** Leave, whatever is going on. Called once at most. */
  quit(): void
}
