import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import {openGuest} from '../../pair/guest.ts'
import {byTimeout} from '../../store/by-timeout.ts'
import {createWizardStore} from '../../store/create-wizard-store.ts'
import {createLogTailer} from '../../system/log-tail.ts'
import {keepHeapSmall} from '../../system/memory.ts'
import {openTerminal} from '../../system/terminal.ts'
import {firstFrame} from '../../ui/first-frame.ts'
import type {Intents} from '../../ui/intents.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {openEditor} from '../faces/open-editor.ts'
import {openLog} from '../faces/open-log.ts'
import {onSignals} from '../on-signals.ts'
import {firstThen} from './first-then.ts'
import type {Joining} from './joining.ts'
import {newsInStore} from './news-in-store.ts'
import {turnedAway} from './turned-away.ts'

/** The run of another terminal on this screen. Leaving it changes nothing there. */
export async function joinOnScreen({env, root = env.cwd, me, connect}: Joining): Promise<ExitCode> {
  keepHeapSmall()
  // Nobody there is said in words, before there is a screen.
  const first = await connect()
  const terminal = openTerminal({
    input: process.stdin,
    output: process.stdout,
    farewell: left,
    onCrash: error => void import('../tell-error.ts').then(({tellError}) => env.leave(tellError(error, env, true))),
  })
  const repository = path.basename(root)
  terminal.enter()
  terminal.output.write(firstFrame({...env, repository, size: terminal.size()}))
  try {
    const {showWizard} = await import('../../ui/show-wizard.tsx')
    const store = createWizardStore({clock: env.clock, by: me.name})
    const over = ending()
    const show = newsInStore({
      store,
      answer: (number, answer) => guest.answer(number, answer),
      note: (text, step) => guest.note(text, step),
      ended: over.end,
    })
    const guest = openGuest({
      me,
      tool: env.version,
      later: byTimeout,
      connect: firstThen(first, connect),
      hear: show,
      onState(state, why) {
        store.setAway(state === 'away')
        if (state === 'turned-away') over.fail(new ProblemError(turnedAway(why ?? 'It ended.')))
      },
    })
    const leave = () => over.end(left)
    const intents: Intents = {
      cancel: guest.cancel,
      quit: leave,
      edit: place => terminal.lend(() => openEditor(env, root, place)),
      openLog: (how, place) => terminal.lend(() => openLog(env, root, how, place)),
      moveWheel: move => (move === 'take-back' ? undefined : guest.move(move)),
      say: guest.say,
      present: guest.present,
    }
    const shown = showWizard({...env, store, terminal, intents, tailer: createLogTailer(), repository})
    const signals = onSignals(leave, env.leave)
    try {
      const lines = await over.reached
      shown.close(lines)
      await shown.closed
      return signals.received() ?? exitCodes.done
    } finally {
      guest.close()
      shown.close()
      signals.stop()
    }
  } finally {
    terminal.leave()
  }
}

/** How it ends, whoever says so first. */
function ending() {
  let end: (lines: readonly string[]) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const reached = new Promise<readonly string[]>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return {reached, end, fail}
}

const left = ['Left. The upgrade goes on in its own terminal.', 'To come back: upgrade-wizard join']
