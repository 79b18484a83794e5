import type {Terminal} from '../../domain/ports.ts'
import type {WizardStore} from '../../store/create-wizard-store.ts'
import type {WizardView} from '../../store/view.ts'
import type {Intents} from '../intents.ts'
import type {Action, OutputAction} from '../keys/binding.ts'
import {outputArea} from '../parts.ts'
import {copiedCommand, copiedOutput} from './copied-text.ts'
import {createFinder} from './find-in-output.ts'
import {firstOf} from './output-page.ts'
import type {OutputReader} from './output-reader.ts'

export type OutputContext = {
  readonly store: WizardStore
  readonly intents: Intents
  readonly terminal: Pick<Terminal, 'copy'>
  readonly reader: OutputReader
}

export type OutputPerformer = {
  perform(action: OutputAction, view: WizardView): void
  /** Searches for what was typed; for nothing, it forgets the search before. */
  search(text: string): void
  /** Ends a search that is going on; false when there was none. */
  stop(): boolean
}

/** Whether an action is about the output and reaches further than this person's screen. */
export function isOutputAction(action: Action): action is OutputAction {
  return ['find-again', 'find-error', 'copy', 'open-log'].includes(action.kind)
}

/** Carries out what can be done with a command's output. */
export function createOutputPerformer(ctx: OutputContext): OutputPerformer {
  const {store, reader} = ctx
  const finder = createFinder(store, reader)
  const again = (view: WizardView, direction: 'forward' | 'backward') => {
    const {wanted} = view.local.reading
    if (wanted === undefined) store.hint('Nothing searched for yet: / searches')
    else finder.find({kind: 'text', text: wanted}, direction)
  }
  return {
    stop: () => finder.stop(),
    search(text) {
      if (text === '') forget(store)
      else finder.find({kind: 'text', text}, 'forward')
    },
    perform(action, view) {
      switch (action.kind) {
        case 'find-again':
          return again(view, action.direction)
        case 'find-error':
          return finder.find({kind: 'error'}, action.direction)
        case 'copy':
          return copy(ctx, action.what, view)
        case 'open-log':
          return void openLog(ctx, action.how, view)
        default:
          return action satisfies never
      }
    },
  }
}

function forget(store: WizardStore): void {
  const {wanted: _, mark: __, ...reading} = store.view().local.reading
  store.changeLocal({reading})
}

function copy({store, terminal}: OutputContext, what: 'output' | 'command', view: WizardView): void {
  const {text, said} = what === 'output' ? copiedOutput(view) : copiedCommand(view)
  const wrong = text.length > mostCopied ? `Too long to copy: ${said}; the log has it all` : terminal.copy(text)
  store.hint(wrong ?? `Copied ${said}`)
}

/** Where the marked line stands, or the first one on the screen. */
async function openLog({store, intents, reader}: OutputContext, how: 'pager' | 'editor', view: WizardView) {
  const {reading} = view.local
  const line = reading.mark ?? firstOf(view.tail, reading, outputArea(view))
  const place = await reader.placeOf(line)
  const wrong = place === undefined ? 'No output yet' : intents.openLog(how, place)
  if (wrong !== undefined) store.hint(wrong)
  store.flush()
}

const mostCopied = 100_000
