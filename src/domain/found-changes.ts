import * as z from 'zod'

/** What a look at code or manifests found to carry out: a breaking change, or a rule of the team's, and in how many places. */
export const foundChangesSchema = z.object({done: z.record(z.string(), z.number().int().nonnegative())})
export type FoundChanges = z.infer<typeof foundChangesSchema>

/** The ids, each with how often it is among them. */
export function countChanges(ids: readonly string[]): FoundChanges {
  const done: Record<string, number> = {}
  for (const id of ids) done[id] = (done[id] ?? 0) + 1
  return {done}
}
