import type {Clock} from '../domain/ports.ts'
import type {Guest, WheelMove, WheelView} from '../domain/wheel-view.ts'
import type {Later} from '../store/publisher.ts'
import {isTurnOver, join, leave, moveWheel, takeWheel, viewWheel, type Wheel} from './wheel.ts'

/** The wheel and its clocks. */
export type WheelDesk = {
  driver(): string
  view(): WheelView
  join(name: string): void
  /** `heir` gets the wheel where it was theirs. */
  leave(name: string, heir: string | undefined): void
  move(move: WheelMove, by: string): void
  /** The driver is at work. */
  present(): void
  /** Guests came or went: shown anew where that changed anything. */
  refresh(): void
  close(): void
}

type Given = {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly later: Later
  readonly names: readonly string[]
  /** Of each turn; undefined where no time was set. */
  readonly turnMs?: number | undefined
  readonly guests: () => readonly Guest[]
  readonly isAsking: () => boolean
  readonly show: (view: WheelView) => void
  /** `by` is who gave it, or who got it where nobody gave it. */
  readonly handed: (to: string, by: string, isTurnOver: boolean) => void
  /** A turn is over, and nobody is being asked anything. */
  readonly ring: () => void
}

/** Opens it with the first of the names at the wheel. */
export function openWheelDesk(given: Given): WheelDesk {
  const {clock, later, names, turnMs, guests, handed} = given
  const now = () => clock.monotonicMs()
  let wheel: Wheel = takeWheel(names, now(), turnMs)
  let presentMs = now()
  const view = () => viewWheel(wheel, now(), guests())
  const refresh = shownWhenChanged(given.show, view)
  const turn = watchTurn({...given, isOver: () => isTurnOver(wheel, now())})
  const wish = grantInTime({later, now, presentMs: () => presentMs, grant: () => change(made('grant'), 'takes')})
  const made = (move: WheelMove, by?: string) => moveWheel(wheel, move, now(), by)

  /** `takes`: nobody gave it to who has it now. */
  const change = (next: Wheel, by: string) => {
    const before = wheel
    const wasOver = isTurnOver(before, now())
    wheel = next
    if (next.driver !== before.driver) {
      presentMs = now()
      if (next.driver !== '') handed(next.driver, by === 'takes' ? next.driver : by, wasOver)
    }
    if (next.turn !== before.turn) turn.begin()
    wish.look(wheel.wantedBy)
    refresh()
  }
  const tick = () => {
    refresh()
    turn.look()
  }
  const stopTicking = turnMs === undefined ? () => undefined : everySecond(later, tick)

  return {
    driver: () => wheel.driver,
    view,
    join: name => change(join(wheel, name, now()), 'takes'),
    leave: (name, heir) => change(leave(wheel, name, now(), heir), 'takes'),
    move: (move, by) => change(made(move, by), by),
    present() {
      presentMs = now()
    },
    refresh,
    close() {
      stopTicking()
      wish.look(undefined)
    },
  }
}

type Wish = {
  readonly later: Later
  readonly now: () => number
  readonly presentMs: () => number
  readonly grant: () => void
}

/** Who asks for the wheel of somebody who isn't there gets it: after a while, and not from who is at work. */
function grantInTime({later, now, presentMs, grant}: Wish) {
  let asked: {readonly by: string; readonly sinceMs: number} | undefined
  let stop = () => {}
  const wait = () => {
    if (asked === undefined) return
    const dueMs = Math.max(asked.sinceMs + answerMs, presentMs() + idleMs)
    if (now() >= dueMs) grant()
    else stop = later(dueMs - now(), wait)
  }
  return {
    look(by: string | undefined) {
      if (by === asked?.by) return
      stop()
      asked = by === undefined ? undefined : {by, sinceMs: now()}
      wait()
    },
  }
}

/** Rings once for each turn that is over, as soon as nobody is being asked anything. */
function watchTurn({isOver, isAsking, ring}: Pick<Given, 'isAsking' | 'ring'> & {readonly isOver: () => boolean}) {
  let hasRung = false
  return {
    begin() {
      hasRung = false
    },
    look() {
      if (!isOver() || hasRung || isAsking()) return
      hasRung = true
      ring()
    },
  }
}

/** Seconds are nobody's concern: what is shown changes by the minute. */
function shownWhenChanged(show: (view: WheelView) => void, view: () => WheelView): () => void {
  let known = ''
  return () => {
    const {turn, ...rest} = view()
    const leftMs = Math.ceil((turn?.leftMs ?? 0) / minuteMs) * minuteMs
    const rounded = turn === undefined ? rest : {...rest, turn: {...turn, leftMs}}
    const text = JSON.stringify(rounded)
    if (text === known) return
    known = text
    show(rounded)
  }
}

function everySecond(later: Later, run: () => void): () => void {
  let stop = later(1000, function again() {
    stop = later(1000, again)
    run()
  })
  return () => stop()
}

/** How long an answer to who asks for the wheel is waited for, and how long a driver who isn't there does nothing. */
const answerMs = 20_000
const idleMs = 60_000
const minuteMs = 60_000
