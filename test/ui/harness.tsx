// A program that shows one fake view: for the pty tests, and for looking at it with one's own eyes.
//   harness.mjs <view> [--ascii] [--no-color]

import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {createLogTailer} from '../../src/system/log-tail.ts'
import {runEditor} from '../../src/system/run-editor.ts'
import {openTerminal} from '../../src/system/terminal.ts'
import {showWizard} from '../../src/ui/show-wizard.tsx'
import {systemClock} from './fake-clock.ts'
import {prepare} from './scenes.ts'

const [name = 'start', ...flags] = process.argv.slice(2)
const hasColor = !flags.includes('--no-color')

const store = createWizardStore({clock: systemClock, guardMs: 200})
const terminal = openTerminal({
  input: process.stdin,
  output: process.stdout,
  farewell: ['Ended at once.'],
  onCrash: error => {
    console.error(error)
    process.exit(70)
  },
})
const wizard = showWizard({
  store,
  terminal,
  tailer: createLogTailer(),
  repository: 'photondrift',
  hasColor,
  isAscii: flags.includes('--ascii'),
  intents: {
    cancel: () => store.say('cancelled'),
    openLog: how => terminal.lend(() => runEditor(['sh', '-c', `echo in the ${how}; read -r answer`], '.')),
    edit: () => terminal.lend(() => runEditor(['sh', '-c', 'echo in the editor; read -r answer; echo "$answer"'], '.')),
    moveWheel: () => undefined,
    say: () => undefined,
    present: () => undefined,
    quit: () => wizard.close(['Left. `npx upgrade-wizard` goes on from here.']),
  },
})
void prepare(store, name).then(answer => wizard.close([`answered ${JSON.stringify(answer)}`]))
process.on('SIGUSR2', () => {
  throw new Error('thrown on purpose')
})
await wizard.closed
