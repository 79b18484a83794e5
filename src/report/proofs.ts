import type {FoundAdvisory, Measurement} from '../domain/measurement.ts'
import {compareAdvisories} from '../measure/compare-advisories.ts'
import type {ReportInput} from './report-input.ts'

/** Something that passed or didn't, on both sides; null where it wasn't tried. Durations in ms. */
export type ProofRow<Outcome> = {
  readonly name: string
  readonly before: Outcome | null
  readonly after: Outcome | null
  readonly beforeMs: number | null
  readonly afterMs: number | null
}

type CommandOutcome = NonNullable<Measurement['commands']>[number]['outcome']

/** The advisories of both sides. */
export type AdvisoryReport = {
  /** Who was asked; null where nobody was. */
  readonly sourceBefore: string | null
  readonly sourceAfter: string | null
  readonly fixed: readonly FoundAdvisory[]
  readonly left: readonly FoundAdvisory[]
  readonly added: readonly FoundAdvisory[]
}

/** What was proven beside tests and numbers. */
export type Proofs = {
  readonly features: readonly ProofRow<boolean>[]
  readonly commands: readonly ProofRow<CommandOutcome>[]
  /** Null where nobody looked. */
  readonly advisories: AdvisoryReport | null
  /** Names of tests that failed and passed when they were run again. */
  readonly flaky: readonly string[]
  /** What could have been measured and wasn't, and why; each once. */
  readonly skipped: readonly {readonly what: string; readonly why: string}[]
}

/** Compares what both sides measured, beside tests and numbers. */
export function reportProofs({baseline, after}: Pick<ReportInput, 'baseline' | 'after'>): Proofs {
  return {
    features: paired(baseline?.features, after?.features, ({passed}) => passed),
    commands: paired(baseline?.commands, after?.commands, ({outcome}) => outcome),
    advisories: reportAdvisories(baseline?.advisories, after?.advisories),
    flaky: flakyTests([baseline, after]),
    skipped: distinct([...(baseline?.skipped ?? []), ...(after?.skipped ?? [])]),
  }
}

type Timed = {readonly name: string; readonly durationMs: number}

function paired<Row extends Timed, Outcome>(
  before: readonly Row[] = [],
  after: readonly Row[] = [],
  outcomeOf: (row: Row) => Outcome,
): readonly ProofRow<Outcome>[] {
  const [was, is] = [before, after].map(rows => new Map(rows.map(row => [row.name, row])))
  return [...new Set([...before, ...after].map(({name}) => name))].map(name => {
    const [one, other] = [was?.get(name), is?.get(name)]
    return {
      name,
      before: one === undefined ? null : outcomeOf(one),
      after: other === undefined ? null : outcomeOf(other),
      beforeMs: one?.durationMs ?? null,
      afterMs: other?.durationMs ?? null,
    }
  })
}

/** Without a second side nothing is fixed and nothing is new: what was found is left. */
function reportAdvisories(before: Measurement['advisories'], after: Measurement['advisories']): AdvisoryReport | null {
  const found = after ?? before
  if (found === undefined) return null
  const sources = {sourceBefore: before?.source ?? null, sourceAfter: after?.source ?? null}
  if (before === undefined || after === undefined) return {...sources, fixed: [], left: found.found, added: []}
  const {fresh, gone, kept} = compareAdvisories(before, after)
  return {...sources, fixed: gone, left: kept, added: fresh}
}

function flakyTests(sides: readonly (Measurement | undefined)[]): readonly string[] {
  const flaky = sides.flatMap(side => side?.tests?.outcomes.filter(test => test.flaky === true) ?? [])
  return [...new Set(flaky.map(({name}) => name))].toSorted()
}

function distinct(rows: Proofs['skipped']): Proofs['skipped'] {
  return [...new Map(rows.map(row => [JSON.stringify([row.what, row.why]), row])).values()]
}
