import type {Guest, WheelMove, WheelView} from '../domain/wheel-view.ts'

/**
 * Who of those that take part drives, at one keyboard or at several. Names are distinct, in the order in which they drive.
 * Times are of a clock that never goes backwards, in ms.
 */
export type Wheel = {
  readonly names: readonly string[]
  /** Empty where nobody is left. */
  readonly driver: string
  /** Who gets it next; the driver where nobody else is there. */
  readonly next: string
  /** Who asked for it and has no answer yet. */
  readonly wantedBy?: string
  /** Absent where no time was set. `since` is undefined while it stands still, after `spentMs`. */
  readonly turn?: {readonly lengthMs: number; readonly spentMs: number; readonly since?: number}
}

/** At the start of a session. The first drives. */
export function takeWheel(names: readonly string[], nowMs: number, lengthMs?: number): Wheel {
  const [driver = ''] = names
  const wheel = {names, driver, next: after(names, driver)}
  return lengthMs === undefined ? wheel : {...wheel, turn: {lengthMs, spentMs: 0, since: nowMs}}
}

/** With one more, who comes last; who comes to an empty place drives. */
export function join(wheel: Wheel, name: string, nowMs: number): Wheel {
  if (wheel.names.includes(name)) return wheel
  const names = [...wheel.names, name]
  if (!wheel.names.includes(wheel.driver))
    return afresh({...wheel, names, driver: name, next: after(names, name)}, nowMs)
  return {...wheel, names, next: wheel.next === wheel.driver ? name : wheel.next}
}

/** Without somebody. Whoever drove leaves the wheel to the heir, or to who is next. */
export function leave(wheel: Wheel, name: string, nowMs: number, heir?: string): Wheel {
  if (!wheel.names.includes(name)) return wheel
  const names = wheel.names.filter(one => one !== name)
  const rest = {...(wheel.wantedBy === name ? unwanted(wheel) : wheel), names}
  if (wheel.driver !== name) return wheel.next === name ? {...rest, next: after(names, wheel.driver)} : rest
  const to = [heir, wheel.next, names[0]].find(one => one !== undefined && names.includes(one)) ?? ''
  return afresh({...wantedStill(rest, to), driver: to, next: after(names, to)}, nowMs)
}

/** The wheel after a move that somebody made. Whoever is passed over comes round again after the others. */
export function moveWheel(wheel: Wheel, move: WheelMove, nowMs: number, by: string = wheel.driver): Wheel {
  switch (move) {
    case 'hand-over':
      return handed(wheel, wheel.next, nowMs)
    case 'skip':
      return skipped(wheel, nowMs)
    case 'reset':
      return afresh(wheel, nowMs)
    case 'ask':
      return asked(wheel, by)
    case 'grant':
      return wheel.wantedBy === undefined ? wheel : handed(wheel, wheel.wantedBy, nowMs)
    case 'refuse':
      return unwanted(wheel)
    case 'take-back':
      return handed(wheel, by, nowMs)
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
export function viewWheel(wheel: Wheel, nowMs: number, guests: readonly Guest[] = []): WheelView {
  const {driver, next, names, turn, wantedBy} = wheel
  const view = {
    driver,
    next,
    others: names.filter(name => name !== driver),
    ...(guests.length === 0 ? {} : {guests}),
    ...(wantedBy === undefined ? {} : {wantedBy}),
  }
  if (turn === undefined) return view
  const left = leftMs(turn, nowMs)
  return {...view, turn: {leftMs: left, isPaused: turn.since === undefined, isDue: left === 0}}
}

/** One at a time asks; whoever drives has nothing to ask for. */
function asked(wheel: Wheel, by: string): Wheel {
  const mayAsk = wheel.wantedBy === undefined && by !== wheel.driver && wheel.names.includes(by)
  return mayAsk ? {...wheel, wantedBy: by} : wheel
}

function handed(wheel: Wheel, to: string, nowMs: number): Wheel {
  if (to === wheel.driver || !wheel.names.includes(to)) return wheel
  return afresh({...wantedStill(wheel, to), driver: to, next: after(wheel.names, to)}, nowMs)
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

/** Who gets it doesn't ask for it any more. */
function wantedStill(wheel: Wheel, driver: string): Wheel {
  return wheel.wantedBy === driver ? unwanted(wheel) : wheel
}

function unwanted({wantedBy: _, ...wheel}: Wheel): Wheel {
  return wheel
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
