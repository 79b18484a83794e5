import {isRustVersion} from '../domain/rust-version.ts'
import type {Survey} from '../domain/survey.ts'
import {startMajors} from '../plan/start-majors.ts'
import {statedRust} from '../plan/stated-rust.ts'
import {wasmtimeUses} from '../plan/wasmtime-uses.ts'
import type {StartFacts} from '../report/start-facts-of.ts'

/** What a repository states before its upgrade, for the state file. */
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
