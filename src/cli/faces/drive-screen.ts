import type {Terminal, Tree} from '../../domain/ports.ts'
import {createInterrupts} from '../../engine/interrupts.ts'
import {answerByPolicy} from '../../headless/answer-policy.ts'
import {createWizardStore} from '../../store/create-wizard-store.ts'
import {createLogTailer} from '../../system/log-tail.ts'
import {keepHeapSmall, settleDown} from '../../system/memory.ts'
import type {Intents} from '../../ui/intents.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import {onSignals} from '../on-signals.ts'
import {type Hosting, openHosting} from '../pairing/hosting.ts'
import {onHangup} from '../pairing/on-hangup.ts'
import {peopleHere} from '../pairing/people-here.ts'
import type {RunOptions} from '../run-options.ts'
import type {Face} from './face.ts'
import {openEditor, openOwnFile} from './open-editor.ts'
import {openLog} from './open-log.ts'

export type ScreenOptions = RunOptions & {
  /** Entered already. */
  readonly terminal: Terminal
  readonly repository: string
}

/** The wizard on a screen that is taken already, from the first look to the report. */
export async function driveScreen(env: Environment, tree: Tree, options: ScreenOptions): Promise<ExitCode> {
  const {terminal, repository} = options
  keepHeapSmall()
  const {showWizard} = await import('../../ui/show-wizard.tsx')
  const store = createWizardStore({clock: env.clock})
  const interrupts = createInterrupts()
  let hosting: Hosting | undefined
  const quit = () => {
    interrupts.requestQuit()
    hosting?.quit()
    store.close()
  }
  const intents: Intents = {
    cancel: () => (hosting?.mayCancel() === false ? undefined : interrupts.cancelStep()),
    quit,
    edit: place => terminal.lend(() => openEditor(env, tree.root, place)),
    openLog: (how, place) => terminal.lend(() => openLog(env, tree.root, how, place)),
    moveWheel: move => void hosting?.move(move),
    say: text => hosting?.say(text),
    present: () => hosting?.present(),
  }
  const shown = showWizard({...env, store, terminal, intents, tailer: createLogTailer(), repository})
  const signals = onSignals(quit, env.leave)
  const offHangup = onHangup(() => {
    const isLeft = hosting?.lost() === true
    if (isLeft) shown.close()
    return isLeft
  })
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
      // What was read and planned is on record now, and no command is there yet that would want the processor.
      const {type} = event.event
      if (type === 'session-started' || type === 'session-continued') setImmediate(settleDown)
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
    const [people, {runSession}, {asTypedIn, describeEnd}] = await Promise.all([
      peopleHere({env, root: tree.root, options, face}),
      import('../session/run-session.ts'),
      import('./describe-end.ts'),
    ])
    hosting = openHosting({
      env,
      root: tree.root,
      people,
      options,
      showWheel: store.setWheel,
      showSuggestions: store.setSuggestions,
      say: store.hear,
      hint: line => store.hint(line, hintMs),
      cancel: () => interrupts.cancelStep(),
      ring: () => terminal.ring(),
      deserted: quit,
      withdraw: store.withdraw,
    })
    const result = await runSession({env, tree, face, options, hosting})
    const {exitCode, lines} = describeEnd(result, tree.root, env.paint.out)
    const last = asTypedIn(env.cwd, tree.root, lines)
    await hosting.close(last)
    shown.close(last)
    await shown.closed
    return signals.received() ?? exitCode
  } finally {
    await hosting?.close()
    shown.close()
    signals.stop()
    offHangup()
  }
}

const hintMs = 4000
