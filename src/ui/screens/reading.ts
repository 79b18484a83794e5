import {clean} from '../../domain/clean-text.ts'
import type {WizardView} from '../../store/view.ts'
import type {Layout} from '../layout.ts'
import {rowOf} from '../rows/activity-row.ts'
import {blank, line, prose, type Row} from '../rows/row.ts'
import type {ScreenParts} from '../screen-parts.ts'

/** Before the first question: what is going on, and what was said about it. */
export function readingParts(view: WizardView, {detail}: Layout): ScreenParts {
  return {
    title: '',
    detail: {
      title: '',
      head: [blank],
      body: [
        doing(view, detail.width),
        blank,
        ...view.said.slice(-8).flatMap(one => prose(clean(one), detail.width, {style: 'dim'})),
      ],
    },
  }
}

function doing({activity, survey, nowMs}: WizardView, width: number): Row {
  if (activity !== undefined) return rowOf(activity, nowMs, width)
  return line(survey === undefined ? 'Starting' : 'One moment')
}
