import * as z from 'zod'

const testOutcomeSchema = z.object({
  /** `<package>/<target>::<test>`: unique in the workspace. */
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'ignored']),
})
export type TestOutcome = z.infer<typeof testOutcomeSchema>

/** What was measured at one moment: before anything was written, or after. Durations in ms of wall time. */
export const measurementSchema = z.object({
  /** Features that were left out because the product doesn't compile with them: what they switch on isn't proven. */
  without: z.array(z.string()).optional(),
  /** `failedTargets`: what did not compile, by package and target; empty with `passed` false when cargo itself refused. */
  check: z.object({passed: z.boolean(), durationMs: z.number(), failedTargets: z.array(z.string())}).optional(),
  /** The Rust that it was built with: another than the target's where that isn't installed. */
  rust: z.string().max(60).optional(),
  /** `built`: at least one test program could be built. */
  tests: z.object({built: z.boolean(), durationMs: z.number(), outcomes: z.array(testOutcomeSchema)}).optional(),
  /** Lint → how often clippy found it; absent where the repository doesn't run clippy, or it isn't installed. */
  lints: z.record(z.string(), z.number()).optional(),
  /** Family crate → versions in the lockfile. */
  locked: z.record(z.string(), z.array(z.string())),
})
export type Measurement = z.infer<typeof measurementSchema>
