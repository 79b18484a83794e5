import type {Problem} from './problem.ts'

/** A mistake in the wizard itself: thrown, never returned. Ends the program with exit code 70. */
export class BugError extends Error {
  override readonly name = 'BugError'
}

/** Carries an expected failure through code that has no way to return it; caught once, at the command line. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}
