import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import {openTerm, type Term} from '../support/term.ts'

export const hasTmux = spawnSync('tmux', ['-V']).status === 0

/** Behind the name of a test that needs tmux. */
export const skipped = hasTmux ? '' : ' (skipped: there is no tmux on this machine)'

/** One window with a shell in it, that several terminals look at. */
export type SharedTmux = {
  /** Gives what the command prints, without the newline at its end. */
  tmux(...args: readonly string[]): string
  /** One more terminal that looks at it. `flags` are those of `attach-session -f`. */
  attach(size: {readonly columns: number; readonly rows: number}, flags?: string): Term
  /** A fact about the first window, by the name that tmux has for it: `pane_title`. */
  fact(name: string): string
  /** Everything that was written into the first window since its shell was there. */
  written(): string
}

/**
 * A tmux with a server of its own, so that whoever runs the tests in tmux keeps theirs. It ends with the test. `env` is what
 * the shell has beside the environment of the tests; undefined takes a variable out.
 */
export function openSharedTmux({
  cwd = process.cwd(),
  env = {},
}: {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
} = {}): SharedTmux {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'uw-tmux-')))
  const server = ['-L', 'shared', '-f', '/dev/null']
  const {CI: _, NODE_ENV: __, VITEST: ___, FORCE_COLOR: ____, TMUX: _____, NO_COLOR: ______, ...own} = process.env
  const whole = {...own, ...env, TMPDIR: folder, TMUX_TMPDIR: folder, TERM: 'xterm-256color'}
  const tmux = (...args: readonly string[]) =>
    spawnSync('tmux', [...server, ...args], {encoding: 'utf8', env: whole, cwd}).stdout.trimEnd()
  onTestFinished(() => {
    tmux('kill-server')
    rmSync(folder, {recursive: true, force: true})
  })
  tmux('new-session', '-d', '-s', 'shared', '-x', '80', '-y', '24', `env 'PS1=prompt> ' bash --norc --noprofile`)
  tmux('set', '-g', 'status', 'off')
  const log = path.join(folder, 'written')
  tmux('pipe-pane', '-t', first, `cat >> ${log}`)
  return {
    tmux,
    fact: name => tmux('display-message', '-p', '-t', first, `#{${name}}`),
    written: () => readFileSync(log, 'latin1'),
    attach: (size, flags) =>
      openTerm(['tmux', ...server, 'attach', '-t', 'shared', ...(flags === undefined ? [] : ['-f', flags])], {
        ...size,
        env: {TMUX_TMPDIR: folder},
        timeoutMs: 30_000,
      }),
  }
}

const first = 'shared:0'
