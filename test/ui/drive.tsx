import {render} from 'ink-testing-library'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {App} from '../../src/ui/app.tsx'
import {createOutputReader} from '../../src/ui/output/output-reader.ts'
import {createPerformer} from '../../src/ui/perform.ts'
import {createFakeClock} from './fake-clock.ts'
import {silentTailer} from './memory-tailer.ts'
import {prepare} from './scenes.ts'

/** A scene on a fake terminal, with a clock that stands still. */
export function drive(scene: string, size = {columns: 80, rows: 24}, isAscii = false, tailer = silentTailer) {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, size})
  const asked: string[] = []
  let pressed = 0
  const reader = createOutputReader({store, tailer, hasColor: false})
  const performer = createPerformer({
    store,
    intents: {
      cancel: () => asked.push('cancel'),
      moveWheel: move => void asked.push(`wheel ${move}`),
      present: () => {
        pressed += 1
      },
      say: text => void asked.push(`say ${text}`),
      quit: () => asked.push('quit'),
      edit: place => void asked.push(`edit ${place.path}:${place.line}`),
      openLog: (how, {file, line}) => void asked.push(`${how} ${file}:${line}`),
    },
    terminal: {
      repaint: () => asked.push('repaint'),
      suspend: () => asked.push('suspend'),
      copy: text => void asked.push(`copy ${text}`),
    },
    reader,
  })
  const answer = prepare(store, scene)
  const screen = <App store={store} performer={performer} repository="photondrift" look={{hasColor: false, isAscii}} />
  const app = render(screen)
  // The library's terminal has 100 columns, and asks again at every rendering.
  Object.defineProperty(app.stdout, 'columns', {value: size.columns})
  app.rerender(screen)
  const text = () => app.lastFrame() ?? ''
  return {
    store,
    asked,
    /** How many keys the composition was told of. */
    pressed: () => pressed,
    answer,
    text,
    rows: () => text().split('\n'),
    pass,
    /** Past the type-ahead guard. */
    async wait() {
      pass(500)
      await settled()
    },
    async press(...keys: readonly string[]) {
      for (const key of keys) {
        await settled()
        app.stdin.write(key)
        await settled()
        pass(100)
      }
    },
    unmount: app.unmount,
  }
}

/** React attaches key handlers, and Ink tells a lone escape from a sequence, in the next turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(resolve => setImmediate(resolve))
}

export const keys = {
  enter: '\r',
  up: '\x1b[A',
  down: '\x1b[B',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  tab: '\t',
  esc: '\x1b',
  backspace: '\x7f',
  ctrlC: '\x03',
  ctrlL: '\x0c',
  ctrlU: '\x15',
  ctrlZ: '\x1a',
  left: '\x1b[D',
  right: '\x1b[C',
}
