import {clean} from '../../domain/clean-text.ts'
import type {WheelMove, WheelView} from '../../domain/wheel-view.ts'
import {mayAnswer} from '../../store/may-answer.ts'
import type {WizardView} from '../../store/view.ts'
import type {Binding} from './binding.ts'

/** What somebody at this screen can do about the wheel; undefined for nothing. */
export function steering(view: WizardView): 'drives' | 'asks' | 'takes-back' | undefined {
  const {wheel, guest, isAway} = view
  if (wheel === undefined || isAway === true || guest?.role === 'viewer') return undefined
  if (mayAnswer(view) === 'suggests') return guest === undefined ? 'takes-back' : 'asks'
  return wheel.others.length > 0 || wheel.turn !== undefined ? 'drives' : undefined
}

/** Where several people are at it: what opens the choice of what is to be done about the wheel. */
export function takeWheelKeys(view: WizardView): Binding[] {
  if (steering(view) === undefined) return []
  return [
    {keys: ['W'], label: 'wheel', about: 'the wheel: who drives next', action: {kind: 'ask-wheel'}, shownIn: 'footer'},
  ]
}

/** What can be done about the wheel, once that was asked for. */
export function wheelKeys(view: WizardView): Binding[] {
  const {wheel} = view
  return wheel === undefined ? [back] : [...movesOf(view, wheel), back]
}

function movesOf(view: WizardView, wheel: WheelView): Binding[] {
  switch (steering(view)) {
    case 'drives':
      return [...(wheel.wantedBy === undefined ? handing(wheel) : granting(wheel.wantedBy)), ...timing(wheel)]
    case 'asks':
      return [asking(wheel, view.guest?.name)]
    case 'takes-back':
      return [move(['t', 'enter'], 'take it back', 'the wheel: back to where the wizard runs', 'take-back')]
    default:
      return []
  }
}

function handing({next, others}: WheelView): Binding[] {
  if (others.length === 0) return []
  return [
    move(['n', 'enter'], `${clean(next)} drives`, 'the wheel: the next one drives', 'hand-over'),
    move(['s'], `${clean(next)} is away`, 'the wheel: pass over who is next', 'skip'),
  ]
}

function granting(wantedBy: string): Binding[] {
  return [
    move(['y'], `${clean(wantedBy)} drives`, 'the wheel: somebody asks for it, and gets it', 'grant'),
    move(['n'], 'not now', 'the wheel: somebody asks for it, and has to wait', 'refuse'),
  ]
}

/** One asks at a time. */
function asking({driver, wantedBy}: WheelView, me: string | undefined): Binding {
  const binding = move(['a', 'enter'], `ask ${clean(driver)} for it`, 'the wheel: ask for it', 'ask')
  if (wantedBy === undefined) return binding
  const who = wantedBy === me ? 'you have' : `${clean(wantedBy)} has`
  return {...binding, disabledBecause: `${who} asked already`}
}

function timing({turn}: WheelView): Binding[] {
  if (turn === undefined) return []
  const pause = turn.isPaused ? 'let it run' : 'pause'
  return [
    move(['r'], 'turn anew', 'the wheel: the driver’s turn begins anew', 'reset'),
    move(['p'], pause, 'the wheel: stop the time, or let it run again', 'pause'),
  ]
}

function move(keys: Binding['keys'], label: string, about: string, made: WheelMove): Binding {
  return {keys, label, about, action: {kind: 'wheel', move: made}, shownIn: 'footer'}
}

const back: Binding = {
  keys: ['esc', 'W'],
  label: 'back',
  about: 'the wheel: leave it',
  action: {kind: 'close'},
  shownIn: 'footer',
}
