import {rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test, vi} from 'vitest'
import {fixtureForAll} from '../support/fixture-run.ts'
import {standInCargo} from '../support/stand-in-cargo.ts'
import type {Term} from '../support/term.ts'
import {hasTmux, openSharedTmux, type SharedTmux, skipped} from './tmux-drive.ts'
import {answer, keys, program, question, startPlan, steps} from './tui-drive.ts'

// The ten points of docs/PAIRING.md: somebody's tmux that several people look at, from terminals of different size.

const repository = fixtureForAll('photondrift-issue')
const secret = 'hidden-4711'

/** A build that tells the secret it was given again and again, until the file is there and it fails, or until it is ended. */
function buildUntil(file: string): string {
  return `import {existsSync} from 'node:fs'
process.on('SIGINT', () => process.exit(130))
let count = 0
setInterval(() => {
  const line = () => '   Compiling crate-' + count++ + (count % 5 ? '' : ' with ' + process.env.DEPLOY_TOKEN) + '\\n'
  process.stderr.write(Array.from({length: 50}, line).join(''))
  if (existsSync(${JSON.stringify(file)})) process.exit(101)
}, 25)`
}

type Shared = {readonly shared: SharedTmux; readonly release: () => Promise<void>}

async function openShared(): Promise<Shared> {
  const release = path.join(repository.root, '../release')
  await rm(release, {force: true})
  const env = {...(await standInCargo(repository.root, buildUntil(release))), DEPLOY_TOKEN: secret}
  const shared = openSharedTmux({cwd: repository.root, env: {...env, GIT_CONFIG_GLOBAL: '/dev/null'}})
  return {shared, release: () => writeFile(release, '')}
}

function startWizard(term: Term): void {
  term.write(`'${process.execPath}' '${program}' run --offline --validate none --wasmtime 36\r`)
}

/** Whether the whole wizard stands on this terminal, from the header to the last row, and nothing of tmux beside it. */
function isWhole(term: Term, columns: number, rows: number): boolean {
  const lines = term.text().split('\n')
  return lines.length === rows && lines[0]?.startsWith(' upgrade-wizard') === true && lines.some(isAsWideAs(columns))
}

function isAsWideAs(columns: number) {
  return (line: string) => line.length >= columns - 1 && !line.includes('·····')
}

/** The number of the newest line of the build that this terminal shows. */
function latest(term: Term): number {
  return Math.max(-1, ...[...term.text().matchAll(/Compiling crate-(\d+)/g)].map(([, number]) => Number(number)))
}

/** A build runs in the first window; `wide` is the terminal that typed last, `narrow` another. */
async function openBuild() {
  const {shared, release} = await openShared()
  const narrow = shared.attach({columns: 70, rows: 20})
  await narrow.waitFor('prompt>')
  const wide = shared.attach({columns: 130, rows: 34})
  await wide.waitFor('prompt>')
  startWizard(wide)
  await startPlan(wide)
  await answer(wide, `Apply “${steps[0]}`, 'a')
  await wide.waitFor(() => isWhole(wide, 130, 34) && latest(wide) > 0)
  return {shared, release, narrow, wide}
}

test.skipIf(!hasTmux)(
  `whoever types sets the size, viewers set nothing, and a frozen terminal holds nobody up${skipped}`,
  async () => {
    const {shared, narrow, wide} = await openBuild()
    narrow.write('g')
    await narrow.waitFor(() => isWhole(narrow, 70, 20))
    const viewer = shared.attach({columns: 100, rows: 30}, 'read-only,ignore-size')
    await viewer.waitFor(/Compiling crate-\d/)
    viewer.write('q')
    wide.write('G')
    await wide.waitFor(() => isWhole(wide, 130, 34))
    expect(wide.text()).not.toContain('Quit now?')

    process.kill(narrow.pid, 'SIGSTOP')
    const before = latest(wide)
    await wide.waitFor(() => latest(wide) > before + 1000)
    process.kill(narrow.pid, 'SIGCONT')
    narrow.write('G')
    await narrow.waitFor(() => isWhole(narrow, 70, 20) && latest(narrow) > before + 1000)
    shared.tmux('set', '-g', 'window-size', 'smallest')
    wide.write('G')
    await narrow.waitFor(() => isWhole(narrow, 70, 20))
  },
)

test.skipIf(!hasTmux)(
  `sizes change all the time, and nothing is erased, no secret told, no title touched; one bell for a gate that waits${skipped}`,
  async () => {
    const {shared, release, narrow, wide} = await openBuild()
    for (let at = 0; at < 60; at += 1) {
      const term = at % 2 === 0 ? wide : narrow
      term.resize(60 + ((at * 37) % 90), 15 + ((at * 11) % 30))
      term.write('G')
    }
    narrow.resize(70, 20)
    narrow.write('G')
    await narrow.waitFor(() => isWhole(narrow, 70, 20))
    wide.resize(100, 28)
    wide.write('G')
    await wide.waitFor(() => isWhole(wide, 100, 28) && latest(wide) > 1000)

    await wide.waitFor(/crate-\d+ with \*+\n/)
    wide.write('y')
    await vi.waitFor(() => expect(shared.tmux('show-buffer')).toMatch(/Compiling crate-\d+\n/), {timeout: 20_000})
    const flags = ['mouse_any_flag', 'mouse_standard_flag', 'mouse_button_flag', 'mouse_all_flag', 'mouse_sgr_flag']
    expect(flags.map(shared.fact)).toEqual(['0', '0', '0', '0', '0'])

    const title = shared.fact('pane_title')
    const bells = () => shared.written().split('\x07').length - 1
    expect([bells(), shared.fact('window_bell_flag')]).toEqual([0, '0'])
    shared.tmux('new-window', '-t', 'shared', 'cat')
    await release()
    await vi.waitFor(() => expect(shared.fact('window_bell_flag')).toBe('1'), {timeout: 30_000})
    shared.tmux('select-window', '-t', 'shared:0')
    await question(wide, `Accept “${steps[0]}`)
    expect([bells(), shared.fact('pane_title')]).toEqual([1, title])
    wide.write('q')
    await wide.waitFor('To go on: upgrade-wizard run')

    expect([shared.written(), wide.raw(), narrow.raw()].map(raw => raw.includes(secret))).toEqual([false, false, false])
    expectModest(shared.written().slice(shared.written().indexOf('\x1b[?1049h')))
  },
)

test.skipIf(!hasTmux)(
  `of what two people type at once only one key answers, and neither a paste nor a letter behind Esc does${skipped}`,
  async () => {
    const {shared} = await openShared()
    const [one, other] = [shared.attach({columns: 100, rows: 30}), shared.attach({columns: 100, rows: 30})]
    await other.waitFor('prompt>')
    startWizard(one)
    await question(other, 'Go on and choose a target?')
    one.write(keys.enter)
    other.write(keys.enter)
    await question(other, 'Which wasmtime?')
    expect(other.text()).toContain('Enter → Go on')

    shared.tmux('set-buffer', 'c\rs\ra\r')
    shared.tmux('paste-buffer', '-p', '-t', 'shared:0')
    one.write('\x1bc')
    await helpShownAndClosed(one)
    await question(other, 'Which wasmtime?')
    shared.tmux('send-keys', '-t', 'shared:0', 'C-b', 'C-a', 'C-s', 'C-q', 'M-q', 'F1')
    await helpShownAndClosed(other)
    await answer(other, 'Which wasmtime?', 'q')
    await other.waitFor('Nothing was written')
  },
)

/** Keys of one terminal are heard in their order: with this one all before it have been. */
async function helpShownAndClosed(term: Term): Promise<void> {
  term.write('?')
  await term.waitFor('? close the help')
  term.write('?')
  await term.waitFor(() => !term.text().includes('? close the help'))
}

/** Of everything the wizard wrote: nothing is erased but to the right, no colour beyond the 16, no mouse, no title, no passthrough. */
function expectModest(written: string): void {
  expect(written).not.toMatch(/\x1b\[[0-3]?J/)
  expect(written).not.toMatch(/\x1b\[(?:\d+;)*[34]8;[0-9;]*m/)
  expect(written).not.toMatch(/\x1b\[\?(?:9|100\d|1015|1016)[hl]/)
  expect(written).not.toMatch(/\x1b[\]P_^k]/)
  for (const mode of [1049, 2004]) expect(written).toMatch(new RegExp(`\\x1b\\[\\?${mode}h[^]*\\x1b\\[\\?${mode}l`))
}
