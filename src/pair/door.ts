import {readPerson} from '../domain/person.ts'
import type {Guest} from '../domain/wheel-view.ts'
import type {Attendance, Hello} from './attend.ts'
import type {Guests} from './guests.ts'
import {hearGuest} from './hear-guest.ts'
import type {GuestMessage} from './messages.ts'
import {keepQuietly, type PairRecord} from './open-record.ts'
import type {Party} from './party.ts'
import type {QuestionDesk} from './question-desk.ts'
import type {Tokens} from './tokens.ts'
import type {WheelDesk} from './wheel-desk.ts'

/** What becomes of the run when somebody comes, says something or goes. */
export type Door = {
  /** `needsToken`: at a place that is shared with other users. */
  admit(hello: Hello, needsToken: boolean): Guest | {readonly why: string}
  came(attendance: Attendance, hello: Hello): void
  heard(attendance: Attendance, message: Exclude<GuestMessage, Hello>): void
  went(attendance: Attendance): void
}

type Given = {
  readonly party: Party
  readonly record: PairRecord
  readonly tokens?: Pick<Tokens, 'take'>
  readonly guests: () => Guests
  readonly desk: () => QuestionDesk
  readonly wheel: () => WheelDesk
  readonly cancel: () => void
  /** To everybody. */
  readonly say: (line: string) => void
  /** The host's terminal is gone, and so is the last who could go on. */
  readonly deserted: () => void
}

/** Viewers come and go without a trace; whoever may drive is one of those that the session names. */
export function openDoor({party, record, tokens, guests, desk, wheel, cancel, say, deserted}: Given): Door {
  return {
    admit(hello, needsToken) {
      const taken = needsToken ? tokens?.take(hello.token) : ({kind: 'taken', role: 'navigator'} as const)
      if (taken?.kind !== 'taken') return {why: taken?.why ?? 'nobody is let in here'}
      return party.admit(hello, hello.role === 'viewer' ? 'viewer' : taken.role, guests().list())
    },
    came({guest: {name, role}}, {mail, role: wanted}) {
      if (role === 'viewer') return wheel().refresh()
      const person = readPerson(mail === undefined ? name : `${name} <${mail}>`) ?? {name}
      const wasPaired = party.isPaired()
      party.join(person)
      wheel().join(name)
      desk().reconsider()
      const people = wasPaired ? [person] : [...party.all()]
      if (record.session() !== undefined) keepQuietly(record, {type: 'people-joined', people, driver: wheel().driver()})
      if (wanted === 'driver') wheel().move('ask', name)
    },
    heard(attendance, message) {
      if (attendance.guest.name === wheel().driver()) wheel().present()
      const couldNot = (text: string) => attendance.whisper({type: 'told', what: 'denied', text})
      const room = {desk: desk(), wheel: wheel(), record, cancel, say, couldNot}
      const told = hearGuest(attendance.guest, message, room)
      if (told !== undefined) attendance.whisper(told)
    },
    went({guest: {name, role}}) {
      if (role === 'viewer') return wheel().refresh()
      party.leave(name)
      wheel().leave(name, party.atHost()[0]?.name)
      desk().reconsider()
      if (party.hasHost() || party.hasNavigator()) return
      desk().leaveHost()
      deserted()
    },
  }
}
