/** A place in the repository: a path with forward slashes, line and column 1-based. */
export type Place = {readonly path: string; readonly line: number; readonly column: number}

/** What a person asks of the program itself; whoever composes it decides how. */
export type Intents = {
  /** Ends the command that runs now; the step fails and its gate opens. */
  cancel(): void
  /** Leave, whatever is going on. Called once at most. */
  quit(): void
  /** Opens the place in the person's own editor and comes back when it is closed; what went wrong, in a few words. */
  edit(place: Place): string | undefined
}
