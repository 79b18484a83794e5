import {z} from 'zod'

/** What went wrong, to what, and what to do next. Shown to people as it stands; `code` is for machines. */
export const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  nextSteps: z.array(z.string()),
  path: z.string().optional(),
  /** 1-based. */
  line: z.number().int().optional(),
  /** 1-based, in UTF-16 units. */
  column: z.number().int().optional(),
})
export type Problem = z.infer<typeof problemSchema>

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
