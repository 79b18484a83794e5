import {type Person, readPerson} from '../domain/person.ts'
import type {Clock, Wire} from '../domain/ports.ts'
import type {Ask} from '../domain/question.ts'
import type {Suggestion, WheelMove, WheelView} from '../domain/wheel-view.ts'
import type {JournalEvent} from '../journal/event.ts'
import type {Journal} from '../journal/journal.ts'
import type {Later} from '../store/publisher.ts'
import {askBoth, type Both} from './ask-both.ts'
import type {Attendance, Hello} from './attend.ts'
import {openGuests} from './guests.ts'
import {hearGuest} from './hear-guest.ts'
import type {News} from './news.ts'
import {openRecord} from './open-record.ts'
import {openParty} from './party.ts'
import {type LocalAsk, openQuestionDesk} from './question-desk.ts'
import {mayMove, type Seat} from './seats.ts'
import type {Tokens} from './tokens.ts'
import {openWheelDesk} from './wheel-desk.ts'

/** What a run tells; what becomes of questions and of the wheel, the host tells by itself. */
export type RunNews = Exclude<News, {kind: 'asked' | 'settled' | 'suggested' | 'spoken' | 'wheel' | 'ended'}>

export type HostGiven = {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly later: Later
  /** The version of the wizard: guests need the same. */
  readonly tool: string
  /** How the repository is called, for the guests' screens. */
  readonly repository: string
  /** Lower-case hex. */
  readonly sha256: (text: string) => string
  /** Those at the host's terminal, distinct; the first drives, and is there even if nobody is known by name. */
  readonly people: readonly Person[]
  /** Of each turn. */
  readonly turnMs?: number
  /** Each accepted step becomes a commit. */
  readonly commitsSteps: boolean
  /** Where a place is shared with other users. */
  readonly tokens?: Pick<Tokens, 'take'>
  /** For the host's own face. Not called while one alone is at it. */
  readonly showWheel: (wheel: WheelView) => void
  /** For the host's own face; none when the question has its answer. */
  readonly showSuggestions: (suggestions: readonly Suggestion[]) => void
  /** A line for the host's own face, told to all guests already: what somebody said. */
  readonly say: (line: string) => void
  /** A line for the host's own face alone: what became of what was pressed there. */
  readonly hint: (line: string) => void
  /** Ends the command that runs. */
  readonly cancel: () => void
  /** A turn is over, and nobody is being asked anything. */
  readonly ring: () => void
  /** The host's terminal is gone, and so is the last who could go on. */
  readonly deserted: () => void
}

export type Host = {
  /** To all guests; also before there are any. */
  tell(news: RunNews): void
  /** Somebody is at the door. `needsToken`: at a place that is shared with other users. */
  connect(wire: Wire, how?: {readonly needsToken?: boolean}): void
  /** Asks at all terminals at once; `local` asks at the host's own. */
  asking(local: LocalAsk): Ask
  /** About the wheel, at the host's terminal. False where that isn't for who sits there. */
  move(move: WheelMove): boolean
  /** To everybody, by who sits at the host's terminal. */
  say(text: string): void
  /** A key was pressed at the host's terminal. */
  present(): void
  /** Whether the command that runs may be ended from the host's terminal: not while a guest drives. */
  mayCancel(): boolean
  wheel(): WheelView
  /** Somebody at a terminal of their own may answer. */
  hasNavigator(): boolean
  /** Into the state file: who takes part, and all that was said and agreed to before there was a session. */
  record(journal: Pick<Journal, 'append' | 'session'>): Promise<void>
  /** The host's terminal is gone. True where somebody is left who can go on. */
  lost(): boolean
  /** The run is over: what it ended with, a line each. */
  close(lines: readonly string[]): void
}

/** The end of the conversation that owns the run: who is here, who drives, what is asked, what is told and what is kept. */
export function openHost(given: HostGiven): Host {
  const {clock, later, tool, repository, sha256} = given
  const record = openRecord()
  const append = (event: JournalEvent) => void record.append(event).catch(() => undefined)
  const party = openParty(given.people)
  let isOver = false
  const seat = (): Extract<Seat, {at: 'host'}> => ({at: 'host', people: party.atHost()})

  const guests = openGuests({later, tool, repository, came, heard, went})
  const desk = openQuestionDesk({
    ...given,
    tell: guests.tell,
    seat,
    driver: () => wheel.driver(),
    isPaired: party.isPaired,
    hasHost: party.hasHost,
    hasNavigator: party.hasNavigator,
  })
  const wheel = openWheelDesk({
    clock,
    later,
    names: given.people.map(({name}) => name),
    turnMs: given.turnMs,
    guests: guests.list,
    isAsking: desk.isOpen,
    ring: given.ring,
    show: showWheel,
    handed(to, by, isOver) {
      if (!party.isPaired()) return
      if (record.session() !== undefined)
        append({type: 'wheel-handed', to, by, ...(isOver ? {isTurnOver: true as const} : {})})
      desk.reconsider()
    },
  })
  const both: Both = {
    ...given,
    people: party.all,
    driver: wheel.driver,
    sha256,
    approved: approval => record.append({type: 'approved', ...approval}),
  }

  function showWheel(view: WheelView) {
    guests.tell({kind: 'wheel', wheel: view})
    if (party.isPaired() || guests.list().length > 0) given.showWheel(view)
  }
  function admit(hello: Hello, needsToken: boolean) {
    const taken = needsToken ? given.tokens?.take(hello.token) : ({kind: 'taken', role: 'navigator'} as const)
    if (taken?.kind !== 'taken') return {why: taken?.why ?? 'nobody is let in here'}
    return party.admit(hello, hello.role === 'viewer' ? 'viewer' : taken.role, guests.list())
  }
  function came({guest: {name, role}}: Attendance, hello: Hello) {
    if (role === 'viewer') return wheel.refresh()
    const person = readPerson(hello.mail === undefined ? name : `${name} <${hello.mail}>`) ?? {name}
    const wasPaired = party.isPaired()
    party.join(person)
    wheel.join(name)
    desk.reconsider()
    const people = wasPaired ? [person] : party.all()
    if (record.session() !== undefined) append({type: 'people-joined', people: [...people], driver: wheel.driver()})
    if (hello.role === 'driver') wheel.move('ask', name)
  }
  function went({guest: {name, role}}: Attendance) {
    if (isOver) return
    if (role === 'viewer') return wheel.refresh()
    party.leave(name)
    wheel.leave(name, party.atHost()[0]?.name)
    desk.reconsider()
    if (party.hasHost() || party.hasNavigator()) return
    desk.leaveHost()
    given.deserted()
  }
  function heard(attendance: Attendance, message: Parameters<typeof hearGuest>[1]) {
    if (attendance.guest.name === wheel.driver()) wheel.present()
    const told = hearGuest(attendance.guest, message, {
      desk,
      wheel,
      record,
      cancel: given.cancel,
      say: toAll,
      couldNot: text => attendance.whisper({type: 'told', what: 'denied', text}),
    })
    if (told !== undefined) attendance.whisper(told)
  }
  function toAll(line: string) {
    guests.tell({kind: 'spoken', line})
    given.say(line)
  }
  const present = () => {
    if (party.isAtHost(wheel.driver())) wheel.present()
  }
  wheel.refresh()

  return {
    tell: guests.tell,
    connect: (wire, {needsToken = false} = {}) => guests.attend(wire, hello => admit(hello, needsToken)),
    asking: local => question => askBoth(one => desk.ask(one, local), question, both),
    move(move) {
      present()
      if (!mayMove(move, seat(), wheel.driver())) return false
      wheel.move(move, party.speaker(wheel.driver()))
      return true
    },
    say: text => toAll(`${party.speaker(wheel.driver())}: ${text}`),
    present,
    mayCancel: () => !party.isPaired() || party.isAtHost(wheel.driver()),
    wheel: wheel.view,
    hasNavigator: party.hasNavigator,
    record: journal =>
      record.open(
        journal,
        party.isPaired() ? [{type: 'people-joined', people: party.all().slice(0, 20), driver: wheel.driver()}] : [],
      ),
    lost() {
      // The driver last, so that the wheel goes to somebody who stays.
      const gone = party.leaveHost().map(({name}) => name)
      for (const name of gone.filter(one => one !== wheel.driver())) wheel.leave(name, undefined)
      if (gone.includes(wheel.driver())) wheel.leave(wheel.driver(), undefined)
      desk.leaveHost()
      return party.hasNavigator()
    },
    close(lines) {
      isOver = true
      guests.tell({kind: 'ended', lines})
      guests.close('The run is over')
      wheel.close()
    },
  }
}
