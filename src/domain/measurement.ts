import {z} from 'zod'

export const testOutcomeSchema = z.object({
  /** `<target>::<test>`: unique in the workspace. */
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'ignored']),
})
export type TestOutcome = z.infer<typeof testOutcomeSchema>

/** What was measured at one moment: before anything was written, or after. */
export const measurementSchema = z.object({
  check: z.object({passed: z.boolean(), durationMs: z.number()}).optional(),
  tests: z.object({built: z.boolean(), durationMs: z.number(), outcomes: z.array(testOutcomeSchema)}).optional(),
  /** Family crate → versions in the lockfile. */
  locked: z.record(z.string(), z.array(z.string())),
})
export type Measurement = z.infer<typeof measurementSchema>
