import type {WizardView} from '../../store/view.ts'
import {diagnosedIn} from '../causes.ts'
import {showsOutput} from '../output/shows-output.ts'
import {openTab} from '../tabs/tabs.ts'
import {type Binding, page} from './binding.ts'
import {tabKeys} from './tab-keys.ts'
import {tickKeys} from './tick-keys.ts'

/** Moving through what is listed, and through what is longer than its pane. */
export function movementKeys(view: WizardView): Binding[] {
  const kind = view.question?.subject.kind
  const scroll: Binding[] = [
    {
      keys: ['pageup', 'ctrl-u'],
      shown: 'PgUp PgDn',
      label: 'scroll',
      about: 'a page up',
      action: page('page-up'),
      shownIn: 'footer',
    },
    {
      // In a plan it ticks.
      keys: kind === 'plan' ? ['pagedown', 'ctrl-d'] : ['pagedown', 'ctrl-d', 'space'],
      label: 'a page down',
      action: page('page-down'),
      shownIn: 'help',
    },
    {keys: ['g', 'home'], label: 'to the top', action: page('top'), shownIn: 'help'},
    {keys: ['G', 'end'], label: 'to the end, and follow it', action: page('end'), shownIn: endPlace(view)},
  ]
  // The table of targets moves its own mark: ink-select-input reads these keys itself.
  if (kind === 'target')
    return [
      {
        keys: ['table'],
        shown: '↑ ↓',
        label: 'candidate',
        about: 'a candidate up or down',
        action: {kind: 'highlight', by: 0},
        shownIn: 'footer',
      },
      ...scroll,
    ]
  const row = openTab(view).id === 'step' && !showsOutput(view) ? listedRow(view) : undefined
  if (row !== undefined) {
    return [
      {
        keys: ['down', 'j'],
        shown: '↑ ↓',
        label: row,
        about: rowDown,
        action: {kind: 'highlight', by: 1},
        shownIn: 'footer',
      },
      ...tickKeys(view),
      ...tabKeys(view),
      {keys: ['up', 'k'], label: rowUp, action: {kind: 'highlight', by: -1}, shownIn: 'help'},
      ...scroll,
    ]
  }
  const lines: Binding[] = [
    {keys: ['up', 'k'], label: rowUp, action: page(-1), shownIn: 'help'},
    {keys: ['down', 'j'], label: rowDown, action: page(1), shownIn: 'help'},
  ]
  return [...tabKeys(view), ...scroll, ...lines]
}

/** What the list is of whose mark moves; undefined when none does. */
function listedRow(view: WizardView): string | undefined {
  const kind = view.question?.subject.kind
  if (kind === 'plan') return 'step'
  if (kind === 'checklist') return 'item'
  if (kind === 'undo') return 'choice'
  return diagnosedIn(view) === undefined ? undefined : 'cause'
}

const [rowUp, rowDown] = ['a row or a line up', 'a row or a line down']

function endPlace({local}: WizardView): 'footer' | 'help' {
  return local.reading.at === undefined ? 'help' : 'footer'
}
