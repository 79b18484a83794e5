import type {Problem} from '../domain/problem.ts'

/** How a person stops what runs: one step's commands, or the whole wizard. */
export interface Interrupts {
  /** Aborted once, when the wizard is to end. */
  readonly quit: AbortSignal
  /** A fresh signal for one step; aborted by `cancelStep` and by `requestQuit`. */
  beginStep(): AbortSignal
  /** `why` is told as the reason when the step fails; without one a person wanted it. */
  cancelStep(why?: Problem): void
  /** Why the step that began last was cancelled, where somebody said so. */
  readonly cancelledFor: Problem | undefined
  requestQuit(): void
}

export function createInterrupts(): Interrupts {
  const quit = new AbortController()
  let step = new AbortController()
  let cancelledFor: Problem | undefined
  return {
    quit: quit.signal,
    beginStep() {
      step = new AbortController()
      cancelledFor = undefined
      if (quit.signal.aborted) step.abort()
      return step.signal
    },
    cancelStep(why) {
      cancelledFor = why
      step.abort()
    },
    get cancelledFor() {
      return cancelledFor
    },
    requestQuit() {
      quit.abort()
      step.abort()
    },
  }
}
