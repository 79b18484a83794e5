import {clean} from '../domain/clean-text.ts'
import type {Terminal} from '../domain/ports.ts'
import type {WizardStore} from '../store/create-wizard-store.ts'
import {mayAnswer} from '../store/may-answer.ts'
import type {WizardView} from '../store/view.ts'
import {choose, chooses, echoAnswer} from './choices/choose.ts'
import type {Intents} from './intents.ts'
import type {Action, Binding} from './keys/binding.ts'
import {bindingFor} from './keys/bindings-of.ts'
import {localChange, typed} from './local-change.ts'
import type {OutputReader} from './output/output-reader.ts'
import {createOutputPerformer, isOutputAction, type OutputPerformer} from './output/perform-output.ts'

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
    else if (action.kind === 'submit-input' && isForNoOption(view)) submitLine(ctx, output, view)
    else if (action.kind === 'interrupt') interrupt(view)
    else reachOut(ctx, action, view)
  }
  const answerOrPerform = (binding: Binding, view: WizardView) => {
    if (!chooses(binding.action, view)) perform(binding.action, view)
    else if (choose(store, binding.action, view)) echoAnswer(store, binding, view)
  }
  return {
    press(key, text) {
      ctx.intents.present()
      const view = store.view()
      const binding = bindingFor(view, key)
      if (binding === undefined) insert(view, text)
      else if (binding.disabledBecause !== undefined) store.hint(`${binding.label}: ${binding.disabledBecause}`)
      else answerOrPerform(binding, view)
      store.flush()
    },
    paste(text) {
      insert(store.view(), text)
      store.flush()
    },
  }
}

/** Actions that reach the wizard or the terminal. */
function reachOut(ctx: PerformContext, action: Action, view: WizardView): void {
  switch (action.kind) {
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
function isForNoOption({local}: WizardView): boolean {
  return local.input !== undefined && local.input.option === undefined
}

/** Says the line to the others, or searches for it. */
function submitLine({store, intents}: PerformContext, output: OutputPerformer, {local}: WizardView): void {
  const {text = '', isToOthers} = local.input ?? {}
  store.changeLocal({input: undefined})
  if (isToOthers !== true) output.search(text)
  else if (text.trim() !== '') intents.say(text.trim())
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
    const mayCancel = mayAnswer(view) === 'answers'
    if (mayCancel && (view.running !== undefined || view.activity !== undefined)) intents.cancel()
    const again = view.guest === undefined ? 'Ctrl-C again quits' : 'Ctrl-C again leaves'
    store.hint(`${mayCancel ? cancelling(view) : ''}${again}`, twiceWithinMs)
  }
}

/** What is asked of others can be done without; what is read here can't. */
function cancelling({running, activity}: WizardView): string {
  if (running !== undefined) return 'Cancelling the command. '
  return activity?.text.startsWith('Asking ') === true ? 'Going on without the answer. ' : ''
}

function quit({store, intents}: PerformContext, view: WizardView): void {
  intents.quit()
  if (view.running !== undefined && view.guest === undefined)
    store.hint('Leaving as soon as the command has ended', leavingMs)
}

const twiceWithinMs = 2000
const leavingMs = 60_000
