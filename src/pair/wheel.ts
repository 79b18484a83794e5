import type {WheelMove, WheelView} from '../domain/wheel-view.ts'

/**
 * Who sits at the keyboard of one shared terminal. Names are distinct, in the order in which they drive. Times are of a clock
 * that never goes backwards, in ms.
 */
export type Wheel = {
  readonly names: readonly string[]
  readonly driver: string
  /** Who gets it next. */
  readonly next: string
  /** Absent where no time was set. `since` is undefined while it stands still, after `spentMs`. */
  readonly turn?: {readonly lengthMs: number; readonly spentMs: number; readonly since?: number}
}

/** At the start of a session. The first drives; there are at least two. */
export function takeWheel(names: readonly string[], nowMs: number, lengthMs?: number): Wheel {
  const [driver = ''] = names
  const wheel = {names, driver, next: after(names, driver)}
  return lengthMs === undefined ? wheel : {...wheel, turn: {lengthMs, spentMs: 0, since: nowMs}}
}

/** The wheel after a move. Whoever is passed over comes round again after the others. */
export function moveWheel(wheel: Wheel, move: WheelMove, nowMs: number): Wheel {
  switch (move) {
    case 'hand-over':
      return afresh({...wheel, driver: wheel.next, next: after(wheel.names, wheel.next)}, nowMs)
    case 'skip':
      return skipped(wheel, nowMs)
    case 'reset':
      return afresh(wheel, nowMs)
    case 'ask':
    case 'grant':
    case 'refuse':
    case 'take-back':
      return wheel
    case 'pause':
      return wheel.turn === undefined ? wheel : {...wheel, turn: toggled(wheel.turn, nowMs)}
    default:
      return move satisfies never
  }
}

/** Whether the driver's time is over. */
export function isTurnOver(wheel: Wheel, nowMs: number): boolean {
  return wheel.turn !== undefined && leftMs(wheel.turn, nowMs) === 0
}

/** As it is shown now. */
export function viewWheel(wheel: Wheel, nowMs: number): WheelView {
  const {driver, next, names, turn} = wheel
  const view = {driver, next, others: names.filter(name => name !== driver)}
  if (turn === undefined) return view
  const left = leftMs(turn, nowMs)
  return {...view, turn: {leftMs: left, isPaused: turn.since === undefined, isDue: left === 0}}
}

/** With two people there is nobody else to give it to: the driver goes on, with a turn of their own. */
function skipped(wheel: Wheel, nowMs: number): Wheel {
  const next = after(wheel.names, wheel.next)
  return next === wheel.driver ? afresh({...wheel, next: after(wheel.names, next)}, nowMs) : {...wheel, next}
}

function afresh(wheel: Wheel, nowMs: number): Wheel {
  if (wheel.turn === undefined) return wheel
  return {...wheel, turn: {lengthMs: wheel.turn.lengthMs, spentMs: 0, since: nowMs}}
}

type Turn = NonNullable<Wheel['turn']>

function toggled({lengthMs, spentMs, since}: Turn, nowMs: number): Turn {
  return since === undefined ? {lengthMs, spentMs, since: nowMs} : {lengthMs, spentMs: spentMs + nowMs - since}
}

function leftMs({lengthMs, spentMs, since}: Turn, nowMs: number): number {
  return Math.max(0, lengthMs - spentMs - (since === undefined ? 0 : nowMs - since))
}

function after(names: readonly string[], name: string): string {
  return names[(names.indexOf(name) + 1) % names.length] ?? name
}
