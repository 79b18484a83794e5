import type {Terminal, Tree} from '../domain/ports.ts'
import {createInterrupts} from '../engine/interrupts.ts'
import {answerByPolicy} from '../headless/answer-policy.ts'
import {createWizardStore} from '../store/create-wizard-store.ts'
import {createLogTailer} from '../system/log-tail.ts'
import {collectGarbage, keepHeapSmall} from '../system/memory.ts'
import type {Intents} from '../ui/intents.ts'
import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'
import type {Face} from './face.ts'
import {onSignals} from './on-signals.ts'
import {openEditor, openOwnFile} from './open-editor.ts'
import {openLog} from './open-log.ts'
import {openPairing, peopleHere} from './pairing/pairing.ts'
import type {RunOptions} from './run-options.ts'

export type ScreenOptions = RunOptions & {
  /** Entered already. */
  readonly terminal: Terminal
  readonly repository: string
}

/** The wizard on a screen that is taken already, from the first look to the report. */
export async function driveScreen(env: Environment, tree: Tree, options: ScreenOptions): Promise<ExitCode> {
  const {terminal, repository} = options
  keepHeapSmall()
  // Ink's colours are decided once, when it is loaded.
  if (!env.hasColor) process.env.FORCE_COLOR = '0'
  const {showWizard} = await import('../ui/show-wizard.tsx')
  const store = createWizardStore({clock: env.clock})
  const interrupts = createInterrupts()
  const quit = () => {
    interrupts.requestQuit()
    store.close()
  }
  const people = await peopleHere(env, tree.root, options.pair)
  const pairing =
    people && openPairing({env, people, options, show: wheel => store.setWheel(wheel), ring: () => terminal.ring()})
  const intents: Intents = {
    cancel: () => interrupts.cancelStep(),
    quit,
    edit: place => terminal.lend(() => openEditor(env, tree.root, place)),
    openLog: (how, place) => terminal.lend(() => openLog(env, tree.root, how, place)),
    moveWheel: move => pairing?.move(move),
    say: () => undefined,
  }
  const shown = showWizard({...env, store, terminal, intents, tailer: createLogTailer(), repository})
  const signals = onSignals(quit, env.leave)
  // Before anything runs a single look will do.
  void env.disk.free(tree.root).then(store.setDiskFree, () => undefined)
  const face: Face = {
    // With --yes and a screen asked for by name: the screen shows what the policy decides.
    ask: options.yes ? answerByPolicy(options) : question => store.ask(question),
    interrupts,
    activity: text => store.setActivity(text),
    see: ({survey}) => store.setSurvey(survey),
    resume: (session, happened) => store.setSession(session, happened),
    hear(event) {
      store.record(event)
      // It runs by itself now, and all there is to do is watch.
      if (event.event.type === 'command-running') setImmediate(collectGarbage)
    },
    say: line => store.say(line),
    showAmount: amount => store.setAmount(amount),
    editFile: (file, line) => terminal.lend(() => openOwnFile(env, tree.root, file, line)),
    showsReport: true,
    showTrees: trees => store.setTrees(trees),
    showDisk: view => store.setDisk(view),
    showLife: sign => store.setLife(sign),
  }
  try {
    // The screen is alive by now; the rest is loaded behind it.
    const [{runSession}, {asTypedIn, describeEnd}] = await Promise.all([
      import('./run-session.ts'),
      import('./describe-end.ts'),
    ])
    const result = await runSession({env, tree, face, options, ...(pairing && {pairing})})
    const {exitCode, lines} = describeEnd(result, tree.root, env.paint.out)
    shown.close(asTypedIn(env.cwd, tree.root, lines))
    await shown.closed
    return signals.received() ?? exitCode
  } finally {
    pairing?.close()
    shown.close()
    signals.stop()
  }
}
