import type {TabId, WizardView} from '../../store/view.ts'
import {openTab, tabsOf} from '../tabs/tabs.ts'
import type {Binding} from './binding.ts'

/** The views of the step at hand by their numbers; Tab goes to the next one. */
export function tabKeys(view: WizardView): Binding[] {
  const tabs = tabsOf(view)
  if (tabs.length < 2) return []
  const at = tabs.indexOf(openTab(view))
  const next = tabs[(at + 1) % tabs.length] ?? tabs[0]
  return [
    ...(next === undefined ? [] : [tabKey('tab', next, 'footer')]),
    ...tabs.map(tab => tabKey(String(tab.number), tab, 'help')),
  ]
}

function tabKey(
  key: string,
  {id, label}: {readonly id: TabId; readonly label: string},
  shownIn: Binding['shownIn'],
): Binding {
  return {keys: [key], label: label.toLowerCase(), action: {kind: 'open-tab', tab: id}, shownIn}
}
