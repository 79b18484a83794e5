import type {LocalChange} from '../store/change-view.ts'
import type {Tail, WizardView} from '../store/view.ts'
import type {ScrollStep} from './keys/binding.ts'
import {screenOf, scrollHeight} from './parts.ts'

/** The view's own scroll position after a key. Going up in the output stops following, reaching its end resumes. */
export function scrolled(view: WizardView, by: ScrollStep): LocalChange {
  const {layout, parts} = screenOf(view)
  const height = scrollHeight(parts, layout)
  if (parts.detail.body === 'output') return {logEnd: scrolledEnd(view.tail, view.local.logEnd, by, height)}
  const most = Math.max(0, parts.detail.body.length - height)
  return {scroll: Math.max(0, Math.min(most, view.local.scroll + distance(by, height)))}
}

function scrolledEnd(tail: Tail, logEnd: number | undefined, by: ScrollStep, height: number): number | undefined {
  const firstEnd = Math.min(tail.totalLines, tail.totalLines - tail.lines.length + height)
  const end = Math.max(firstEnd, (logEnd ?? tail.totalLines) + distance(by, height))
  return end >= tail.totalLines ? undefined : end
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
