import type {Person} from '../domain/person.ts'
import type {Guest, GuestRole} from '../domain/wheel-view.ts'
import {uniqueName} from './seats.ts'

/** Everybody who takes part, and where they sit. Who reads only isn't one of them. */
export type Party = {
  /** Those at the host's terminal; nobody when it is gone. */
  atHost(): readonly Person[]
  isAtHost(name: string): boolean
  hasHost(): boolean
  hasNavigator(): boolean
  /** Everybody who may drive, those at the host's terminal first. */
  all(): readonly Person[]
  /** Two or more are at it, or were: from then on everything carries names. */
  isPaired(): boolean
  /** Under which name somebody comes in, or why they can't. */
  admit(wanted: {readonly name: string}, role: GuestRole, here: readonly Guest[]): Guest | {readonly why: string}
  join(person: Person): void
  leave(name: string): void
  /** Gives those who sat there. */
  leaveHost(): readonly Person[]
  /** Who at the host's terminal says something: who drives, or else the first. */
  speaker(driver: string): string
}

/** Opens it with those at the host's terminal. */
export function openParty(people: readonly Person[]): Party {
  let host = people
  let hasHost = true
  let navigators: readonly Person[] = []
  let isPaired = people.length > 1
  /** How many names came in over time: each is an event of the session. */
  const names = new Set(people.map(({name}) => name))
  const all = () => [...host, ...navigators]
  const isAtHost = (name: string) => host.some(one => one.name === name)
  return {
    atHost: () => host,
    isAtHost,
    hasHost: () => hasHost,
    hasNavigator: () => navigators.length > 0,
    all,
    isPaired: () => isPaired,
    admit(wanted, role, here) {
      const taken = [...people, ...navigators, ...here].map(({name}) => name)
      const name = uniqueName(wanted.name, taken)
      if (role === 'navigator' && !names.has(name) && names.size >= mostNames)
        return {why: 'Too many have taken part already; come as a viewer'}
      return {name, role}
    },
    join(person) {
      names.add(person.name)
      navigators = [...navigators, person]
      isPaired = true
    },
    leave(name) {
      navigators = navigators.filter(one => one.name !== name)
    },
    leaveHost() {
      const gone = host
      host = []
      hasHost = false
      return gone
    },
    speaker: driver => (isAtHost(driver) ? driver : (host[0]?.name ?? driver)),
  }
}

/** Of those who may drive, as many as the session can name at once. */
export const mostNames = 20
