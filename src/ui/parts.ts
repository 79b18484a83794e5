import type {WizardView} from '../store/view.ts'
import type {Area} from './area.ts'
import {diagnosedIn} from './causes.ts'
import {type Layout, layoutOf} from './layout.ts'
import {activityRow} from './rows/activity-row.ts'
import {blank, type Row} from './rows/row.ts'
import {heartbeatRow} from './rows/running-row.ts'
import {tabRow} from './rows/tab-row.ts'
import type {ScreenParts} from './screen-parts.ts'
import {checklistParts} from './screens/checklist.ts'
import {consentParts} from './screens/consent.ts'
import {diagnosticsParts} from './screens/diagnostics.ts'
import {helpParts} from './screens/help.ts'
import {onPurposeParts} from './screens/on-purpose.ts'
import {planParts} from './screens/plan.ts'
import {readingParts} from './screens/reading.ts'
import {reportParts} from './screens/report.ts'
import {resumeParts} from './screens/resume.ts'
import {runParts} from './screens/run.ts'
import {startParts} from './screens/start.ts'
import {targetParts} from './screens/target.ts'
import {undoParts} from './screens/undo.ts'
import type {Tab} from './tabs/tab.ts'
import {openTab} from './tabs/tabs.ts'

/** Layout and content of a view. Kept per view: keys, footer and drawing all ask, and a diff takes its time. */
export function screenOf(view: WizardView): Screen {
  const known = screens.get(view)
  if (known !== undefined) return known
  const screen = arrange(view, layoutOf(view))
  const spare = spareRows(screen)
  const roomier = spare > 0 ? arrange(view, layoutOf(view, spare)) : screen
  screens.set(view, roomier)
  return roomier
}

type Screen = {readonly layout: Layout; readonly parts: ScreenParts}

function arrange(view: WizardView, layout: Layout): Screen {
  return {layout, parts: partsOf(view, layout)}
}

/** Rows below the end of the detail, when it stands under a list. */
function spareRows({layout, parts}: Screen): number {
  const {body} = parts.detail
  if (layout.isWide || parts.list === undefined || body === 'output') return 0
  return Math.max(0, scrollHeight(parts, layout) - body.length - 1)
}

/** Where the output of a command is shown. */
export function outputArea(view: WizardView): Area {
  const {layout, parts} = screenOf(view)
  return {width: layout.detail.width, height: scrollHeight(parts, layout)}
}

/** Whether there is more than is visible. */
export function canScroll(view: WizardView): boolean {
  const {layout, parts} = screenOf(view)
  const {body} = parts.detail
  return (body === 'output' ? view.tail.totalLines : body.length) > scrollHeight(parts, layout)
}

/** The screen that follows from the view, with another view of the session in its detail where one is open. */
function partsOf(view: WizardView, layout: Layout): ScreenParts {
  if (view.local.help) return helpParts(view, layout)
  const parts = ownParts(view, layout)
  const tabs = tabRow(view)
  const tab = openTab(view)
  const other = tab.detail?.(view, layout.detail)
  const detail = other === undefined ? parts.detail : {...other, head: [...heartbeat(view, tab, layout), ...other.head]}
  const title = {title: parts.detail.title, ...(tabs === undefined ? {} : {tabs})}
  return {...parts, detail: {...title, ...detail}}
}

/** What goes on is told in a row where another view than its own is open. */
function heartbeat(view: WizardView, {id}: Tab, {detail}: Layout): readonly Row[] {
  const {running} = view
  const isTold = running !== undefined && id === 'output'
  const own = running === undefined ? activityRow(view, detail.width) : [heartbeatRow(running, view, detail.width)]
  return isTold || own.length === 0 ? [] : [...own, blank]
}

function ownParts(view: WizardView, layout: Layout): ScreenParts {
  const diagnosed = diagnosedIn(view)
  if (diagnosed !== undefined) return diagnosticsParts(diagnosed, view, layout)
  const subject = view.question?.subject
  switch (subject?.kind) {
    case 'start':
      return startParts(subject, view, layout)
    case 'resume':
      return resumeParts(subject, view, layout)
    case 'target':
      return targetParts(subject, view, layout)
    case 'checklist':
      return checklistParts(subject, view, layout)
    case 'on-purpose':
      return onPurposeParts(subject, view, layout)
    case 'plan':
      return planParts(subject, view, layout)
    case 'consent':
      return consentParts(subject, view, layout)
    case 'undo':
      return undoParts(subject, view, layout)
    case 'report':
      return reportParts(subject, view, layout)
    default:
      return view.session === undefined ? readingParts(view, layout) : runParts(view, view.session, layout)
  }
}

/** Rows that scroll: what is left of the detail below its title (side by side) and its head. */
export function scrollHeight(parts: ScreenParts, layout: Layout): number {
  return Math.max(1, layout.detail.height - titleHeight(parts, layout) - parts.detail.head.length)
}

/** Rows of the detail above its head: a title of its own beside a list; below one the rule between them has it. */
function titleHeight({list, detail}: ScreenParts, {isWide}: Layout): number {
  if (list === undefined) return detail.tabs === undefined ? 0 : 1
  return isWide ? 2 : 0
}

const screens = new WeakMap<WizardView, Screen>()
