import {clean} from '../domain/clean-text.ts'
import type {Terminal} from '../domain/ports.ts'
import type {Option} from '../domain/question.ts'
import type {WizardStore} from '../store/create-wizard-store.ts'
import type {WizardView} from '../store/view.ts'
import {choicesOf} from './choices.ts'
import {cleanOption, notCleaned} from './clean-choice.ts'
import type {Intents} from './intents.ts'
import {shortKeyLabel} from './key-label.ts'
import type {Action, Binding} from './keys/binding.ts'
import {bindingFor} from './keys/bindings-of.ts'
import {markedItem} from './keys/question-keys.ts'
import {localChange, typed} from './local-change.ts'
import type {OutputReader} from './output-reader.ts'
import {createOutputPerformer, isOutputAction, type OutputPerformer} from './perform-output.ts'

export type PerformContext = {
  readonly store: WizardStore
  readonly intents: Intents
  readonly terminal: Pick<Terminal, 'repaint' | 'suspend' | 'copy'>
  readonly reader: OutputReader
}

export type Performer = {
  /** A key by its name; one that means nothing now is text for the line that is typed, if any. */
  press(key: string, text: string): void
  /** Text in one piece: it only ever reaches a line that is typed. */
  paste(text: string): void
}

/** Turns keys into changes of the view, answers and intents. */
export function createPerformer(ctx: PerformContext): Performer {
  const {store} = ctx
  const interrupt = createInterrupt(ctx)
  const output = createOutputPerformer(ctx)
  const insert = (view: WizardView, text: string) => {
    const change = typed(view, clean(text.replace(/[\r\n]+/g, ' ')))
    if (change !== undefined) store.changeLocal(change)
  }
  const perform = (action: Action, view: WizardView) => {
    if (action.kind === 'close' && output.stop()) return
    const change = localChange(action, view)
    if (change?.reading !== undefined) ctx.reader.go(change.reading)
    else if (change !== undefined) store.changeLocal(change)
    else if (isOutputAction(action)) output.perform(action, view)
    else if (action.kind === 'submit-input' && isSearch(view)) search(output, store, view)
    else if (action.kind === 'interrupt') interrupt(view)
    else reachOut(ctx, action, view)
  }
  return {
    press(key, text) {
      const view = store.view()
      const binding = bindingFor(view, key)
      if (binding === undefined) insert(view, text)
      else if (binding.disabledBecause !== undefined) store.hint(`${binding.label}: ${binding.disabledBecause}`)
      else {
        perform(binding.action, view)
        echoAnswer(store, binding, view)
      }
      store.flush()
    },
    paste(text) {
      insert(store.view(), text)
      store.flush()
    },
  }
}

/** Once the key has answered: which one it was, and what it chose. Several people may share the keyboard. */
function echoAnswer(store: WizardStore, binding: Binding, {question, local}: WizardView): void {
  if (question === undefined || store.view().question === question) return
  const {action} = binding
  const id = action.kind === 'answer' ? action.option : local.input?.option
  const label = question.options.find(option => option.id === id)?.label ?? binding.label
  store.echo(`${shortKeyLabel(binding)} → ${clean(label)}`)
}

/** Actions that reach the wizard or the terminal. */
function reachOut(ctx: PerformContext, action: Action, view: WizardView): void {
  switch (action.kind) {
    case 'answer':
      ctx.store.answer(action.option, action.text, action.item)
      return
    case 'submit-input':
      submit(ctx.store, view)
      return
    case 'quit':
      ctx.store.changeLocal({confirmsQuit: false})
      quit(ctx, view)
      return
    case 'wheel':
      ctx.store.changeLocal({movesWheel: false})
      ctx.intents.moveWheel(action.move)
      return
    case 'edit': {
      const wrong = ctx.intents.edit(action.place)
      if (wrong !== undefined) ctx.store.hint(wrong)
      return
    }
    case 'suspend':
      ctx.terminal.suspend()
      return
    case 'repaint':
      ctx.terminal.repaint()
      return
    default:
  }
}

/** Whether the line that is typed is for no option. */
function isSearch({local}: WizardView): boolean {
  return local.input !== undefined && local.input.option === undefined
}

function search(output: OutputPerformer, store: WizardStore, {local}: WizardView): void {
  store.changeLocal({input: undefined})
  output.search(local.input?.text ?? '')
}

/** Once cancels the command that runs, twice in short order leaves. */
function createInterrupt(ctx: PerformContext) {
  const {store, intents} = ctx
  let latestMs = Number.NEGATIVE_INFINITY
  return (view: WizardView): void => {
    const now = store.clock.monotonicMs()
    const isSecond = now - latestMs <= twiceWithinMs
    latestMs = now
    if (isSecond) {
      quit(ctx, view)
      return
    }
    if (view.running !== undefined || view.activity !== undefined) intents.cancel()
    store.hint(`${cancelling(view)}Ctrl-C again quits`, twiceWithinMs)
  }
}

/** What is asked of others can be done without; what is read here can't. */
function cancelling({running, activity}: WizardView): string {
  if (running !== undefined) return 'Cancelling the command. '
  return activity?.text.startsWith('Asking ') === true ? 'Going on without the answer. ' : ''
}

function quit({store, intents}: PerformContext, view: WizardView): void {
  intents.quit()
  if (view.running !== undefined) store.hint('Leaving as soon as the command has ended', leavingMs)
}

function submit(store: WizardStore, view: WizardView): void {
  const {local} = view
  const option = choicesOf(view).find(one => one.id === local.input?.option)
  const text = local.input?.text.trim() ?? ''
  if (option === undefined) store.changeLocal({input: undefined})
  else if (option.typed !== undefined && text !== option.typed) store.hint(`Type ${option.typed} exactly as it is`)
  else if (text === '') store.hint('Nothing typed yet')
  else if (option.id === cleanOption && notCleaned(view, text) !== undefined) store.hint(notCleaned(view, text) ?? '')
  else answerTyped(store, view, option, text)
}

function answerTyped(store: WizardStore, {question, local}: WizardView, option: Option, text: string): void {
  const item = question === undefined ? undefined : markedItem(question, local.highlight)
  store.answer(option.id, option.takesText === true ? text : undefined, item)
}

const twiceWithinMs = 2000
const leavingMs = 60_000
