import type {ExtraMeasure} from '../domain/extra-measure.ts'
import {defaultLimits, type Limits} from '../domain/limits.ts'
import {isRustVersion} from '../domain/rust-version.ts'
import type {Survey} from '../domain/survey.ts'
import {startMajors} from '../plan/start-majors.ts'
import {statedRust} from '../plan/stated-rust.ts'
import {wasmtimeUses} from '../plan/wasmtime-uses.ts'
import type {StartFacts} from '../report/start-facts-of.ts'

/** What a session is judged by. */
export type Yardstick = {readonly limits: Limits; readonly measure: readonly ExtraMeasure[]}

/** What a repository states before its upgrade, and what that is judged by, for the state file. */
export function startFacts(survey: Survey, {limits, measure}: Yardstick): StartFacts {
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
    limits: {...defaultLimits, ...limits},
    measure: [...new Set(measure)],
    platform: `${process.platform}-${process.arch}`,
  }
}
