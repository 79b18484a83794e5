import {type Bisection, knownOf, majorsOf} from '../../bisect/bisection.ts'
import {boundsOf, mostTries} from '../../bisect/halve.ts'
import type {Outcome} from '../../bisect/outcome.ts'
import {breakingStep} from '../../bisect/probe-steps.ts'

/**
 * A search as a document (schema upgrade-wizard/bisect/1): the border, what breaks, and what is known of each major. Durations in
 * milliseconds; `null` where nothing is known.
 */
export function bisectJson(bisection: Bisection, outcome: Outcome, commands: readonly string[]) {
  const {head, from, to, reach, startedAt, tool, candidates, findings, leftInPlace = []} = bisection
  const {works, breaks, skipped, reasons} = outcome
  const bounds = boundsOf(majorsOf(bisection), knownOf(bisection))
  const breakage = breaks?.finding.breakage
  return {
    schema: 'upgrade-wizard/bisect/1',
    tool: `upgrade-wizard ${tool}`,
    startedAt,
    commit: head,
    from,
    to,
    until: reach,
    works: works ?? null,
    breaks: breaks === undefined ? null : {major: breaks.major, version: breaks.version},
    skipped: skipped.map(({major}) => major),
    open: bounds.open,
    mostTriesLeft: mostTries(majorsOf(bisection), knownOf(bisection)),
    tries: findings.filter(({durationMs}) => durationMs !== undefined).length,
    because: reasons,
    failed: breakage === undefined ? null : {step: breakage.step, title: breakage.title, detail: breakage.detail},
    failedTests: breakage?.tests ?? [],
    breakingStep: breakingStep(breaks?.finding.steps ?? [])?.step ?? null,
    steps: breaks?.finding.steps ?? null,
    majors: candidates.map(({major, version}) => {
      const finding = findings.find(one => one.major === major)
      return {
        major,
        version,
        verdict: finding?.verdict ?? impliedVerdict(major, bounds),
        by: finding?.by ?? null,
        why: finding?.why ?? null,
        durationMs: finding?.durationMs === undefined ? null : Math.round(finding.durationMs),
      }
    }),
    leftInPlace,
    /** One after the other, to take what works. */
    commands,
  }
}

/** What passes below one that passes is taken for passing, and the same above one that fails. */
function impliedVerdict(major: number, {works, breaks}: ReturnType<typeof boundsOf>): 'good' | 'bad' | null {
  if (works !== undefined && major < works) return 'good'
  return breaks !== undefined && major > breaks ? 'bad' : null
}
