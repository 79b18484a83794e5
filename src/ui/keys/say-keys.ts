import type {WizardView} from '../../store/view.ts'
import type {Binding} from './binding.ts'

/** Where people sit at several terminals: a line to all the others. Viewers only read. */
export function sayKeys({wheel, guest, isAway}: WizardView): Binding[] {
  const isAlone = guest === undefined && (wheel?.guests ?? []).length === 0
  if (isAlone || guest?.role === 'viewer' || isAway === true) return []
  const about = 'say a line to those at the other terminals; nobody keeps it'
  return [{keys: ['S'], label: 'say', about, action: {kind: 'open-say'}, shownIn: 'footer'}]
}
