import type {Environment} from './environment.ts'

/** Says on stderr what is waited for, but only when it takes longer than a second. */
export async function tellWhenSlow<T>({err}: Pick<Environment, 'err'>, text: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => err(`${text}…`), 1000)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
