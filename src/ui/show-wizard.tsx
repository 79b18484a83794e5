import {render} from 'ink'
import type {LogTailer, Terminal} from '../domain/ports.ts'
import type {WizardStore} from '../store/create-wizard-store.ts'
import {App} from './app.tsx'
import type {Intents} from './intents.ts'
import {createOutputReader} from './output/output-reader.ts'
import {createPerformer} from './perform.ts'
import {ringOnGates} from './ring-on-gates.ts'

export type WizardOptions = {
  readonly store: WizardStore
  readonly terminal: Terminal
  readonly intents: Intents
  readonly tailer: LogTailer
  /** Name in the header. */
  readonly repository: string
  /** Off: colours in command output are dropped too. */
  readonly hasColor: boolean
  readonly isAscii?: boolean
}

export type ShownWizard = {
  /** Resolves after `close`; rejects when drawing failed, with the terminal given back. */
  readonly closed: Promise<void>
  /** Gives the terminal back and prints the lines on the normal screen. A second call does nothing. */
  close(summary?: readonly string[]): void
}

/** Takes the terminal and shows the store on it until it is closed. */
export function showWizard(options: WizardOptions): ShownWizard {
  const {store, terminal, intents, repository, hasColor, isAscii = false} = options
  const look = {hasColor, isAscii}
  store.setSize(terminal.size())
  const reader = createOutputReader(options)
  const performer = createPerformer({store, intents: {...intents, quit: once(intents.quit)}, terminal, reader})
  terminal.enter()
  const ink = render(<App store={store} performer={performer} repository={repository} look={look} />, {
    stdout: terminal.output,
    stdin: terminal.input,
    // Whole frames on every commit: the terminal writes only what differs.
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  })
  const offResize = terminal.onResize(() => store.setSize(terminal.size()))
  const offBell = ringOnGates(store, () => terminal.ring())

  const stop = once((summary: readonly string[]) => {
    offResize()
    reader.stop()
    offBell()
    terminal.leave(summary)
    store.close()
    ink.unmount()
  })
  const closed = ink.waitUntilExit().then(
    () => undefined,
    error => {
      stop([])
      throw error
    },
  )
  return {closed, close: (summary = []) => stop(summary)}
}

function once<A extends readonly unknown[]>(run: (...args: A) => void): (...args: A) => void {
  let isDone = false
  return (...args) => {
    if (isDone) return
    isDone = true
    run(...args)
  }
}
