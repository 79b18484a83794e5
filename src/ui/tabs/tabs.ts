import type {TabId, WizardView} from '../../store/view.ts'
import {compareTab} from './compare-tab.ts'
import {diskTab} from './disk-tab.ts'
import {historyTab} from './history-tab.ts'
import {outputTab} from './output-tab.ts'
import type {Tab} from './tab.ts'
import {treeTab} from './tree-tab.ts'

const stepTab: Tab = {
  id: 'step',
  number: 1,
  label: ({question}) => ownLabels[question?.subject.kind ?? ''] ?? 'Step',
  isThere: () => true,
}

/** What the screen's own detail is where it is not about a step. */
const ownLabels: Readonly<Record<string, string>> = {report: 'Report', resume: 'Session'}

/** All of them, in the order of their numbers. */
const tabs: readonly Tab[] = [stepTab, outputTab, treeTab, diskTab, compareTab, historyTab]

/** The views that can be opened now: only a session has any. */
export function tabsOf(view: WizardView): readonly Tab[] {
  return view.session === undefined || view.local.help ? [] : tabs.filter(tab => tab.isThere(view))
}

/** The one that is open; the screen's own detail when what was opened is not there any more. */
export function openTab(view: WizardView): Tab {
  return tabsOf(view).find(tab => tab.id === view.local.tab) ?? stepTab
}

/** Where a view is scrolled to when it is opened: one that follows its end has no place of its own. */
export function openedAt(id: TabId): number {
  return tabs.find(tab => tab.id === id)?.followsEnd === true ? endOfTab : 0
}

/** The scroll position of a view that follows its end. */
export const endOfTab = Number.POSITIVE_INFINITY

/** The name of a view, on the screen below. */
export function tabLabel({label}: Tab, view: WizardView): string {
  return typeof label === 'string' ? label : label(view)
}
