import type {Later} from './publisher.ts'

/** By the clock of the machine. Waiting doesn't keep the program alive: a terminal does, or what runs. */
export const byTimeout: Later = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  timer.unref()
  return () => clearTimeout(timer)
}
