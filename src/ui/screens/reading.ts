import type {WizardView} from '../../store/view.ts'
import {blank, line} from '../row.ts'
import type {ScreenParts} from '../screen-parts.ts'

/** Before the first question: what is going on, and what was said about it. */
export function readingParts({activity, survey, said}: WizardView): ScreenParts {
  return {
    title: '',
    detail: {
      title: '',
      head: [blank],
      body: [
        line(activity ?? (survey === undefined ? 'Starting' : 'One moment')),
        blank,
        ...said.slice(-8).map(one => line(one, 'dim')),
      ],
    },
  }
}
