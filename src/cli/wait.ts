import type {TellAmount} from '../domain/amount.ts'
import type {Environment} from './environment.ts'
import type {Face} from './face.ts'

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

/** For a run: shown for as long as it takes. */
export function showing({activity, showAmount = () => undefined}: Pick<Face, 'activity' | 'showAmount'>): Wait {
  return async (text, work) => {
    activity(text)
    try {
      return await (typeof work === 'function' ? work(showAmount) : work)
    } finally {
      activity(undefined)
    }
  }
}
