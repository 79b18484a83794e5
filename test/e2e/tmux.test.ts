import {spawnSync} from 'node:child_process'
import {mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import {openTerm} from '../support/term.ts'
import {program, steps} from './tui-drive.ts'

const hasTmux = spawnSync('tmux', ['-V']).status === 0
const skipped = hasTmux ? '' : ' (skipped: there is no tmux on this machine)'
let folder = ''
let server: readonly string[] = []

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'uw-tmux-')))
  // A server of our own: whoever runs the tests in tmux keeps theirs.
  server = ['-L', path.basename(folder), '-f', '/dev/null']
})
afterEach(() => {
  if (hasTmux) tmux('kill-server')
  rmSync(folder, {recursive: true, force: true})
})

function tmux(...args: readonly string[]): string {
  const {CI: _, NODE_ENV: __, VITEST: ___, FORCE_COLOR: ____, TMUX: _____, ...own} = process.env
  const env = {...own, TMPDIR: folder, TMUX_TMPDIR: folder, TERM: 'xterm-256color', NO_COLOR: '1'}
  return spawnSync('tmux', [...server, ...args], {encoding: 'utf8', env}).stdout
}

/** A window with a shell that has said something already. */
function openWindow(columns: number, rows: number): void {
  tmux('new-session', '-d', '-s', 'demo', '-x', `${columns}`, '-y', `${rows}`, 'bash --norc --noprofile')
  tmux('set', '-g', 'status', 'off')
  tmux('send-keys', '-t', 'demo', "PS1='prompt> '; for n in $(seq 60); do echo earlier line $n; done", 'Enter')
}

/** What the pane shows; with `-S -` as argument its scrollback too. */
function pane(...args: readonly string[]): string {
  return tmux('capture-pane', '-p', '-t', 'demo', ...args)
}

function shows(wanted: string | RegExp): Promise<void> {
  const holds = () => (typeof wanted === 'string' ? expect(pane()).toContain(wanted) : expect(pane()).toMatch(wanted))
  return vi.waitFor(holds, {timeout: 30_000, interval: 50})
}

/** Waits until the question is asked and listens, then presses the key. */
async function answer(title: string, key: string): Promise<void> {
  await shows(new RegExp(`── ${title}[^]*\n Enter \\S`))
  tmux('send-keys', '-t', 'demo', key)
}

test.skipIf(!hasTmux)(`the demo in tmux: drawn, driven, left, and the scrollback as it was${skipped}`, async () => {
  openWindow(80, 24)
  await shows('earlier line 60')
  const before = pane('-S', '-')
    .split('\n')
    .filter(row => row.startsWith('earlier'))
  tmux('send-keys', '-t', 'demo', `${process.execPath} ${program} demo`, 'Enter')
  await answer('Go on and choose', 'c')
  await shows('▸ 36.0.14')
  await answer('Which wasmtime', 'c')
  await answer('Start with this plan', 'Enter')
  await answer(`Apply “${steps[0]}`, 's')
  await answer(`Apply “${steps[1]}`, 'a')
  await answer(`Accept “${steps[1]}`, 'a')
  await answer(`Apply “${steps[2]}`, 'q')
  await shows(/To go on: upgrade-wizard run\n(?:.+\n)*\n*prompt>/)

  const all = pane('-S', '-').split('\n')
  expect(all.filter(row => row.startsWith('earlier'))).toEqual(before)
  expect(all.join('\n')).not.toContain('── ')
})

test.skipIf(!hasTmux)(`who attaches with another size sees the whole screen at it${skipped}`, async () => {
  openWindow(80, 24)
  await shows('earlier line 60')
  tmux('send-keys', '-t', 'demo', `${process.execPath} ${program} demo`, 'Enter')
  await answer('Go on and choose', 'c')
  await shows('▸ 36.0.14')

  const env = {TMUX_TMPDIR: folder}
  const wide = openTerm(['tmux', ...server, 'attach', '-t', 'demo'], {columns: 130, rows: 34, env})
  await wide.waitFor(() => {
    const rows = wide.text().split('\n')
    return rows.length === 34 && rows.some(row => row.length === 129) && (rows.at(-1) ?? '').endsWith('q quit')
  })
  expect(wide.text()).toContain('▸ 36.0.14')

  const narrow = openTerm(['tmux', ...server, 'attach', '-t', 'demo'], {columns: 70, rows: 20, env})
  await narrow.waitFor(() => narrow.text().split('\n').length === 20 && narrow.text().endsWith('q quit'))
  await answer('Which wasmtime', 'q')
  await shows('Nothing was written')
})
