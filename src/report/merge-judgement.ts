import type {Criterion} from './criteria.ts'
import type {Part, ReportedPart} from './part.ts'
import {proversOf} from './proved-by.ts'
import type {ReportDocument} from './report-json.ts'
import type {Verdict} from './verdict.ts'

/** A part that left a step out says nothing about what that step proves; what no part was to prove isn't met. */
export function mergeCriteria(parts: readonly ReportedPart[]): readonly Criterion[] {
  const titled = new Map<string, Criterion>()
  for (const {document} of parts)
    for (const criterion of document.criteria) if (!titled.has(criterion.id)) titled.set(criterion.id, criterion)
  return [...titled.values()].map(criterion => {
    const judged = parts.flatMap(({document}) => judgedBy(document).filter(({id}) => id === criterion.id))
    return {...criterion, met: judged.length > 0 && judged.every(({met}) => met)}
  })
}

/** The worst of the parts, of what they prove together, and of what is missing: no part may be silent in an upgrade. */
export function worstVerdict(parts: readonly Part[], criteria: readonly Criterion[]): Verdict {
  const verdicts = parts.map(({document}) => (document === undefined ? 'incomplete' : ownVerdict(document)))
  const together: Verdict = musts(criteria) ? 'upgraded' : 'incomplete'
  return badness.findLast(verdict => [...verdicts, together].includes(verdict)) ?? 'incomplete'
}

/** Parts without a report, and what no part was to prove; plain sentences. */
export function missingFrom(parts: readonly Part[], criteria: readonly Criterion[]): readonly string[] {
  const judged = new Set(
    parts.flatMap(({document}) => (document === undefined ? [] : judgedBy(document))).map(({id}) => id),
  )
  return [
    ...parts.flatMap(part => (part.document === undefined ? [`${part.name}: no report, ${part.why}.`] : [])),
    ...criteria.filter(({id}) => !judged.has(id)).map(({title}) => `No part was to prove this: ${title}.`),
  ]
}

/** A part that lacks nothing but what it wasn't to prove isn't to blame for that. */
function ownVerdict(document: ReportDocument): Verdict {
  return document.verdict === 'incomplete' && musts(judgedBy(document)) ? 'upgraded' : document.verdict
}

function judgedBy({criteria, leftOut = []}: ReportDocument): readonly Criterion[] {
  return criteria.filter(({id}) => !proversOf(id).some(step => leftOut.includes(step)))
}

function musts(criteria: readonly Criterion[]): boolean {
  return criteria.every(({level, met}) => level !== 'must' || met)
}

const badness: readonly Verdict[] = ['upgraded', 'incomplete', 'undone', 'blocked']
