import * as z from 'zod'

const testOutcomeSchema = z.object({
  /** `<package>/<target>::<test>`: unique in the workspace. */
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'ignored']),
  /** Where the test runner tells it. */
  durationMs: z.number().optional(),
  /** It failed, and passed when it was run again. */
  flaky: z.literal(true).optional(),
})
export type TestOutcome = z.infer<typeof testOutcomeSchema>

/** What a number is of. Limits go by these names. */
export const readingKinds = [
  'check-time',
  'build-time',
  'test-time',
  'wasm-size',
  'binary-size',
  'image-size',
  'bench',
  'command',
] as const
export type ReadingKind = (typeof readingKinds)[number]

/** A number that was measured at one moment, once or several times. */
export const readingSchema = z.object({
  kind: z.enum(readingKinds),
  /** Unique in its kind: a path, the id of a benchmark, the name of a command; empty where the kind says it all. */
  name: z.string().max(500),
  /** `ms`, `ns`, `bytes`, or what the settings call it. */
  unit: z.string().max(20),
  /** The median, or what the tool that measured it estimates. */
  value: z.number(),
  /** Where it lay in all runs, or the interval that the tool is confident of; absent for what doesn't vary. */
  low: z.number().optional(),
  high: z.number().optional(),
  runs: z.number().int().min(1),
  /** Absent: less is better. */
  higherIsBetter: z.literal(true).optional(),
})
export type Reading = z.infer<typeof readingSchema>

/** A set of features of a package, and whether the package compiles with it. */
export const featureSetSchema = z.object({name: z.string().max(500), passed: z.boolean(), durationMs: z.number()})

export const advisorySchema = z.object({
  /** `RUSTSEC-2024-0001`, `CVE-…` or `GHSA-…`; its kind for what has no advisory, such as a release that was taken back. */
  id: z.string().max(100),
  package: z.string().max(200),
  version: z.string().max(100),
  title: z.string().max(1000),
  /** `low`, `medium`, `high` or `critical`, where the advisory says. */
  severity: z.string().max(40).optional(),
  /** `vulnerability`, `unsound`, `unmaintained`, `notice` or `yanked`. */
  kind: z.string().max(40).optional(),
  /** False for what is told and speaks against nothing. */
  counts: z.boolean().optional(),
})
export type FoundAdvisory = z.infer<typeof advisorySchema>

/** What was found in lockfiles at one moment, and who looked. */
export const advisoriesSchema = z.object({
  /** `cargo-audit, database of 2026-08-21`, `cargo-deny`, or the catalogue with its date. */
  source: z.string().max(200),
  /** Nothing else than wasmtime's family was looked at. */
  familyOnly: z.literal(true).optional(),
  found: z.array(advisorySchema),
})
export type Advisories = z.infer<typeof advisoriesSchema>

export const commandOutcomes = ['passed', 'failed', 'timed-out'] as const

/** What came of the commands of a repository's own, by name. */
const commandResultSchema = z.object({
  name: z.string(),
  outcome: z.enum(commandOutcomes),
  durationMs: z.number(),
})

/** What was measured at one moment: before anything was written, or after. Durations in ms of wall time. */
export const measurementSchema = z.object({
  /** Features that were left out because the product doesn't compile with them: what they switch on isn't proven. */
  without: z.array(z.string()).optional(),
  /** `failedTargets`: what did not compile, by package and target; empty with `passed` false when cargo itself refused. */
  check: z.object({passed: z.boolean(), durationMs: z.number(), failedTargets: z.array(z.string())}).optional(),
  /** The Rust that it was built with: another than the target's where that isn't installed. */
  rust: z.string().max(60).optional(),
  /** `built`: at least one test program could be built. `filtered`: how many tests were not asked for. */
  tests: z
    .object({
      built: z.boolean(),
      durationMs: z.number(),
      outcomes: z.array(testOutcomeSchema),
      filtered: z.number().int().optional(),
    })
    .optional(),
  /** Lint → how often clippy found it; absent where the repository doesn't run clippy, or it isn't installed. */
  lints: z.record(z.string(), z.number()).optional(),
  /** Numbers that are compared with a limit. */
  readings: z.array(readingSchema).optional(),
  features: z.array(featureSetSchema).optional(),
  advisories: advisoriesSchema.optional(),
  commands: z.array(commandResultSchema).optional(),
  /** What could have been measured and wasn't, and why, in a sentence each. */
  skipped: z.array(z.object({what: z.string().max(200), why: z.string().max(1000)})).optional(),
  /** Family crate → versions in the lockfile. */
  locked: z.record(z.string(), z.array(z.string())),
})
export type Measurement = z.infer<typeof measurementSchema>
