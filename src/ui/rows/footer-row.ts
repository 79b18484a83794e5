import type {Input, WizardView} from '../../store/view.ts'
import {shortKeyLabel} from '../key-label.ts'
import type {Binding} from '../keys/binding.ts'
import {bindingsOf} from '../keys/bindings-of.ts'
import {canScroll} from '../parts.ts'
import {cutRow, ends, type Row, rowWidth, type Span, span} from './row.ts'
import {cutStart, widthOf} from './width.ts'

/** The last row: the keys that matter now on the left, help and quit on the right; or a hint for a moment. */
export function footerRow(view: WizardView, width: number): Row {
  const {hint, input} = view.local
  if (hint !== undefined) return cutRow([span(hint, 'warn')], width)
  const bindings = bindingsOf(view).filter(
    one => one.shownIn === 'footer' && (one.action.kind !== 'scroll' || canScroll(view)),
  )
  if (input !== undefined && input.option === undefined) return typedRow(input, keyRow(bindings, width), width)
  const right = keyRow(bindings.filter(isLeaving), width)
  const left = keyRow(
    bindings.filter(one => !isLeaving(one)),
    width - rowWidth(right) - 3,
  )
  return ends(left, [...echoed(view, width - rowWidth(left) - rowWidth(right) - 4), ...right], width)
}

/** Which key answered last, where the keys of now leave room for it. */
function echoed({local: {echo}}: WizardView, room: number): Row {
  if (echo === undefined || widthOf(echo) + 3 > room) return []
  return [span(`${echo}   `, 'dim')]
}

/** What is typed to be searched for, or to be said; its end, when it is long. */
function typedRow({text, isToOthers}: Input, keys: Row, width: number): Row {
  const head = isToOthers === true ? 'To all: ' : 'Search: '
  const room = Math.max(8, width - rowWidth(keys) - head.length - 4)
  return ends([span(head, 'accent'), span(cutStart(text, room)), span(' ', 'cursor')], keys, width)
}

/** As many keys as fit, whole. */
function keyRow(bindings: readonly Binding[], width: number): Row {
  const row: Span[] = []
  for (const binding of bindings) {
    const item = [span(shortKeyLabel(binding), 'key'), span(` ${binding.label}`, 'dim')]
    const gap = row.length === 0 ? [] : [span('   ')]
    if (rowWidth([...row, ...gap, ...item]) <= width) row.push(...gap, ...item)
  }
  return row
}

/** Help and quit have their own place, the same on every screen. */
function isLeaving({keys}: Binding): boolean {
  return keys[0] === '?' || keys[0] === 'q'
}
