/** How a person stops what runs: one step's commands, or the whole wizard. */
export interface Interrupts {
  /** Aborted once, when the wizard is to end. */
  readonly quit: AbortSignal
  /** A fresh signal for one step; aborted by `cancelStep` and by `requestQuit`. */
  beginStep(): AbortSignal
  cancelStep(): void
  requestQuit(): void
}

export function createInterrupts(): Interrupts {
  const quit = new AbortController()
  let step = new AbortController()
  return {
    quit: quit.signal,
    beginStep() {
      step = new AbortController()
      if (quit.signal.aborted) step.abort()
      return step.signal
    },
    cancelStep: () => step.abort(),
    requestQuit() {
      quit.abort()
      step.abort()
    },
  }
}
