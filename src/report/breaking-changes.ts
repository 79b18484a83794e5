import {breakingChangesBetween} from '../catalog/breaking-changes.ts'
import type {CheckedItem} from '../domain/checklist.ts'
import type {Session} from '../journal/session.ts'
import {type HandledChange, handledChanges, teamRules} from './handled-changes.ts'
import {startFactsOf} from './start-facts-of.ts'

/** The breaking changes of a way as this code met them. */
export type BreakingChanges = {
  /** Majors; null where there is no way between two. */
  readonly from: number | null
  readonly to: number | null
  /** How many changes of the crates in use lie on the way. */
  readonly known: number
  /** Those that the code met, by major. */
  readonly met: readonly HandledChange[]
  /** How many of the others are looked for and weren't found; null where nobody looked. */
  readonly notMet: number | null
  /** How many nobody can look for: they show in how the program runs alone. */
  readonly notSeen: number
  /** Rules of the team's own, and in how many places each did something. */
  readonly teamRules: readonly {readonly rule: string; readonly places: number}[]
}

/** What a session made of the breaking changes between its oldest major and its target's. */
export async function reportBreaking(session: Session, checklist: readonly CheckedItem[]): Promise<BreakingChanges> {
  const {majors, requirements, uses} = startFactsOf(session)
  const {wasmtime} = session.plan.target
  const from = Math.min(...Object.values(majors))
  const team = Object.entries(teamRules(session)).map(([rule, places]) => ({rule, places}))
  if (wasmtime === null || !Number.isFinite(from))
    return {from: null, to: null, known: 0, met: [], notMet: null, notSeen: 0, teamRules: team}
  const to = Number(wasmtime.split('.')[0])
  const all = await breakingChangesBetween(from, to)
  const met = handledChanges(session, {changes: all, uses, checklist})
  const ids = new Set(met.map(({id}) => id))
  const others = all.filter(({id, crate}) => crate in requirements && !ids.has(id))
  const notSeen = others.filter(({detectIn}) => detectIn === 'none').length
  return {
    from,
    to,
    known: met.length + others.length,
    met,
    notMet: uses === undefined ? null : others.length - notSeen,
    notSeen,
    teamRules: team,
  }
}
