import type {WizardView} from '../store/view.ts'
import type {Layout} from './layout.ts'
import type {Row} from './row.ts'
import {helpParts} from './screens/help.ts'
import {planParts} from './screens/plan.ts'
import {readingParts} from './screens/reading.ts'
import {reportParts} from './screens/report.ts'
import {resumeParts} from './screens/resume.ts'
import {runParts} from './screens/run.ts'
import {startParts} from './screens/start.ts'
import {targetParts} from './screens/target.ts'

/** What a screen shows, in rows that are cut and scrolled by whoever draws them. */
export type ScreenParts = {
  readonly title: string
  readonly remark?: string
  readonly list?: {readonly rows: readonly Row[]; readonly current: number}
  readonly detail: {
    readonly title: string
    readonly remark?: string
    /** Stands still above what scrolls. */
    readonly head: readonly Row[]
    readonly body: readonly Row[] | 'output'
  }
}

/** The screen that follows from the view. */
export function partsOf(view: WizardView, layout: Layout): ScreenParts {
  if (view.local.help) return helpParts(view, layout)
  const subject = view.question?.subject
  switch (subject?.kind) {
    case 'start':
      return startParts(subject, view, layout)
    case 'resume':
      return resumeParts(subject, view, layout)
    case 'target':
      return targetParts(subject, view, layout)
    case 'plan':
      return planParts(subject, view, layout)
    case 'report':
      return reportParts(subject, view, layout)
    default:
      return view.session === undefined ? readingParts(view) : runParts(view, view.session, layout)
  }
}

/** Rows that scroll: what is left of the detail below its title (side by side) and its head. */
export function scrollHeight(parts: ScreenParts, layout: Layout): number {
  const titleRows = layout.isWide && parts.list !== undefined ? 2 : 0
  return Math.max(1, layout.detail.height - titleRows - parts.detail.head.length)
}
