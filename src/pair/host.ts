import type {Person} from '../domain/person.ts'
import type {Clock, Wire} from '../domain/ports.ts'
import type {Ask} from '../domain/question.ts'
import type {Suggestion, WheelMove, WheelView} from '../domain/wheel-view.ts'
import type {Journal} from '../journal/journal.ts'
import type {Later} from '../store/publisher.ts'
import {askBoth, type Both} from './ask-both.ts'
import {openDoor} from './door.ts'
import {openGuests} from './guests.ts'
import type {News} from './news.ts'
import {keepQuietly, openRecord} from './open-record.ts'
import {mostNames, openParty} from './party.ts'
import {type LocalAsk, openQuestionDesk} from './question-desk.ts'
import {mayMove} from './seats.ts'
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
  /** Somebody wants to leave, whatever is asked: nobody is, from then on. */
  quit(): void
  /** The run is over: what it ended with, a line each. */
  close(lines: readonly string[]): void
}

/** The end of the conversation that owns the run: who is here, who drives, what is asked, what is told and what is kept. */
export function openHost(given: HostGiven): Host {
  const {clock, later, tool, repository, sha256, showSuggestions, hint, ring} = given
  const record = openRecord()
  const party = openParty(given.people)
  const seat = () => ({at: 'host' as const, people: party.atHost()})
  let isOver = false
  /** Somebody else is here or was: from then on this terminal shows who drives. */
  let hasCompany = false
  const door = openDoor({
    ...given,
    party,
    record,
    guests: () => guests,
    desk: () => desk,
    wheel: () => wheel,
    say: toAll,
  })
  const guests = openGuests({...door, later, tool, repository, went: one => (isOver ? undefined : door.went(one))})
  const desk = openQuestionDesk({
    ...party,
    tell: guests.tell,
    seat,
    driver: () => wheel.driver(),
    showSuggestions,
    hint,
    note: note => keepQuietly(record, {type: 'note-written', ...note}),
  })
  const wheel = openWheelDesk({
    clock,
    later,
    names: given.people.map(({name}) => name),
    turnMs: given.turnMs,
    guests: guests.list,
    isAsking: desk.isOpen,
    ring,
    show: showWheel,
    handed(to, by, isTurnOver) {
      const over = isTurnOver ? {isTurnOver: true as const} : {}
      if (record.session() !== undefined && party.isPaired())
        keepQuietly(record, {type: 'wheel-handed', to, by, ...over})
      desk.reconsider()
    },
  })
  const both: Both = {
    ...given,
    // One alone answers without a name, and there is nobody to agree.
    people: () => (party.isPaired() ? party.all() : []),
    driver: wheel.driver,
    sha256,
    approved: approval => record.append({type: 'approved', ...approval}),
  }

  function showWheel(view: WheelView) {
    guests.tell({kind: 'wheel', wheel: view})
    hasCompany ||= party.isPaired() || guests.list().length > 0
    if (hasCompany) given.showWheel(view)
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
    tell: withFewAmounts(guests.tell, () => clock.monotonicMs()),
    connect: (wire, {needsToken = false} = {}) => guests.attend(wire, hello => door.admit(hello, needsToken)),
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
    record(journal) {
      const joined = {type: 'people-joined' as const, people: party.all().slice(0, mostNames), driver: wheel.driver()}
      return record.open(journal, party.isPaired() ? [joined] : [])
    },
    lost() {
      // The driver last, so that the wheel goes to somebody who stays.
      const gone = party.leaveHost().map(({name}) => name)
      for (const name of gone.filter(one => one !== wheel.driver())) wheel.leave(name, undefined)
      if (gone.includes(wheel.driver())) wheel.leave(wheel.driver(), undefined)
      desk.leaveHost()
      return party.hasNavigator()
    },
    quit: desk.close,
    close(lines) {
      isOver = true
      guests.tell({kind: 'ended', lines})
      guests.close('The run is over')
      wheel.close()
    },
  }
}

/** How far something is comes in bursts; nobody reads more than some of it. */
function withFewAmounts(tell: (news: RunNews) => void, now: () => number): (news: RunNews) => void {
  let toldMs = Number.NEGATIVE_INFINITY
  return news => {
    const isAmount = news.kind === 'amount'
    if (isAmount && news.amount.done < news.amount.total && now() - toldMs < amountMs) return
    if (isAmount) toldMs = now()
    tell(news)
  }
}

const amountMs = 100
