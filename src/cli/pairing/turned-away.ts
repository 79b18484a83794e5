import type {Problem} from '../../domain/problem.ts'

/** The wizard that runs didn't let somebody in, or not any longer. */
export function turnedAway(why: string): Problem {
  return {
    code: 'turned-away',
    title: 'The wizard that runs here says no',
    detail: why,
    nextSteps: ['Ask whoever drives it.', 'Where it stands can be read without joining: upgrade-wizard status'],
  }
}
