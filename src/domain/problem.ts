import * as z from 'zod'

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
  /** Why the run can go on all the same, in a sentence; absent where it can't. */
  goOn: z.string().optional(),
  /** The failed step left the tree better than it was: its work isn't taken back unless somebody says so. */
  isWorthKeeping: z.boolean().optional(),
  /** What was measured speaks for going back: undoing is the recommended answer, and never happens unasked. */
  recommendsUndo: z.boolean().optional(),
})
export type Problem = z.infer<typeof problemSchema>
