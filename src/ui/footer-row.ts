import type {WizardView} from '../store/view.ts'
import {shortKeyLabel} from './key-label.ts'
import {bindingsOf} from './keys.ts'
import {cutRow, type Row, rowWidth, type Span, span} from './row.ts'

/** The last row: the keys that matter now, or a hint in their place for a moment. */
export function footerRow(view: WizardView, width: number): Row {
  const {hint} = view.local
  if (hint !== undefined) return cutRow([span(hint, 'warn')], width)
  const row: Span[] = []
  for (const binding of bindingsOf(view).filter(one => one.shownIn === 'footer')) {
    const item = [span(shortKeyLabel(binding), 'key'), span(` ${binding.label}`, 'dim')]
    const gap = row.length === 0 ? [] : [span('   ')]
    if (rowWidth([...row, ...gap, ...item]) <= width) row.push(...gap, ...item)
  }
  return row
}
