import type {WizardView} from '../../store/view.ts'
import type {Tab} from '../tabs/tab.ts'
import {openTab, tabLabel, tabsOf} from '../tabs/tabs.ts'
import type {Binding} from './binding.ts'

/** The views of the step at hand by their numbers; Tab goes to the next one. */
export function tabKeys(view: WizardView): Binding[] {
  const tabs = tabsOf(view)
  if (tabs.length < 2) return []
  const at = tabs.indexOf(openTab(view))
  const next = tabs[(at + 1) % tabs.length] ?? tabs[0]
  return [
    ...(next === undefined ? [] : [tabKey('tab', next, view, 'footer', 'the next view')]),
    ...tabs.map(tab => tabKey(String(tab.number), tab, view, 'help', 'a view of the session by its number')),
  ]
}

function tabKey(key: string, tab: Tab, view: WizardView, shownIn: Binding['shownIn'], about: string): Binding {
  const label = tabLabel(tab, view).toLowerCase()
  return {keys: [key], label, about, action: {kind: 'open-tab', tab: tab.id}, shownIn}
}
