import * as z from 'zod'

/** Something that is for people to do or to look at: nothing the wizard could change safely. */
export const checklistItemSchema = z.object({
  /** Stable: a change's id and the place it stands at. */
  id: z.string().max(300),
  /** The breaking change it is about; absent for what is about no change. */
  change: z.string().optional(),
  path: z.string(),
  /** 1-based; absent where the file as a whole is meant. */
  line: z.number().int().positive().optional(),
  /** What changed, in a sentence. */
  what: z.string(),
  /** What to do about it. */
  todo: z.string(),
  /** How code that isn't adapted is told. */
  effect: z.enum(['error', 'warning', 'silent']),
})
export type ChecklistItem = z.infer<typeof checklistItemSchema>

/** What was said about an item; one that nobody looked at is open. */
export const checklistMarks = ['done', 'not-applicable'] as const
export type ChecklistMark = (typeof checklistMarks)[number]
