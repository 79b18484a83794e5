import * as z from 'zod'
import {extraMeasures} from '../domain/extra-measure.ts'
import {defaultLimits, limitsSchema} from '../domain/limits.ts'
import type {Session} from '../journal/session.ts'

/** What was stated before the upgrade: kept in the state file, because the tree doesn't tell afterwards. */
const factsSchema = z.object({
  /** Versions, lowest first, in the spellings they had. */
  rust: z.array(z.string()),
  /** Family crate → its requirements, as written. */
  requirements: z.record(z.string(), z.array(z.string())),
  /** Folder of a package → the wasmtime major its code was written for. */
  majors: z.record(z.string(), z.number().int()).default({}),
  /** What numbers are judged by: the defaults, and what the settings said when the session started. */
  limits: limitsSchema.default(defaultLimits),
  /** What is measured though it takes long. */
  measure: z.array(z.enum(extraMeasures)).default([]),
  /** Names of found checks that somebody agreed to; the commands themselves are read anew. */
  validate: z.array(z.string().max(40)).max(200).default([]),
  /** Checks of the repository that don't run, and why. */
  notRun: z
    .array(z.object({what: z.string().max(200), why: z.string().max(1000)}))
    .max(100)
    .default([]),
  /** Ids of the only sets of features that are compiled; none for all that are tried. */
  featureSets: z.array(z.string().max(600)).default([]),
  /** Where the session was started: `linux-x64`. */
  platform: z.string().max(60).optional(),
  /** Id of a breaking change → in how many places the code met it; absent where nobody looked. */
  uses: z.record(z.string(), z.number().int()).optional(),
})
export type StartFacts = z.infer<typeof factsSchema>

/** The facts of a session; empty when its state file has none. */
export function startFactsOf({before}: Pick<Session, 'before'>): StartFacts {
  return factsSchema.safeParse(before).data ?? factsSchema.parse({rust: [], requirements: {}})
}
