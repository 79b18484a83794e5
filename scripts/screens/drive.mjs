// The real program in a pseudo-terminal, its screen read from a terminal emulator, its keys pressed by name of what is asked.
import * as pty from '@lydell/node-pty'
import unicode from '@xterm/addon-unicode11'
import headless from '@xterm/headless'
import {environment, program} from '../lay-out.mjs'

const still = new URL('./still.mjs', import.meta.url).href

/** The wizard in a repository, on a screen of this size. `variables` are added to its environment. */
export function openWizard(repository, {args = [], columns = 100, rows = 30, variables = {}} = {}) {
  const argv = ['--import', still, program, 'run', '--offline', '--validate', 'none', ...args, '--repo', repository]
  // One job: what is built side by side ends in another order each time.
  const env = {...environment(), TZ: 'UTC', CARGO_BUILD_JOBS: '1', ...variables}
  const child = pty.spawn(process.execPath, argv, {cols: columns, rows, cwd: repository, env})
  const screen = new headless.Terminal({cols: columns, rows, allowProposedApi: true})
  screen.loadAddon(new unicode.Unicode11Addon())
  screen.unicode.activeVersion = '11'
  const ended = new Promise(resolve => child.onExit(resolve))
  child.onData(data => screen.write(data))

  const text = () => linesOf(screen).join('\n')
  // A function that tells whether it is there, or a pattern.
  const until = async (what, limitMs = 120_000) => {
    const began = performance.now()
    for (;;) {
      const found = typeof what === 'function' ? what() : new RegExp(what).test(text())
      if (found !== undefined && found !== false) return found
      if (performance.now() - began > limitMs) throw new Error(`Never on the screen: ${what}\n${text()}`)
      await new Promise(resolve => setTimeout(resolve, 30))
    }
  }
  // Enter stands in the footer once the question listens.
  const asked = () => (/^ Enter /m.test(text()) ? questionOn(screen) : undefined)
  return {
    screen,
    text,
    until,
    press: key => child.write(key),
    /** The title of the question that listens to keys now. */
    gate: () => until(asked),
    /** Waits until the question is asked that begins like this, and presses a key. */
    async answer(title, key = '\r') {
      await until(() => asked()?.startsWith(title))
      const before = questionOn(screen)
      child.write(key)
      await until(() => questionOn(screen) !== before)
    },
    /** Moves the mark down to the row that names something. */
    async mark(name) {
      const isMarked = () => new RegExp(`▸ .*${name}`).test(text())
      for (let tries = 0; tries < 20 && !isMarked(); tries++) {
        child.write('\x1b[B')
        await until(isMarked, 500).catch(() => undefined)
      }
      await until(isMarked, 1000)
    },
    /** Presses a key and waits for what it brings. */
    async show(key, what) {
      child.write(key)
      await until(what)
    },
    /** Leaves while a command runs, and ends it. */
    async quit() {
      await this.show('q', 'Quit now')
      child.write('y')
      await ended
    },
    end: () => child.kill('SIGKILL'),
  }
}

/** What stands in the line above the question's options: the last rule with a title. */
function questionOn(screen) {
  return linesOf(screen)
    .flatMap(line => /^ ── (.+?) ─+/.exec(line)?.[1] ?? [])
    .at(-1)
}

function linesOf({buffer: {active}, rows}) {
  return Array.from({length: rows}, (_, at) => active.getLine(active.viewportY + at)?.translateToString(true) ?? '')
}
