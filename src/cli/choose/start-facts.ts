import type {ExtraMeasure} from '../../domain/extra-measure.ts'
import {countChanges} from '../../domain/found-changes.ts'
import {defaultLimits, type Limits} from '../../domain/limits.ts'
import {isRustVersion} from '../../domain/rust-version.ts'
import type {Survey} from '../../domain/survey.ts'
import type {CodeSearch} from '../../plan/plan-input.ts'
import {startMajors} from '../../plan/start-majors.ts'
import {statedRust} from '../../plan/stated-rust.ts'
import {wasmtimeUses} from '../../plan/wasmtime-uses.ts'
import type {StartFacts} from '../../report/start-facts-of.ts'

/** In how many places the code meets each breaking change on the way to a target; undefined where nobody looked. */
export function startUses(code: CodeSearch | undefined, wasmtime: string | null): StartFacts['uses'] {
  const found = wasmtime === null ? undefined : code?.get(Number(wasmtime.split('.')[0]))
  if (found === undefined) return undefined
  return countChanges(found.findings.flatMap(({live, change}) => (live && change !== undefined ? [change] : []))).done
}

/** What a session is judged by. */
export type Yardstick = Pick<StartFacts, 'validate' | 'notRun' | 'featureSets'> & {
  readonly limits: Limits
  readonly measure: readonly ExtraMeasure[]
}

/** What a repository states before its upgrade, and what that is judged by, for the state file. */
export function startFacts(survey: Survey, {limits, measure, validate, notRun, featureSets}: Yardstick): StartFacts {
  return {
    ...statedFacts(survey),
    majors: startMajors(survey),
    limits: {...defaultLimits, ...limits},
    measure: [...new Set(measure)],
    validate,
    notRun,
    featureSets,
    platform: `${process.platform}-${process.arch}`,
  }
}

/** The versions that a repository states: Rust's, and those it asks for of each crate of the family. */
export function statedFacts(survey: Survey): Pick<StartFacts, 'rust' | 'requirements'> {
  const requirements: Record<string, string[]> = {}
  for (const {crate, requirement} of wasmtimeUses(survey)) {
    if (requirement !== undefined) requirements[crate] = [...new Set([...(requirements[crate] ?? []), requirement])]
  }
  return {
    rust: statedRust(survey)
      .map(({value}) => value)
      .filter(isRustVersion),
    requirements,
  }
}
