import type {LocalChange} from '../store/change-view.ts'
import type {Reading, WizardView} from '../store/view.ts'
import type {Area} from './area.ts'
import type {ScrollStep} from './keys/binding.ts'
import {firstOf, linesBefore, pageOf} from './output/output-page.ts'
import {outputArea, screenOf, scrollHeight} from './parts.ts'
import {endOfTab, openTab} from './tabs/tabs.ts'

/** The view's own scroll position after a key. Going up in the output stops following, reaching its end resumes. */
export function scrolled(view: WizardView, by: ScrollStep): LocalChange {
  const {layout, parts} = screenOf(view)
  if (parts.detail.body === 'output') return {reading: scrolledReading(view, by, outputArea(view))}
  const height = scrollHeight(parts, layout)
  const most = Math.max(0, parts.detail.body.length - height)
  const scroll = Math.max(0, Math.min(most, Math.min(most, view.local.scroll) + distance(by, height)))
  return {scroll: scroll === most && openTab(view).followsEnd === true ? endOfTab : scroll}
}

function scrolledReading({tail, local}: WizardView, by: ScrollStep, area: Area): Reading {
  const {at, ...following} = local.reading
  const first = firstOf(tail, local.reading, area)
  const top = Math.max(0, first + lineDistance({tail, local}, by, first, area))
  if (top >= firstOf(tail, following, area)) return following
  return {...following, at: {top, since: at?.since ?? tail.totalLines}}
}

/** In lines: a page of wrapped ones has fewer of them than rows. */
function lineDistance(
  {tail, local: {reading}}: Pick<WizardView, 'tail' | 'local'>,
  by: ScrollStep,
  first: number,
  area: Area,
): number {
  // One row tells what is below, and one line of the page before stays.
  if (by === 'page-up') return -linesBefore(tail, reading, first, {...area, height: Math.max(1, area.height - 2)})
  if (by === 'page-down') return Math.max(1, pageOf(tail, reading, area).length - 1)
  return distance(by, area.height)
}

function distance(by: ScrollStep, height: number): number {
  switch (by) {
    case 'page-up':
      return -Math.max(1, height - 1)
    case 'page-down':
      return Math.max(1, height - 1)
    case 'top':
      return Number.NEGATIVE_INFINITY
    case 'end':
      return Number.POSITIVE_INFINITY
    default:
      return by
  }
}
