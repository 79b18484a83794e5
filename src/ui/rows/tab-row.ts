import type {WizardView} from '../../store/view.ts'
import {openTab, tabLabel, tabsOf} from '../tabs/tabs.ts'
import {type Row, type Span, span} from './row.ts'

/** `▸1 Step   2 Output   3 Tree`: the views that can be opened, the open one marked; undefined when there is only one. */
export function tabRow(view: WizardView): Row | undefined {
  const tabs = tabsOf(view)
  if (tabs.length < 2) return undefined
  const open = openTab(view)
  return tabs.flatMap((tab, at): Span[] => {
    const gap = at === 0 ? '' : '  '
    return tab === open
      ? [span(`${gap}▸${tab.number} ${tabLabel(tab, view)}`, 'marked')]
      : [span(`${gap} ${tab.number} `, 'key'), span(tabLabel(tab, view), 'dim')]
  })
}
