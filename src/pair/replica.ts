import {follow, type TimedEvent} from '../journal/fold.ts'
import {type Happening, happening, mostHappenings} from '../journal/happening.ts'
import type {News} from './news.ts'

type Of<Kind extends News['kind']> = Extract<News, {kind: Kind}>

/** All that was told and still holds: what somebody who joins now has to hear. */
export type Replica = {
  readonly survey?: Of<'survey'>
  readonly session?: Of<'session'>
  readonly trees?: Of<'trees'>
  readonly disk?: Of<'disk'>
  readonly said: readonly string[]
  readonly activity?: Of<'activity'>
  readonly amount?: Of<'amount'>
  readonly life?: Of<'life'>
  readonly wheel?: Of<'wheel'>
  readonly asked?: Of<'asked'>
  readonly suggested?: Of<'suggested'>
  readonly ended?: Of<'ended'>
}

/** Before anything was told. */
export const emptyReplica: Replica = {said: []}

/** One piece of news further. Throws a BugError for an event that can't follow. */
export function remember(replica: Replica, news: News): Replica {
  switch (news.kind) {
    case 'event':
      return withEvent(replica, news.timed)
    case 'activity':
      return {...without(replica, 'activity', 'amount'), ...(news.text === undefined ? {} : {activity: news})}
    case 'amount':
      return replica.activity === undefined ? replica : {...replica, amount: news}
    case 'life':
      return news.sign === undefined ? without(replica, 'life') : {...replica, life: news}
    case 'said':
      return {...replica, said: [...replica.said, news.line].slice(-keptSaid)}
    case 'spoken':
      return replica
    case 'asked':
      return {...without(replica, 'activity', 'amount', 'suggested'), asked: news}
    case 'settled':
      return news.number === replica.asked?.number ? without(replica, 'asked', 'suggested') : replica
    case 'suggested':
      return news.number === replica.asked?.number ? {...replica, suggested: news} : replica
    case 'survey':
    case 'session':
    case 'trees':
    case 'disk':
    case 'wheel':
    case 'ended':
      return {...replica, [news.kind]: news}
    default:
      return news satisfies never
  }
}

/** What brings somebody to where everybody else is, in the order in which it can be heard. */
export function newsOf(replica: Replica): readonly News[] {
  const {survey, session, trees, disk, said, activity, amount, life, wheel, asked, suggested, ended} = replica
  const lines = said.map(line => ({kind: 'said' as const, line}))
  // A question ends what was going on before it.
  const known = [survey, session, trees, disk, ...lines, wheel, asked, suggested, activity, amount, life, ended]
  return known.filter(one => one !== undefined)
}

function withEvent(replica: Replica, timed: TimedEvent): Replica {
  const before = replica.session?.session
  const session = {
    kind: 'session' as const,
    session: follow(before, timed),
    happened: withHappening(replica.session, timed),
  }
  // What was said about one attempt says nothing about the next.
  return {...replica, session, ...(timed.event.type === 'step-started' ? {said: []} : {})}
}

function withHappening(known: Replica['session'], timed: TimedEvent): readonly Happening[] {
  const one = happening(known?.session, timed)
  if (one === undefined) return known?.happened ?? []
  return timed.event.type === 'session-started' ? [one] : [...(known?.happened ?? []), one].slice(-mostHappenings)
}

type Optional = Exclude<keyof Replica, 'said'>

function without(replica: Replica, ...keys: readonly Optional[]): Replica {
  const kept = Object.entries(replica).filter(([key]) => !keys.some(one => one === key))
  return {said: [], ...Object.fromEntries(kept)}
}

/** Lines that a run said, kept for who joins. */
export const keptSaid = 20
