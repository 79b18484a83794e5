import type {TabId, WizardView} from '../../store/view.ts'
import type {Area} from '../area.ts'
import type {ScreenParts} from '../screen-parts.ts'

/** One view of the session beside its steps. To add one: a file here, its id in `store/view.ts`, a line in `tabs.ts`. */
export type Tab = {
  readonly id: TabId
  /** Its key. */
  readonly number: number
  readonly label: string | ((view: WizardView) => string)
  /** It opens at its end and stays there, until somebody goes up. */
  readonly followsEnd?: true
  /** Whether there is anything to show now; one that is not there has no key. */
  isThere(view: WizardView): boolean
  /** Undefined for the screen's own detail. Without a title it is that of the step at hand. */
  detail?(view: WizardView, area: Area): Pick<ScreenParts['detail'], 'head' | 'body'> & {readonly title?: string}
}
