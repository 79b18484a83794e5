import {expect, test} from 'vitest'
import type {Trees} from '../../src/plan/compare-trees.ts'
import {drive, keys} from './drive.tsx'
import {allMoved, atStart, unlocked} from './fake-trees.ts'

/** The tree view at a size; how it looked half way unless something else is given. */
async function treeAt(columns: number, rows: number, trees?: Trees) {
  const app = drive('running', {columns, rows})
  if (trees !== undefined) app.store.setTrees(trees)
  await app.wait()
  await app.press('3')
  return app
}

test('at 80 columns what moved comes first, then the tree now, then before', async () => {
  const {text, press} = await treeAt(80, 24)

  expect(text()).toMatch(/▸3 Tree/)
  expect(text()).toMatch(/Cargo\.lock +52 new, 9 gone, 418 as before/)
  expect(text()).toMatch(/! wasmtime +25\.0\.3 +→ 25\.0\.3, 36\.0\.14 +one more/)
  expect(text()).toMatch(/↑ wasmtime-wasi +25\.0\.3 +→ 36\.0\.14 +raised/)
  expect(text()).toMatch(/\+ wasmtime-wasi-io +not locked +→ 36\.0\.14 +new/)
  expect(text()).toContain('and 34 crates published with wasmtime, 12 other crates')

  await press(...Array.from({length: 4}, () => keys.pageDown))
  expect(text()).toContain('→ Raise wasmtime-pool to 0.12.0 in Cargo.toml:44')
})

test('releases stand beside the target in words, doubled crates and holders are named', async () => {
  const {text} = await treeAt(80, 60)

  expect(text()).toMatch(/· wasmtime 25\.0\.3 and 31 crates that move with it +older than the target/)
  expect(text()).toMatch(/✓ wasmtime 36\.0\.14 and 36 crates that move with it +the target/)
  expect(text()).toContain('! 3 crates of the family in several majors: wasmtime, wasmtime-environ, wiggle')
  expect(text()).toContain('! wasmtime-pool 0.9.2 holds wasmtime 25.0.3')
  expect(text()).toMatch(/Now\n[\s\S]*Before\n[\s\S]*Holders\n/)
})

test('when all has moved there is one release, and the holder holds nothing any longer', async () => {
  const {text} = await treeAt(80, 60, allMoved)

  expect(text()).toMatch(/↑ wasmtime +25\.0\.3 +→ 36\.0\.14 +raised/)
  expect(text()).toMatch(/✓ wasmtime-pool 0\.9\.2 holds .*\n? .*no longer/)
})

test('nothing moved yet: the tree as it was at the start', async () => {
  const {text} = await treeAt(80, 24, {now: atStart, changes: []})

  expect(text()).toContain('As at the start')
  expect(text()).not.toContain('Before')
})

test('without a lockfile the manifests speak, and the step that makes one is named', async () => {
  const {text} = await treeAt(80, 24, unlocked)

  expect(text()).toMatch(/· wasmtime-wasi +"25\.0" +Cargo\.toml:42/)
  expect(text()).toContain('No lockfile says which release that is. The step “Refresh the lockfile”')
})

test('the tree can be shown in ASCII', async () => {
  const {text, press, wait} = drive('running', {columns: 80, rows: 60}, true)
  await wait()
  await press('3')

  expect(text()).toContain('Holders')
  expect(text().replace(/\x1b\[[0-9;]*m/g, '')).toMatch(/^[\x20-\x7e\n]*$/)
})

test('before and now stand beside each other on a wide screen', async () => {
  const {text} = await treeAt(240, 60)

  expect(text()).toMatch(/Before +│ Now/)
  expect(text()).toMatch(/wasmtime 25\.0\.3 .*older than the target │ · wasmtime 25\.0\.3/)
})

test('the pane beside the session says in short what moved and who holds it', async () => {
  const app = drive('ok', {columns: 120, rows: 40})
  await app.wait()

  expect(app.text()).toMatch(/── wasmtime tree ─+ 25\.0\.3 → 25\.0\.3, 36\.0\.14 ──/)
  expect(app.text()).toMatch(/! wasmtime-pool 0\.9\.2 holds wasmtime 25\.0\.3/)

  app.store.setTrees(unlocked)
  await app.wait()
  expect(app.text()).toMatch(/── wasmtime tree ─+ not locked ──/)
})
