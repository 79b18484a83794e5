import {catalogDate, type Releases} from '../catalog/release.ts'
import type {Problem} from '../domain/problem.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Candidate, Target} from '../domain/target.ts'
import {chooseRust} from './choose-rust.ts'
import {type Circumstances, listCandidates} from './list-candidates.ts'
import {neededRust} from './needed-rust.ts'
import {alreadyNewer, downgrade, noWasmtime, wasmtimeFromGit} from './target-problems.ts'
import {findWanted, unknownWasmtime, type Wanted} from './wanted.ts'
import {presentVersion, type WasmtimeUse, wasmtimeUses, wouldLower} from './wasmtime-uses.ts'

/** What there is to choose from and what is chosen, or why nothing can be. */
export type Choice =
  | {readonly kind: 'chosen'; readonly candidates: readonly Candidate[]; readonly target: Target}
  | {readonly kind: 'refused'; readonly problem: Problem}

/** What the choice is made from. `today` decides what is supported. */
export type ChoiceInput = Pick<Circumstances, 'countUses' | 'resolved'> & {
  readonly survey: Survey
  readonly toolchains: Toolchains
  readonly known: Releases
  readonly today: Date
  readonly wanted: Wanted
}

/**
 * Chooses where the upgrade goes. Wasmtime: what was asked for, else the recommended candidate. Rust: the least that the
 * release, the edition and the repository's own `rust-version` ask for, unless another one was asked for.
 *
 * Without wasmtime in the repository only Rust is raised: to what was asked for, else to the highest that the edition and
 * the stated versions ask for, so that the places which state a Rust agree.
 */
export function chooseTarget(input: ChoiceInput): Choice {
  const uses = wasmtimeUses(input.survey)
  if (uses.length === 0) return chooseRustOnly(input)
  if (uses.every(use => presentVersion(use) === undefined)) return refused(wasmtimeFromGit(uses))
  return chooseWasmtime(input, uses)
}

function chooseRustOnly({survey, toolchains, known, wanted}: ChoiceInput): Choice {
  if (wanted.wasmtime !== undefined) return refused(noWasmtime(wanted.wasmtime))
  // A workflow that is ahead needn't hold back a Rust that was asked for by name: it simply stays where it is.
  const statements = wanted.rust === undefined || wanted.rust === 'minimum' ? 'stated' : 'promised'
  const needed = neededRust({
    survey,
    wasmtime: null,
    known,
    resolved: [],
    wantedEdition: wanted.edition,
    statements,
  })
  const rust = chooseRust({needed, toolchains, wanted: wanted.rust})
  if (rust.kind === 'refused') return rust
  return {
    kind: 'chosen',
    candidates: [],
    target: targetOf(null, rust.rust, wanted),
  }
}

function chooseWasmtime(input: ChoiceInput, uses: readonly WasmtimeUse[]): Choice {
  const {toolchains, wanted, known} = input
  const askedFor =
    wanted.wasmtime === undefined || wanted.wasmtime === 'lts' ? undefined : findWanted(known, wanted.wasmtime)
  if (askedFor === undefined && wanted.wasmtime !== undefined && wanted.wasmtime !== 'lts') {
    return refused(unknownWasmtime(known, wanted.wasmtime))
  }
  const higher = askedFor === undefined ? [] : uses.filter(use => wouldLower(use, askedFor))
  if (askedFor !== undefined && higher.length > 0) return refused(downgrade(askedFor, higher))

  const today = notBeforeCatalog(input.today)
  const candidates = listCandidates({...input, today, uses, wantedEdition: wanted.edition, askedFor})
  const named = askedFor ?? input.resolved?.wasmtime
  const chosen = candidates.find(candidate =>
    named === undefined ? candidate.isRecommended : candidate.wasmtime === named,
  )
  if (chosen === undefined) return refused(alreadyNewer(known, uses))

  const rust = chooseRust({needed: chosen.rust, toolchains, wanted: wanted.rust})
  if (rust.kind === 'refused') return rust
  return {kind: 'chosen', candidates, target: targetOf(chosen.wasmtime, rust.rust, wanted)}
}

function targetOf(wasmtime: string | null, rust: Target['rust'], {edition, onPurpose, matrix, fix}: Wanted): Target {
  return {
    wasmtime,
    rust,
    edition: edition ?? null,
    ...(onPurpose === undefined ? {} : {onPurpose}),
    ...(matrix === undefined ? {} : {matrix}),
    ...(fix === undefined ? {} : {fix}),
  }
}

/** A clock that is behind the catalogue is wrong: the catalogue's releases are out already. */
function notBeforeCatalog(today: Date): Date {
  const collected = new Date(`${catalogDate}T00:00:00Z`)
  return today < collected ? collected : today
}

function refused(problem: Problem): Choice {
  return {kind: 'refused', problem}
}
