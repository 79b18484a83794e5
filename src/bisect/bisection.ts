import * as z from 'zod'
import {errorGroupSchema} from '../domain/diagnosis.ts'
import {measurementSchema} from '../domain/measurement.ts'
import {type Known, verdicts} from './halve.ts'

/** How far each try goes: until it builds, or until its tests are compared as well. */
export const reaches = ['build', 'tests'] as const
export type Reach = (typeof reaches)[number]

/** A place that may be why a test fails though everything compiles: a change that no compiler tells. */
const suspectSchema = z.object({
  change: z.string(),
  path: z.string(),
  line: z.number().int().optional(),
  what: z.string(),
})
export type Suspect = z.infer<typeof suspectSchema>

/** Why a try failed. */
const breakageSchema = z.object({
  /** The step that failed, and what it said. */
  step: z.string(),
  title: z.string(),
  detail: z.string(),
  /** What no longer compiles, by cause; none when it compiles. */
  causes: z.array(errorGroupSchema.omit({suggestions: true, rendered: true})),
  /** Tests that passed before and don't any more, or are gone. */
  tests: z.array(z.string()),
  suspects: z.array(suspectSchema),
})
export type Breakage = z.infer<typeof breakageSchema>

/** What the proof of the whole said after one step of a try. */
const probedSchema = z.object({step: z.string(), title: z.string(), passes: z.boolean(), why: z.string()})
export type Probed = z.infer<typeof probedSchema>

/** What is known of one major. */
const findingSchema = z.object({
  major: z.number().int(),
  verdict: z.enum(verdicts),
  /** Who says so: a try, a person on the command line, or this machine, which can't try it. */
  by: z.enum(['try', 'person', 'machine']),
  /** Why, in a sentence; absent where a person said so. */
  why: z.string().optional(),
  breakage: breakageSchema.optional(),
  /** Its steps, where somebody asked which of them breaks it. */
  steps: z.array(probedSchema).optional(),
  durationMs: z.number().optional(),
})
export type Finding = z.infer<typeof findingSchema>

/** A major that may be tried, by the release that stands for it. */
const candidateSchema = z.object({major: z.number().int(), version: z.string()})
export type Candidate = z.infer<typeof candidateSchema>

/** A search for the newest major that passes, as it is kept between two starts. */
const bisectionSchema = z.object({
  schema: z.literal('upgrade-wizard/bisection/1'),
  id: z.string(),
  tool: z.string(),
  startedAt: z.string(),
  /** The commit that every try starts from. */
  head: z.string(),
  /** The major that is wanted. */
  to: z.number().int(),
  reach: z.enum(reaches),
  /** The versions of wasmtime that the commit asks for. */
  from: z.array(z.string()),
  /** Ascending. */
  candidates: z.array(candidateSchema),
  findings: z.array(findingSchema),
  /** What builds and which tests pass at the commit: measured in the first try, known to all others. */
  baseline: measurementSchema.optional(),
  /** What tries left outside of the repository, a sentence each. */
  leftInPlace: z.array(z.string()).optional(),
})
export type Bisection = z.infer<typeof bisectionSchema>

/** The search in a file's text; undefined when the text isn't one that this version can read. */
export function parseBisection(text: string): Bisection | undefined {
  try {
    return bisectionSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** What is known, by major. */
export function knownOf({findings}: Pick<Bisection, 'findings'>): Known {
  return new Map(findings.map(({major, verdict}) => [major, verdict]))
}

/** The majors that may be tried. */
export function majorsOf({candidates}: Pick<Bisection, 'candidates'>): readonly number[] {
  return candidates.map(({major}) => major)
}

/** The search with what was found out of a major, in place of what was said of it before. */
export function withFinding(bisection: Bisection, finding: Finding): Bisection {
  const others = bisection.findings.filter(({major}) => major !== finding.major)
  return {...bisection, findings: [...others, finding].toSorted((a, b) => a.major - b.major)}
}
