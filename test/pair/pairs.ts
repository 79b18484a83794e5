import type {Wire} from '../../src/domain/ports.ts'
import type {Answer, Question} from '../../src/domain/question.ts'
import type {GuestRole, Suggestion, WheelView} from '../../src/domain/wheel-view.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {fold} from '../../src/journal/fold.ts'
import type {Session} from '../../src/journal/session.ts'
import {type GuestLink, openGuest} from '../../src/pair/guest.ts'
import {type Host, type HostGiven, openHost} from '../../src/pair/host.ts'
import type {HostMessage} from '../../src/pair/messages.ts'
import type {LocalAsk} from '../../src/pair/question-desk.ts'
import type {Later} from '../../src/store/publisher.ts'
import {sessionStarted} from '../support/journal-events.ts'

/** Both ends of a conversation in memory. Lines are heard when they are sent, unless the reader is frozen. */
export function openWires() {
  const one = end(() => two)
  const two: WireEnd = end(() => one)
  return {one, two}
}

export type WireEnd = Wire & {
  /** Reads nothing from here on; the other side may send one more line. */
  freeze(): void
  /** Reads what waited. */
  thaw(): void
  readonly waiting: () => number
  hear(line: string): void
  drained(): void
  gone(): void
}

function end(other: () => WireEnd): WireEnd {
  const waiting: string[] = []
  let isFrozen = false
  let isClosed = false
  let hear: (line: string) => void = line => void waiting.push(line)
  let drained = () => {}
  let closed = () => {}
  const me: WireEnd = {
    send(line) {
      if (!isClosed) other().hear(line)
      return other().waiting() === 0
    },
    onLine(run) {
      hear = run
      for (const line of waiting.splice(0)) run(line)
    },
    onDrained(run) {
      drained = run
    },
    onClosed(run) {
      closed = run
    },
    close() {
      if (isClosed) return
      me.gone()
      other().gone()
    },
    freeze() {
      isFrozen = true
    },
    thaw() {
      isFrozen = false
      for (const line of waiting.splice(0)) hear(line)
      other().drained()
    },
    waiting: () => waiting.length,
    hear(line) {
      if (isFrozen) waiting.push(line)
      else hear(line)
    },
    drained: () => drained(),
    gone() {
      if (isClosed) return
      isClosed = true
      closed()
    },
  }
  return me
}

/** Time that passes when it is told to. */
export function handClock() {
  let nowMs = 0
  let due: {readonly atMs: number; readonly run: () => void}[] = []
  const later: Later = (delayMs, run) => {
    const one = {atMs: nowMs + delayMs, run}
    due.push(one)
    return () => {
      due = due.filter(other => other !== one)
    }
  }
  return {
    later,
    clock: {monotonicMs: () => nowMs},
    pass(ms: number) {
      const endMs = nowMs + ms
      for (;;) {
        const next = due.toSorted((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined || next.atMs > endMs) break
        due = due.filter(one => one !== next)
        nowMs = next.atMs
        next.run()
      }
      nowMs = endMs
    },
  }
}

/** Lets everything happen that waits for nothing but a turn. */
export const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** The host's terminal: questions come up in it, and a test answers them. */
function terminal() {
  const shown: {question: Question; answer: (answer: Answer | undefined) => void; isWithdrawn: boolean}[] = []
  const local: LocalAsk = (question, signal) =>
    new Promise(resolve => {
      const one = {question, answer: resolve, isWithdrawn: false}
      shown.push(one)
      signal.addEventListener('abort', () => {
        one.isWithdrawn = true
        resolve(undefined)
      })
    })
  return {shown, local}
}

/** A host with Ada at its terminal, and a journal of which the events are known. */
export function openPair(more: Partial<HostGiven> = {}) {
  const time = handClock()
  const told = {
    wheel: [] as WheelView[],
    suggestions: [] as (readonly Suggestion[])[],
    said: [] as string[],
    hints: [] as string[],
    did: [] as string[],
  }
  const host: Host = openHost({
    ...time,
    tool: '1.2.3',
    repository: 'riptide',
    sha256: text => `hash of ${text}`,
    people: [{name: 'Ada', mail: 'ada@example.com'}],
    commitsSteps: false,
    showWheel: view => void told.wheel.push(view),
    showSuggestions: list => void told.suggestions.push(list),
    say: line => void told.said.push(line),
    hint: line => void told.hints.push(line),
    cancel: () => void told.did.push('cancelled'),
    ring: () => void told.did.push('rang'),
    deserted: () => void told.did.push('deserted'),
    ...more,
  })
  const {shown, local} = terminal()
  const ask = host.asking(local)
  return {...time, ...told, host, ask, asked: shown, here: () => shown.at(-1), sits: sitter(host, time.later)}
}

export type Sitting = {
  readonly link: GuestLink
  readonly heard: HostMessage[]
  readonly states: string[]
  /** The end of the wire that is in use. */
  readonly wire: () => WireEnd
  /** The number of the question that is open on the guest's screen. */
  readonly number: () => number
  readonly told: () => readonly string[]
}

/** Somebody sits down at a terminal of their own. */
function sitter(host: Host, later: Later) {
  return async (name: string, role: GuestRole | 'driver' = 'navigator', more: {mail?: string; token?: string} = {}) => {
    const heard: HostMessage[] = []
    const states: string[] = []
    let wire = openWires().one
    const connect = async () => {
      const {one, two} = openWires()
      wire = one
      host.connect(two, {needsToken: more.token !== undefined})
      return one
    }
    const link = openGuest({
      connect,
      later,
      tool: '1.2.3',
      me: {name, role, ...more},
      hear: message => void heard.push(message),
      onState: (state, why) => void states.push(why === undefined ? state : `${state}: ${why}`),
    })
    await turns()
    const sitting: Sitting = {
      link,
      heard,
      states,
      wire: () => wire,
      number: () => openNumber(heard),
      told: () => toldTo(heard),
    }
    return sitting
  }
}

function toldTo(heard: readonly HostMessage[]): readonly string[] {
  return heard.flatMap(one => (one.type === 'told' ? [`${one.what}: ${one.text}`] : []))
}

function openNumber(heard: readonly HostMessage[]): number {
  const news = heard.flatMap(one => {
    if (one.type === 'news') return [one.news]
    return 'news' in one ? one.news : []
  })
  return news.reduce((number, one) => (one.kind === 'asked' ? one.number : number), 0)
}

/** A session on disk, as far as pairing sees one. */
export function openMemoryJournal() {
  const events: JournalEvent[] = []
  let session: Session = fold(undefined, {at: '2025-01-01T00:00:00Z', event: sessionStarted})
  return {
    events,
    get session() {
      return session
    },
    async append(...more: readonly JournalEvent[]) {
      events.push(...more)
      for (const event of more) session = fold(session, {at: '2025-01-01T00:00:01Z', event})
    },
  }
}
