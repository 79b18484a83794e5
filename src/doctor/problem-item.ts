import type {Problem} from '../domain/problem.ts'
import type {Item} from './examination.ts'

/** What a gate refuses, as an item in the way. */
export function problemItem(name: string, {detail, nextSteps}: Problem): Item {
  return {name, state: 'blocking', have: detail, todo: nextSteps}
}
