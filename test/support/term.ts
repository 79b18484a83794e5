import {type IPty, spawn} from '@lydell/node-pty'
import {Unicode11Addon} from '@xterm/addon-unicode11'
import headless from '@xterm/headless'
import {onTestFinished} from 'vitest'

export type TermOptions = {
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
  /** Added to the environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly timeoutMs?: number
}

/** A program in a real pseudo-terminal, with a terminal emulator on the other side. Nothing in here sleeps blindly. */
export type Term = {
  readonly pid: number
  /** The rows of the screen, without trailing blanks. */
  text(): string
  /** Everything the program ever wrote. */
  raw(): string
  isAlternate(): boolean
  isCursorHidden(): boolean
  write(data: string): void
  resize(columns: number, rows: number): void
  signal(name: NodeJS.Signals): void
  /** Resolves when the screen shows the text (or matches, or the condition holds); rejects with the screen when it never does. */
  waitFor(wanted: string | RegExp | (() => boolean)): Promise<void>
  readonly exited: Promise<{readonly code: number; readonly signal: number}>
}

/**
 * Starts a program the way a person's terminal would: no CI in its environment, colours as the terminal has them. It is ended
 * with the test.
 */
export function openTerm(argv: readonly [string, ...string[]], options: TermOptions = {}): Term {
  const {columns = 80, rows = 24, cwd = process.cwd(), timeoutMs = 20_000} = options
  const [program, ...args] = argv
  const env = environment(options.env)
  // The name becomes TERM, whatever the environment says.
  const pty = spawn(program, args, {name: env.TERM ?? '', cols: columns, rows, cwd, env})
  const screen = new headless.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000})
  screen.loadAddon(new Unicode11Addon())
  screen.unicode.activeVersion = '11'
  const listeners = new Set<() => void>()
  let raw = ''
  let hasExited = false
  pty.onData(data => {
    raw += data
    screen.write(data, () => {
      for (const listener of listeners) listener()
    })
  })
  const exited = new Promise<{code: number; signal: number}>(resolve => {
    pty.onExit(({exitCode, signal}) => {
      hasExited = true
      // What the program wrote last may still be on its way through the emulator.
      screen.write('', () => resolve({code: exitCode, signal: signal ?? 0}))
    })
  })

  const text = () => screenText(screen)
  const term: Term = {
    pid: pty.pid,
    text,
    raw: () => raw,
    isAlternate: () => screen.buffer.active.type === 'alternate',
    isCursorHidden: () => raw.lastIndexOf('\x1b[?25l') > raw.lastIndexOf('\x1b[?25h'),
    write: data => pty.write(data),
    resize(width, height) {
      screen.resize(width, height)
      pty.resize(width, height)
    },
    signal: name => kill(pty, name),
    waitFor(wanted) {
      const holds = conditionOf(wanted, text)
      return new Promise((resolve, reject) => {
        const check = () => {
          if (!holds()) return
          finish()
          resolve()
        }
        const finish = () => {
          listeners.delete(check)
          clearInterval(poll)
          clearTimeout(limit)
        }
        const poll = setInterval(check, 25)
        const limit = setTimeout(() => {
          finish()
          const state = hasExited ? 'The program has ended. ' : ''
          reject(new Error(`${state}Never on the screen: ${String(wanted)}\n${text()}`))
        }, timeoutMs)
        listeners.add(check)
        check()
      })
    },
    exited,
  }
  onTestFinished(() => {
    if (!hasExited) kill(pty, 'SIGKILL')
    screen.dispose()
  })
  return term
}

function conditionOf(wanted: string | RegExp | (() => boolean), text: () => string): () => boolean {
  if (typeof wanted === 'function') return wanted
  return () => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()))
}

function screenText({buffer, rows, cols}: headless.Terminal): string {
  const {active} = buffer
  const lines = Array.from(
    {length: rows},
    (_, at) => active.getLine(active.viewportY + at)?.translateToString(true, 0, cols) ?? '',
  )
  return lines.join('\n').trimEnd()
}

function environment(added: TermOptions['env']): Record<string, string> {
  const {CI: _, NO_COLOR: __, FORCE_COLOR: ___, TMUX: ____, ...own} = process.env
  const entries = Object.entries({...own, TERM: 'xterm-256color', ...added})
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function kill(pty: IPty, signal: NodeJS.Signals): void {
  try {
    process.kill(pty.pid, signal)
  } catch {
    // It is gone already.
  }
}
