import {clean} from '../domain/clean-text.ts'
import type {WheelView} from '../domain/wheel-view.ts'
import type {WizardView} from '../store/view.ts'
import {steering} from './keys/wheel-keys.ts'
import {type Span, span} from './rows/row.ts'
import {cut, fitting} from './rows/width.ts'

/** For the header: who drives, or what is to be done about the wheel; as what one is here; who else is. `width` in columns. */
export function wheelFacts(view: WizardView, width: number): Span[] {
  const {wheel, guest} = view
  return [...atTheWheel(view, width), ...ownRole(guest, wheel, width), ...otherGuests(view, width)]
}

/** Whether there is more to say of people than who drives. */
export function isShared({wheel, guest}: WizardView): boolean {
  return guest !== undefined || (wheel?.guests ?? []).length > 0
}

/** `Ada drives`, and how long still; who asks for the wheel; once the turn is over, whose it is and by which key. */
function atTheWheel(view: WizardView, width: number): Span[] {
  const {wheel, guest, isAway} = view
  if (isAway === true) return [span(width < 100 ? 'host is away' : 'host is away, waiting for it', 'warn')]
  if (wheel === undefined) return []
  const {driver, next, turn, wantedBy} = wheel
  const longest = width < 100 ? 12 : 24
  const name = (of: string) => cut(driverName(of), longest)
  const drives = steering(view) === 'drives'
  if (wantedBy !== undefined && drives) return [span(`${name(wantedBy)} asks${forIt(width)}: W`, 'warn')]
  if (wantedBy !== undefined && wantedBy === guest?.name) return [span('you asked for the wheel', 'accent')]
  if (turn?.isDue === true) return [span(`${name(next)}’s turn${drives ? ': W' : ''}`, 'warn')]
  if (driver === guest?.name) return [span(`you drive${timeLeft(turn)}`, 'accent')]
  return [span(`${name(driver)}${width < 70 ? '' : ' drives'}${timeLeft(turn)}`, 'accent')]
}

/** Nobody knows who sits at the host where git doesn't. */
export function driverName(name: string): string {
  return name === '' ? 'the host' : clean(name)
}

function forIt(width: number): string {
  return width < 70 ? '' : ' for the wheel'
}

function timeLeft(turn: WheelView['turn']): string {
  if (turn === undefined) return ''
  return turn.isPaused ? ', paused' : `, ${Math.ceil(turn.leftMs / 60_000)} min`
}

/** Who drives knows it. */
function ownRole(guest: WizardView['guest'], wheel: WizardView['wheel'], width: number): Span[] {
  if (guest === undefined || guest.name === wheel?.driver) return []
  return [span(width < 100 ? guest.role : `you: ${guest.role}`, 'dim')]
}

/** The others at terminals of their own, by name where there is room. */
function otherGuests({wheel, guest}: WizardView, width: number): Span[] {
  const others = (wheel?.guests ?? []).filter(({name}) => name !== guest?.name && name !== wheel?.driver)
  if (others.length === 0) return []
  const names = others.map(({name, role}) => `${cut(clean(name), 16)}${role === 'viewer' ? ' (viewer)' : ''}`)
  return [span(width < 100 ? `+${others.length}` : `with ${fitting(names, 32)}`, 'dim')]
}
