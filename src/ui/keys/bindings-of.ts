import type {WizardView} from '../../store/view.ts'
import type {Binding} from './binding.ts'
import {always, confirmKeys, helpKeys, inputKeys} from './fixed-keys.ts'
import {leavingKeys} from './leaving-keys.ts'
import {movementKeys} from './movement-keys.ts'
import {outputKeys} from './output-keys.ts'
import {questionKeys} from './question-keys.ts'
import {sayKeys} from './say-keys.ts'
import {takeWheelKeys, wheelKeys} from './wheel-keys.ts'

/** Every key that means something now, the most particular first. Footer, gate and help are made from it. */
export function bindingsOf(view: WizardView): readonly Binding[] {
  const {local} = view
  if (local.input !== undefined) return [...inputKeys, ...always(view)]
  if (local.confirmsQuit) return [...confirmKeys(view), ...always(view)]
  if (local.movesWheel) return [...wheelKeys(view), ...always(view)]
  if (local.help) return [...helpKeys, ...always(view)]
  return [
    ...questionKeys(view),
    ...movementKeys(view),
    ...takeWheelKeys(view),
    ...sayKeys(view),
    ...leavingKeys(view),
    ...outputKeys(view),
    ...always(view),
  ]
}

/** The binding of a key, if it has one. */
export function bindingFor(view: WizardView, key: string): Binding | undefined {
  return bindingsOf(view).find(binding => binding.keys.includes(key))
}

/** The bindings that some key reaches: of two for the same keys only the first. */
export function reachable(bindings: readonly Binding[]): readonly Binding[] {
  const taken = new Set<string>()
  return bindings.filter(({keys}) => {
    const isFree = keys.some(key => !taken.has(key))
    for (const key of keys) taken.add(key)
    return isFree
  })
}
