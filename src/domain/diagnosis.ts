import * as z from 'zod'

/** Where an error is, in the repository. */
const errorPlaceSchema = z.object({
  path: z.string(),
  /** 1-based. */
  line: z.number().int(),
  /** 1-based, in characters. */
  column: z.number().int(),
  /** What the compiler says of this very place. */
  message: z.string(),
})
export type ErrorPlace = z.infer<typeof errorPlaceSchema>

/** One part of a rewrite that the compiler itself suggests. Offsets in UTF-16 units; `was`, in its line, must stand there still. */
const suggestedEditSchema = z.object({
  path: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  was: z.string(),
  line: z.string(),
  text: z.string(),
})
export type SuggestedEdit = z.infer<typeof suggestedEditSchema>

/** Errors that have one cause: a breaking change where one is known, else the same words of the compiler. */
export const errorGroupSchema = z.object({
  /** Stable from round to round: the change's id, or the error's code and message in short. */
  id: z.string(),
  change: z.string().optional(),
  /** `E0599`; absent for errors of macros and of cargo. */
  code: z.string().optional(),
  title: z.string(),
  /** The cause in a sentence or two; the compiler's own words where no change explains it. */
  why: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** All of its errors; `places` holds the first ones. */
  count: z.number().int(),
  places: z.array(errorPlaceSchema),
  /** The first error as the compiler renders it, without colours. */
  rendered: z.string(),
  /** What the compiler can mend by itself: each entry is taken as a whole or not at all. */
  suggestions: z.array(z.array(suggestedEditSchema)),
})
export type ErrorGroup = z.infer<typeof errorGroupSchema>

/** How one check of the workspace went. */
const roundSchema = z.object({
  errors: z.number().int(),
  /** How many times the code had been mended by then. */
  mends: z.number().int(),
  /** Targets that did not compile. */
  targets: z.array(z.string()),
  /** The same for the same errors in the same files. */
  fingerprint: z.string(),
})
export type Round = z.infer<typeof roundSchema>

/** What the compiler said, round by round, and what it says now: the data of a step that mends code. */
export const diagnosisSchema = z.object({
  rounds: z.array(roundSchema),
  /** Of the last round; the largest first. */
  groups: z.array(errorGroupSchema),
  /** The breaking changes that errors came from in any round, and the most errors each had in one. */
  met: z.record(z.string(), z.number().int()).optional(),
  /** Why nothing more is proposed, although errors are left. */
  stalled: z.enum(['no-progress', 'same-errors', 'too-many-rounds']).optional(),
})
export type Diagnosis = z.infer<typeof diagnosisSchema>

/** The errors of each round, such as `42 → 17 → 0`. */
export function burnDown({rounds}: Pick<Diagnosis, 'rounds'>): string {
  return rounds.map(({errors}) => errors).join(' → ')
}
