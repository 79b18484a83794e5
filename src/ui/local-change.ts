import type {LocalChange} from '../store/change-view.ts'
import type {Reading, WizardView} from '../store/view.ts'
import {diagnosedIn} from './causes.ts'
import {ticked} from './choices/ticks.ts'
import type {Action} from './keys/binding.ts'
import {showsOutput} from './output/shows-output.ts'
import {scrolled} from './scroll.ts'
import {openedAt} from './tabs/tabs.ts'

/** What an action changes on this person's screen; undefined for one that reaches further. */
export function localChange(action: Action, view: WizardView): LocalChange | undefined {
  switch (action.kind) {
    case 'open-input':
      return {input: {option: action.option, text: ''}, help: false}
    case 'edit-input':
      return edited(view, action.edit)
    case 'close':
      return closed(view)
    case 'highlight':
      return {highlight: moved(view, action.by), scroll: 0}
    case 'scroll':
      return scrolled(view, action.by)
    case 'tick':
      return {tickedOff: ticked(view, action.what)}
    case 'help':
      return {help: true, scroll: 0}
    case 'open-tab':
      return {tab: action.tab, scroll: openedAt(action.tab)}
    case 'open-search':
      return {input: {text: ''}}
    case 'open-say':
      return {input: {isToOthers: true, text: ''}}
    case 'wrap':
      return {reading: {...view.local.reading, isWrapped: !view.local.reading.isWrapped}}
    case 'sideways':
      return {reading: {...view.local.reading, column: columnAfter(view, action.by)}}
    case 'ask-quit':
      return {confirmsQuit: true}
    case 'ask-wheel':
      return {movesWheel: true}
    default:
      return undefined
  }
}

/** The line that is typed with more at its end; undefined when none is typed. */
export function typed({local}: WizardView, text: string): LocalChange | undefined {
  if (local.input === undefined || text === '') return undefined
  return {input: {...local.input, text: (local.input.text + text).slice(0, longestInput)}}
}

function edited({local}: WizardView, edit: 'erase' | 'clear'): LocalChange {
  if (local.input === undefined) return {}
  const text = edit === 'clear' ? '' : [...local.input.text].slice(0, -1).join('')
  return {input: {...local.input, text}}
}

function columnAfter({local}: WizardView, by: -1 | 1 | 'edge'): number {
  return by === 'edge' ? 0 : Math.max(0, local.reading.column + by * columnStep)
}

/** Esc goes one level back: input, confirmation, help, what was searched for, another view; then it does nothing. */
function closed(view: WizardView): LocalChange {
  const {local} = view
  if (local.input !== undefined) return {input: undefined}
  if (local.confirmsQuit) return {confirmsQuit: false}
  if (local.movesWheel) return {movesWheel: false}
  if (local.help) return {help: false, scroll: 0}
  if (local.reading.wanted !== undefined && showsOutput(view)) return {reading: withoutSearch(local.reading)}
  return local.tab === 'step' ? {} : {tab: 'step', scroll: 0}
}

function withoutSearch({wanted: _, mark: __, ...reading}: Reading): Reading {
  return reading
}

function moved(view: WizardView, by: number): number {
  return Math.max(0, Math.min(rowCount(view) - 1, view.local.highlight + by))
}

/** How many rows there are to mark. */
function rowCount(view: WizardView): number {
  const subject = view.question?.subject
  if (subject?.kind === 'plan') return subject.plan.steps.length
  if (subject?.kind === 'checklist') return subject.items.length
  if (subject?.kind === 'undo') return subject.choices.length
  return diagnosedIn(view)?.causes.length ?? 1
}

const longestInput = 500
/** Far enough to get somewhere, near enough not to lose the line. */
const columnStep = 16
