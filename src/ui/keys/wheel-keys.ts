import {clean} from '../../domain/clean-text.ts'
import type {WizardView} from '../../store/view.ts'
import type {Binding} from './binding.ts'

/** Where several people share the terminal: what opens the choice of what is to be done about the wheel. */
export function takeWheelKeys({wheel}: WizardView): Binding[] {
  if (wheel === undefined) return []
  return [
    {keys: ['W'], label: 'wheel', about: 'the wheel: who drives next', action: {kind: 'ask-wheel'}, shownIn: 'footer'},
  ]
}

/** What can be done about the wheel, once that was asked for. */
export function wheelKeys({wheel}: WizardView): Binding[] {
  if (wheel === undefined) return []
  const next = clean(wheel.next)
  const turn: Binding[] =
    wheel.turn === undefined
      ? []
      : [
          {
            keys: ['r'],
            label: 'turn anew',
            about: 'the wheel: the driver’s turn begins anew',
            action: {kind: 'wheel', move: 'reset'},
            shownIn: 'footer',
          },
          {
            keys: ['p'],
            label: wheel.turn.isPaused ? 'let it run' : 'pause',
            about: 'the wheel: stop the time, or let it run again',
            action: {kind: 'wheel', move: 'pause'},
            shownIn: 'footer',
          },
        ]
  return [
    {
      keys: ['n', 'enter'],
      label: `${next} drives`,
      about: 'the wheel: the next one drives',
      action: {kind: 'wheel', move: 'hand-over'},
      shownIn: 'footer',
    },
    {
      keys: ['s'],
      label: `${next} is away`,
      about: 'the wheel: pass over who is next',
      action: {kind: 'wheel', move: 'skip'},
      shownIn: 'footer',
    },
    ...turn,
    {keys: ['esc', 'W'], label: 'back', about: 'the wheel: leave it', action: {kind: 'close'}, shownIn: 'footer'},
  ]
}
