import {render} from 'ink'
import type {LogTailer, Terminal} from '../domain/ports.ts'
import type {WizardStore} from '../store/create-wizard-store.ts'
import {emptyTail, type WizardView} from '../store/view.ts'
import {App} from './app.tsx'
import type {Intents} from './intents.ts'
import {feedPane} from './pane-feed.ts'
import {createPerformer} from './perform.ts'

export type WizardOptions = {
  readonly store: WizardStore
  readonly terminal: Terminal
  readonly intents: Intents
  readonly tailer: LogTailer
  /** Name in the header. */
  readonly repository: string
  /** Off: colours in command output are dropped too. Ink's own are switched off by FORCE_COLOR=0 before this import. */
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
  const {store, terminal, intents, repository, isAscii = false} = options
  store.setSize(terminal.size())
  const performer = createPerformer({store, intents: {...intents, quit: once(intents.quit)}, terminal})
  terminal.enter()
  const ink = render(<App store={store} performer={performer} repository={repository} look={{isAscii}} />, {
    stdout: terminal.output,
    stdin: terminal.input,
    // Whole frames on every commit: the terminal writes only what differs.
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  })
  const offResize = terminal.onResize(() => store.setSize(terminal.size()))
  const offOutput = followOutput(options)
  const offBell = ringOnGates(options)

  const stop = once((summary: readonly string[]) => {
    offResize()
    offOutput()
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

/** Tails the files of the command in view, and reads them to the end once it has ended. */
function followOutput({store, tailer, hasColor}: WizardOptions): () => void {
  let marker: string | undefined
  let stop: (() => Promise<void>) | undefined
  const look = ({command, running}: WizardView) => {
    if (command?.marker !== marker) {
      void stop?.()
      stop = undefined
      marker = command?.marker
      if (command !== undefined) stop = start(command)
    }
    if (running === undefined && stop !== undefined) {
      void stop()
      stop = undefined
    }
  }
  const start = (command: NonNullable<WizardView['command']>) => {
    let tail = emptyTail
    return tailer.follow(command, chunk => {
      tail = feedPane(tail, chunk, hasColor)
      if (store.view().command?.marker === command.marker) store.setTail(tail)
    })
  }
  look(store.view())
  const off = store.published.subscribe(look)
  return () => {
    off()
    void stop?.()
  }
}

/** One bell when a gate starts waiting: people look elsewhere while a build runs. */
function ringOnGates({store, terminal}: WizardOptions): () => void {
  return store.published.subscribe((view, before) => {
    const kind = view.question?.subject.kind
    if (view.question === before.question || kind === undefined) return
    if (['after-step', 'blocked-step', 'edited-file', 'report'].includes(kind)) terminal.ring()
  })
}

function once<A extends readonly unknown[]>(run: (...args: A) => void): (...args: A) => void {
  let isDone = false
  return (...args) => {
    if (isDone) return
    isDone = true
    run(...args)
  }
}
