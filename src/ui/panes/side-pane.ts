import type {WizardView} from '../../store/view.ts'
import type {Area} from '../area.ts'
import type {Row} from '../rows/row.ts'

/** What stands beside a session all the time where there is room. To add one: a file and a line in `side-panes.ts`. */
export type SidePane = {
  /** The title of its rule. */
  title(view: WizardView): string
  remark?(view: WizardView): string
  isThere(view: WizardView): boolean
  /** At most `area.height` rows. The last pane gets what the ones before leave. */
  rows(view: WizardView, area: Area): readonly Row[]
}
