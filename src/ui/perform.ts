import type {WizardStore} from '../store/create-wizard-store.ts'
import type {WizardView} from '../store/view.ts'
import {clean} from './clean-text.ts'
import {type Action, bindingFor} from './keys.ts'
import type {Intents, WizardTerminal} from './ports.ts'
import {scrolled} from './scroll.ts'

export type PerformContext = {
  readonly store: WizardStore
  readonly intents: Intents
  readonly terminal: Pick<WizardTerminal, 'repaint' | 'suspend'>
}

/** Turns keys into changes of the view, answers and intents. Pasted text only ever reaches an input line. */
export function createPerformer({store, intents, terminal}: PerformContext) {
  let interruptedAt = Number.NEGATIVE_INFINITY

  const quit = (view: WizardView) => {
    intents.quit()
    if (view.running !== undefined) store.hint('Leaving as soon as the command has ended', leavingMs)
  }
  const interrupt = (view: WizardView) => {
    const now = store.clock.monotonicMs()
    const isSecond = now - interruptedAt <= twiceWithinMs
    interruptedAt = now
    if (isSecond) {
      quit(view)
      return
    }
    if (view.running !== undefined) intents.cancel()
    const said = view.running === undefined ? '' : 'Cancelling the command. '
    store.hint(`${said}Ctrl-C again quits`, twiceWithinMs)
  }

  const perform = (action: Action, view: WizardView): void => {
    switch (action.kind) {
      case 'answer':
        store.answer(action.option, action.text)
        return
      case 'open-input':
        store.changeLocal({input: {option: action.option, text: ''}, help: false})
        return
      case 'submit-input':
        submit(store, view)
        return
      case 'edit-input':
        type(store, view, action.edit)
        return
      case 'close':
        store.changeLocal(closed(view))
        return
      case 'highlight':
        store.changeLocal({highlight: moved(view, action.by), scroll: 0})
        return
      case 'scroll':
        store.changeLocal(scrolled(view, action.by))
        return
      case 'help':
        store.changeLocal({help: true, scroll: 0})
        return
      case 'switch-pane':
        store.changeLocal({showsOutput: !view.local.showsOutput, scroll: 0})
        return
      case 'ask-quit':
        store.changeLocal({confirmsQuit: true})
        return
      case 'quit':
        store.changeLocal({confirmsQuit: false})
        quit(view)
        return
      case 'interrupt':
        interrupt(view)
        return
      case 'suspend':
        terminal.suspend()
        return
      case 'repaint':
        terminal.repaint()
        return
      default:
        action satisfies never
    }
  }

  return {
    perform,
    press(key: string | undefined, text: string): void {
      const view = store.view()
      const binding = key === undefined ? undefined : bindingFor(view, key)
      if (binding === undefined) insert(store, view, text)
      else if (binding.disabledBecause !== undefined) store.hint(`${binding.label}: ${binding.disabledBecause}`)
      else perform(binding.action, view)
      store.flush()
    },
    paste(text: string): void {
      insert(store, store.view(), text)
    },
  }
}

/** Esc goes one level back: input, confirmation, help; then it does nothing. */
function closed({local}: WizardView) {
  if (local.input !== undefined) return {input: undefined}
  if (local.confirmsQuit) return {confirmsQuit: false}
  return local.help ? {help: false, scroll: 0} : {}
}

function insert(store: WizardStore, {local}: WizardView, text: string): void {
  if (local.input === undefined) return
  const added = clean(text.replace(/[\r\n]+/g, ' '))
  if (added === '') return
  store.changeLocal({input: {...local.input, text: (local.input.text + added).slice(0, longestInput)}})
  store.flush()
}

function type(store: WizardStore, {local}: WizardView, edit: 'erase' | 'clear'): void {
  if (local.input === undefined) return
  const text = edit === 'clear' ? '' : [...local.input.text].slice(0, -1).join('')
  store.changeLocal({input: {...local.input, text}})
}

function submit(store: WizardStore, {local, question}: WizardView): void {
  const option = question?.options.find(one => one.id === local.input?.option)
  const text = local.input?.text.trim() ?? ''
  if (option === undefined) store.changeLocal({input: undefined})
  else if (option.typed !== undefined && text !== option.typed) store.hint(`Type ${option.typed} exactly as it is`)
  else if (text === '') store.hint('Nothing typed yet')
  else store.answer(option.id, option.takesText === true ? text : undefined)
}

function moved({question, local}: WizardView, by: number): number {
  const count = question?.subject.kind === 'plan' ? question.subject.plan.steps.length : 1
  return Math.max(0, Math.min(count - 1, local.highlight + by))
}

const twiceWithinMs = 2000
const leavingMs = 60_000
const longestInput = 500
