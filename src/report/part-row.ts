import * as z from 'zod'

/** One of the parts that a report was merged from, and why it has no report where it has none. */
export const partRowSchema = z.strictObject({
  name: z.string(),
  /** Where it ran: `linux-x64`. */
  platform: z.string().nullable(),
  verdict: z.enum(['upgraded', 'incomplete', 'undone', 'blocked']).nullable(),
  score: z.number().int().nullable(),
  /** Milliseconds. */
  taken: z.number().nullable(),
  why: z.string().nullable(),
})
export type PartRow = z.infer<typeof partRowSchema>
