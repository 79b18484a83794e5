import {expect, test} from 'vitest'
import {drive, keys} from './drive.tsx'

test('every way back is listed, and of the marked one each step and file', async () => {
  const {text, press, wait} = drive('undo')
  await wait()
  expect(text()).toMatch(/▸ Check that everything builds +no file/)
  expect(text()).toContain('No file changes: only what was decided is open again.')

  await press(keys.down)

  expect(text()).toMatch(/▸ Refresh the lockfile +2 steps, 1 file/)
  expect(text()).toContain('↺ Check that everything builds')
  expect(text()).toContain('needs “Refresh the lockfile”')
  expect(text()).toContain('Rust 1.86.0 stays installed')
  expect(text()).toMatch(/Cargo\.lock +removed, 1 line/)
})

test('edits made by hand are named with what becomes of them, and what would be wrong afterwards comes first', async () => {
  const {text, press, wait} = drive('undo', {columns: 120, rows: 40})
  await wait()

  await press(keys.down, keys.down)

  expect(text()).toContain('! wasmtime 36.0.14 can’t stay')
  expect(text()).toContain('! Makefile was edited since: your edits stay')
  expect(text()).toContain('rkflows/ci.yml was edited where a step wrote: you are asked')
  expect(text()).toMatch(/3 {2}- RUST_VERSION \?= 1\.86/)
  expect(text()).toMatch(/assets\/logo\.png +a file that isn’t text becomes no file/)
})

test('the marked way back is the answer', async () => {
  const {answer, press, wait} = drive('undo')
  await wait()

  await press(keys.down, 'u')

  expect(await answer).toEqual({option: 'undo', item: 'refresh-lockfile', by: 'you'})
})

test('what can’t stand says why and is not undone', async () => {
  const {store, text, press, wait} = drive('undo')
  await wait()

  await press(keys.down, keys.down, keys.down, 'u')

  expect(text()).toMatch(/▸ Only Rust, wasmtime stays +■ can’t stand/)
  expect(text()).toContain('Undo this: wasmtime 36.0.14 can’t stay without the new Rust')
  expect(store.view().question?.id).toBe('undo')
})

test('everything at once wants its word', async () => {
  const {answer, store, text, press, wait} = drive('undo')
  await wait()

  await press(keys.down, keys.down, keys.down, keys.down, 'u', 'x', keys.enter)
  expect(text()).toContain('Type undo exactly as it is')
  await press(keys.backspace, 'undo', keys.enter)

  expect(store.view().question).toBeUndefined()
  expect(await answer).toEqual({option: 'undo', item: 'all', by: 'you'})
})

test.each([
  ['Enter', keys.enter],
  ['Esc', keys.esc],
  ['b', 'b'],
])('%s goes back', async (_, key) => {
  const {answer, press, wait} = drive('undo')
  await wait()

  await press(key)

  expect(await answer).toMatchObject({option: 'back', by: 'you'})
})
