import * as z from 'zod'
import {isRustVersion} from '../domain/rust-version.ts'
import type {Survey} from '../domain/survey.ts'
import type {Session} from '../journal/session.ts'
import {startMajors} from '../plan/start-majors.ts'
import {statedRust} from '../plan/stated-rust.ts'
import {wasmtimeUses} from '../plan/wasmtime-uses.ts'

/** What was stated before the upgrade: kept in the state file, because the tree doesn't tell afterwards. */
const factsSchema = z.object({
  /** Versions, lowest first, in the spellings they had. */
  rust: z.array(z.string()),
  /** Family crate → its requirements, as written. */
  requirements: z.record(z.string(), z.array(z.string())),
  /** Folder of a package → the wasmtime major its code was written for. */
  majors: z.record(z.string(), z.number().int()).default({}),
})
export type StartFacts = z.infer<typeof factsSchema>

export function startFacts(survey: Survey): StartFacts {
  const requirements: Record<string, string[]> = {}
  for (const {crate, requirement} of wasmtimeUses(survey)) {
    if (requirement !== undefined) requirements[crate] = [...new Set([...(requirements[crate] ?? []), requirement])]
  }
  return {
    rust: statedRust(survey)
      .map(({value}) => value)
      .filter(isRustVersion),
    requirements,
    majors: startMajors(survey),
  }
}

/** The facts of a session; empty when its state file has none. */
export function startFactsOf({before}: Session): StartFacts {
  return factsSchema.safeParse(before).data ?? {rust: [], requirements: {}, majors: {}}
}
