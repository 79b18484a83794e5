import type {TellAmount} from '../domain/amount.ts'
import type {Environment} from './environment.ts'
import type {Face} from './faces/face.ts'

/** Waits for work and tells the person what for; work that knows how far it is may say so. */
export type Wait = <T>(text: string, work: Promise<T> | ((tell: TellAmount) => Promise<T>)) => Promise<T>

/** For commands that end with a result: a line on stderr, and only when it takes longer than a second. */
export function tellingWhenSlow({err}: Pick<Environment, 'err'>): Wait {
  return async (text, work) => {
    const timer = setTimeout(() => err(`${text}…`), 1000)
    try {
      return await (typeof work === 'function' ? work(() => undefined) : work)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Thrown where somebody left while something was waited for that hasn't written anything. */
export class LeftError extends Error {
  override readonly name = 'LeftError'
}

/**
 * For a run, before its session: shown for as long as it takes. Throws a LeftError when somebody leaves, at the next word of
 * the work or at its end.
 */
export function showing({activity, showAmount, interrupts}: Waiting): Wait {
  const {quit} = interrupts
  const tell: TellAmount = amount => {
    if (quit.aborted) throw new LeftError()
    showAmount?.(amount)
  }
  return async (text, work) => {
    activity(text)
    try {
      const answer = await (typeof work === 'function' ? work(tell) : work)
      if (quit.aborted) throw new LeftError()
      return answer
    } catch (error) {
      throw quit.aborted ? new LeftError() : error
    } finally {
      activity(undefined)
    }
  }
}

type Waiting = Pick<Face, 'activity' | 'showAmount' | 'interrupts'>

/** The environment for questions that nobody has to wait for: the program that is asked ends with the signal. */
export function askingUntil(env: Environment, signal: AbortSignal): Environment {
  const {programs} = env
  return {...env, programs: {...programs, capture: (command, ms) => programs.capture(command, ms, signal)}}
}
