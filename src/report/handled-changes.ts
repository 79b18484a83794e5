import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {type CheckedItem, isToDo} from '../domain/checklist.ts'
import {diagnosisSchema} from '../domain/diagnosis.ts'
import {foundChangesSchema} from '../domain/found-changes.ts'
import {type Session, stepsInForce} from '../journal/session.ts'

export const handlings = [
  'rewritten by a rule',
  'mended as the compiler suggests',
  'mended by hand',
  'looked at and done',
  'looked at, not applicable',
  'compiles as it is',
  'still open',
] as const

/** One way in which places that met a change were dealt with, and how many. */
export type Handling = {
  readonly how: (typeof handlings)[number]
  /** Places of the code; where the compiler told of them, errors. */
  readonly places: number
  /** What was noted about them, by whom. */
  readonly notes: readonly string[]
}

/** A breaking change that the code met. */
export type HandledChange = Pick<BreakingChange, 'id' | 'crate' | 'major' | 'summary' | 'effect'> & {
  /** In how many places the code met it when the plan was made; null where nobody looked. */
  readonly found: number | null
  readonly handled: readonly Handling[]
}

type Known = {
  /** The breaking changes on the way. */
  readonly changes: readonly BreakingChange[]
  /** Id of a change → places that met it when the plan was made; undefined where nobody looked. */
  readonly uses: Readonly<Record<string, number>> | undefined
  readonly checklist: readonly CheckedItem[]
}

/** The breaking changes that the code met, by major, each with what became of it. Undone steps handled nothing. */
export function handledChanges(session: Session, {changes, uses, checklist}: Known): readonly HandledChange[] {
  const rewritten = rewrittenPlaces(session)
  const mended = mendedErrors(session)
  const isProven = stepsInForce(session).some(
    ({plan, state}) => plan.kind === 'prove-build' && state.status !== 'failed',
  )
  return changes
    .map(change => {
      const handled = [
        ...handling('rewritten by a rule', rewritten.get(change.id)),
        ...(mended.get(change.id) ?? []),
        ...listed(checklist.filter(item => item.change === change.id)),
      ]
      const found = uses?.[change.id] ?? 0
      const rest = handled.length > 0 || found === 0 ? [] : [unhandled(found, isProven)]
      const {id, crate, major, summary, effect} = change
      return {
        id,
        crate,
        major,
        summary,
        effect,
        found: uses === undefined ? null : found,
        handled: [...handled, ...rest],
      }
    })
    .filter(({handled}) => handled.length > 0)
    .toSorted((a, b) => a.major - b.major || (a.id < b.id ? -1 : 1))
}

/** Rules of the team's own, and in how many places each did something. */
export function teamRules(session: Session): Readonly<Record<string, number>> {
  const step = stepsInForce(session).find(({plan}) => plan.kind === 'apply-team-rules')
  return foundChangesSchema.safeParse(step?.found).data?.done ?? {}
}

function rewrittenPlaces(session: Session): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const {plan, found} of stepsInForce(session)) {
    if (plan.kind === 'apply-team-rules') continue
    const {done} = foundChangesSchema.safeParse(found).data ?? {done: {}}
    for (const [change, count] of Object.entries(done)) places.set(change, (places.get(change) ?? 0) + count)
  }
  return places
}

/** What the compiler told of, change by change, and who mended it; what nobody proposed was mended by hand. */
function mendedErrors(session: Session): ReadonlyMap<string, readonly Handling[]> {
  const step = stepsInForce(session).find(({plan}) => plan.kind === 'mend-code')
  const {met = {}, groups = []} = diagnosisSchema.safeParse(step?.data).data ?? {}
  const taken = new Set(step?.mends?.flatMap(({proposals}) => proposals))
  const left = new Map(groups.map(({change = '', count}) => [change, count]))
  return new Map(
    Object.entries(met).map(([change, errors]) => {
      const open = Math.min(errors, left.get(change) ?? 0)
      const how = taken.has(change) ? 'mended as the compiler suggests' : byRuleOrHand(taken)
      return [change, [...handling(how, errors - open), ...handling('still open', open)]]
    }),
  )
}

/** The rules' rewrites of a round are taken under one name. */
function byRuleOrHand(taken: ReadonlySet<string>): Handling['how'] {
  return taken.has('rewrite-code') ? 'rewritten by a rule' : 'mended by hand'
}

function listed(items: readonly CheckedItem[]): readonly Handling[] {
  const of = (how: Handling['how'], isIt: (item: CheckedItem) => boolean) => {
    const those = items.filter(isIt)
    return handling(how, those.length, those.flatMap(noteOf))
  }
  return [
    ...of('looked at and done', ({mark}) => mark === 'done'),
    ...of('looked at, not applicable', ({mark}) => mark === 'not-applicable'),
    ...of('compiles as it is', item => item.mark === 'open' && !isToDo(item)),
    ...of('still open', isToDo),
  ]
}

function noteOf({note, by}: CheckedItem): string[] {
  return note === undefined ? [] : [by === undefined ? note : `${by}: ${note}`]
}

function unhandled(places: number, isProven: boolean): Handling {
  return {how: isProven ? 'compiles as it is' : 'still open', places, notes: []}
}

function handling(how: Handling['how'], places = 0, notes: readonly string[] = []): readonly Handling[] {
  return places === 0 ? [] : [{how, places, notes}]
}
