import {expect, test, vi} from 'vitest'
import type {CommandSession} from '../../src/journal/session.ts'
import {drive, keys} from './drive.tsx'
import {printingTailer} from './memory-tailer.ts'

/** Thousands of lines, the errors among them far apart and one line too long for any screen. */
const text = [
  ...Array.from({length: 3000}, (_, at) => `   Compiling crate-${at} v1.0.${at}`),
  'error[E0599]: no method named `async_support`',
  '  --> src/plugins/host.rs:88:20',
  '',
  ...Array.from({length: 2000}, (_, at) => `    Checking crate-${at} v1.0.${at}`),
  `${'far to the right '.repeat(20)}Needle`,
  ...Array.from({length: 500}, (_, at) => `    Checking other-${at} v1.0.${at}`),
  'error: could not compile `photondrift`',
]

async function reading(scene = 'running') {
  const {tailer, print} = printingTailer(text.map(line => `${line}\n`).join(''))
  const screen = drive(scene, {columns: 80, rows: 24}, false, tailer)
  await vi.waitUntil(() => screen.store.view().tail.totalLines === text.length)
  screen.store.flush()
  const shows = async (wanted: string) => {
    await vi.waitUntil(() => {
      screen.store.flush()
      return screen.text().includes(wanted)
    })
  }
  return {...screen, print, shows}
}

test('going to the top reads it from the file, and G follows the end again', async () => {
  const {press, shows, text: screen} = await reading()
  await shows('could not compile')

  await press('g')
  await shows('Compiling crate-0 ')
  expect(screen()).toContain('line 1 of 5505')

  await press('G')
  await shows('could not compile')
  expect(screen()).not.toContain('G follows')
})

test('who scrolled up keeps the lines in view, and is told how many are new since', async () => {
  const {press, print, shows, rows} = await reading()
  await press(keys.pageUp)
  await shows('lines below, G follows')
  const before = rows().slice(5, 15)

  print('one more\nand another\n')
  await shows('2 new lines, G follows')

  expect(rows().slice(5, 15)).toEqual(before)
})

test('scrolling down to the end follows again', async () => {
  const {press, shows, text: screen} = await reading()
  await press(keys.up, keys.up)
  await shows('G follows')

  await press(keys.down, keys.down)

  expect(screen()).not.toContain('G follows')
})

test('a search goes through the whole file, says when it starts anew, and is told apart from nothing', async () => {
  const {press, shows, store} = await reading()
  await press('/')
  await shows('Search:')
  await press('crate-2999', keys.enter)

  await shows('Compiling crate-2999')
  expect(store.view().local.hint).toBe('Line 3000 of 5505, from the top again')
  await press('/', 'no such text', keys.enter)
  await shows('No match for “no such text”')
})

test('a match on the screen is marked where it is and following goes on', async () => {
  const {press, shows, store} = await reading()
  await press('/', 'could not', keys.enter)
  await vi.waitUntil(() => store.view().local.reading.mark !== undefined)

  expect(store.view().local.reading).toMatchObject({mark: 5504, wanted: 'could not'})
  expect(store.view().local.reading.at).toBeUndefined()
  await shows('could not compile')
})

test('. and , go from match to match', async () => {
  const {press, store} = await reading()
  const isAt = (line: number) => vi.waitUntil(() => store.view().local.reading.mark === line)
  await press('g', '/', 'crate-7 ', keys.enter)
  await isAt(7)

  await press('.')
  await isAt(3010)
  await press(',')
  await isAt(7)
})

test('a match far to the right is brought into view', async () => {
  const {press, shows} = await reading()

  await press('/', 'Needle', keys.enter)

  await shows('Needle')
})

test('x goes from error to error, X back', async () => {
  const {press, shows, store} = await reading()
  await press('g', 'x')
  await shows('no method named')
  expect(store.view().local.reading.mark).toBe(3000)

  await press('x')
  await shows('could not compile')
  await press('X')
  await shows('no method named')
})

test('a match keeps its place when the screen changes its size', async () => {
  const {press, shows, store} = await reading()
  await press('g', 'x')
  await shows('no method named')
  const before = store.view().local.reading

  store.setSize({columns: 90, rows: 30})

  expect(store.view().local.reading).toEqual(before)
})

test('long lines are moved through sideways, or wrapped', async () => {
  const {press, shows, text: screen} = await reading()
  await press('/', 'far to', keys.enter)
  await shows('far to the right far')
  expect(screen()).not.toContain('Needle')

  await press(...Array.from({length: 20}, () => keys.right))
  await shows('Needle')
  expect(screen()).toContain('column 321')
  await press('0')
  expect(screen()).not.toContain('Needle')

  await press('w')
  await shows('Needle')
})

test('y copies what is on the screen, or the error that was jumped to; Y the command line', async () => {
  const {press, shows, asked} = await reading()
  await press('y')
  expect(asked.at(-1)).toMatch(/^copy ( {4}Checking other-\d+ v1\.0\.\d+\n)+error: could not compile `photondrift`\n$/)

  await press('g', 'x')
  await shows('no method named')
  await press('y')
  expect(asked.at(-1)).toBe('copy error[E0599]: no method named `async_support`\n  --> src/plugins/host.rs:88:20\n')
  await shows('Copied the error, 2 lines')

  await press('Y')
  expect(asked.at(-1)).toBe(
    'copy cd /home/ada/photondrift && cargo +1.86 check --workspace --all-targets --features plugins --message-format=json-diagnostic-rendered-ansi\n',
  )
})

test('O and E open the log where one reads', async () => {
  const {press, shows, asked} = await reading()
  await press('g', 'x')
  await shows('no method named')

  await press('O', 'E')

  const log = '/home/ada/photondrift/.upgrade-wizard/logs/prove-build.1.err'
  expect(asked).toEqual([`pager ${log}:3001`, `editor ${log}:3001`])
})

test('Esc forgets the search before it leaves the output', async () => {
  const {press, shows, store} = await reading('failed')
  store.changeLocal({isGuarded: false})
  await press('2', '/', 'crate-1', keys.enter)
  await shows('Compiling crate-1')

  await press(keys.esc)
  expect(store.view().local.reading.wanted).toBeUndefined()
  expect(store.view().local.tab).toBe('output')
  await press(keys.esc)
  expect(store.view().local.tab).toBe('step')
})

test('a resize changes neither the place nor the following', async () => {
  const {store, press} = await reading()
  await press(keys.up, keys.up)
  const before = store.view().local.reading

  store.setSize({columns: 90, rows: 30})

  expect(store.view().local.reading).toBe(before)
})

test('the command is shown with what was set for it, whole in the view of its output', async () => {
  const {store, press, shows} = await reading()
  const {session} = store.view()
  const withEnv = (command: CommandSession) => ({
    ...command,
    env: {RUSTUP_TOOLCHAIN: '1.86', CARGO_TERM_COLOR: 'always'},
  })
  const steps = session?.steps.map(step => ({...step, commands: step.commands.map(withEnv)})) ?? []
  if (session !== undefined) store.setSession({...session, steps})

  await press('2', 'g')

  await shows('$ RUSTUP_TOOLCHAIN=1.86 cargo +1.86 check')
  await shows('--message-format=json-diagnostic-rendered-ansi')
})
