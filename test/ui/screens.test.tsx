import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {markdownRows} from '../../src/ui/rows/markdown-rows.ts'
import {measuredSession} from '../support/measured-session.ts'
import {drive, keys} from './drive.tsx'
import {brokenSession, sessionAt} from './fake-views.ts'
import {scenes} from './scenes.ts'

const sizes = [
  {columns: 80, rows: 24},
  {columns: 100, rows: 30},
  {columns: 120, rows: 40},
  {columns: 60, rows: 15},
]

describe.each(sizes)('at $columns×$rows', size => {
  test.each(Object.keys(scenes))('%s fills the screen and no more', async scene => {
    const {rows, wait} = drive(scene, size)
    await wait()

    expect(rows()).toHaveLength(size.rows)
    expect(Math.max(...rows().map(row => stringWidth(row)))).toBeLessThanOrEqual(size.columns - 1)
    expect(rows()[0]).toMatch(/^ upgrade-wizard {2}photondrift/)
    expect(rows().at(-1)).toMatch(/\? help {3}q (quit|leave)$/)
  })

  test.each(Object.keys(scenes))('%s can be shown in ASCII', async scene => {
    const {text, wait} = drive(scene, size, true)
    await wait()

    expect(text().replace(/\x1b\[[0-9;]*m/g, '')).toMatch(/^[\x20-\x7e\n]*$/)
  })
})

test('start says what is stated how often, and where it disagrees', () => {
  const {text} = drive('start')

  expect(text()).toMatch(/Rust +1\.75 +4 places +Cargo\.toml:5, Makefile:3 \+2/)
  expect(text()).toContain('! 3 different values')
  expect(text()).toMatch(/wasmtime-wasi +25\.0 +1 place +Cargo\.toml:42/)
  expect(text()).toMatch(/Git +main +2 files not committed/)
  expect(text()).toMatch(/Mentions +9 places +in 9 files/)
})

test('resume says what happened since and where the session stands', () => {
  const {text} = drive('resume')

  expect(text()).toContain('“Refresh the lockfile” was next.')
  expect(text()).toContain('• src/lib.rs was edited')
  expect(text()).toMatch(/▸ · Refresh the lockfile +waiting/)
})

test.each([
  ['command', /“Refresh the lockfile” was running: cargo \+1\.86 check/],
  ['running', '“Refresh the lockfile” was being applied; what it wrote is taken back first.'],
  ['verified', '“Refresh the lockfile” was verified and waits for your decision.'],
  ['blocked', '“Refresh the lockfile” could not start: photondrift doesn’t compile'],
] as const)('resume says what was going on when it was left: %s', async (end, said) => {
  const {store, text, wait} = drive('resume', {columns: 160, rows: 40})
  store.setSession(sessionAt('refresh-lockfile', end))
  store.flush()
  await wait()

  if (typeof said === 'string') expect(text().replace(/\s+/g, ' ')).toContain(said)
  else expect(text()).toMatch(said)
})

test('target shows the candidates side by side and why the marked one', async () => {
  const {text, press, wait} = drive('target')
  await wait()
  expect(text()).toMatch(/▸ 36\.0\.14 +LTS +2025-08-20 +2027-08-20 +1\.86 +4 +0 +14/)
  expect(text()).toContain('recommended')

  await press(keys.down, keys.down, keys.down)

  expect(text()).toContain('▸ 35.0.0')
  expect(text()).toContain('ended 2025-09-22')
  expect(text()).toMatch(/Still open +RUSTSEC-2025-00118/)
})

test('target says what each candidate takes, and compares more where there is room', async () => {
  const {text, press, wait} = drive('target')
  await wait()
  expect(text()).toMatch(/Disk +1\.1 GB to 8\.5 GB more to build; 38 GB free/)
  expect(text()).toMatch(/Download +up to 640 MB of crates \(unpacked\), Rust 1\.86 \(629 MB\)/)

  await press(keys.down)
  expect(text()).toMatch(/Download +up to 640 MB of crates \(unpacked\)\n/)

  const wide = drive('target', {columns: 200, rows: 60}).text()
  expect(wide).toMatch(/breaking +rewritten +by hand +held by │/)
  expect(wide).toMatch(/▸ 36\.0\.14 .* 14 +3 +11 +nobody │/)
})

test('plan shows the edits of the marked step', async () => {
  const {text, press, wait} = drive('plan')
  await wait()

  await press(keys.down)

  expect(text()).toMatch(/▸ ✓ Raise Rust to 1\.86 +low risk/)
  expect(text()).toMatch(/3 {2}- RUST_VERSION \?= 1\.75/)
  expect(text()).toMatch(/3 {2}\+ RUST_VERSION \?= 1\.86/)
})

test('a step that is ticked off in the plan goes with those that need it, and what that costs is said at once', async () => {
  const {text, press, wait} = drive('plan')
  await wait()
  await press(keys.down, keys.down)
  expect(text()).toContain('Without it: wasmtime stays as it is, and without 4 steps that need it')

  await press(' ')

  expect(text()).toContain('2 of 7 steps, 3 files edited')
  expect(text()).toMatch(/▸ · Raise wasmtime to 36\.0\.14 +left out/)
  expect(text()).toMatch(/· Compare the tests with the baseline +left out/)
  expect(text()).toContain('! 5 steps left out: the tests are not proven, the build is not proven +3')

  await press(keys.down, '?', '?')
  expect(text()).toContain('! Left out, as “Raise wasmtime to 36.0.14” is, which it needs: the tests are')
  expect(text()).toContain('Space take in')
  await press(' ')
  expect(text()).toMatch(/✓ Raise wasmtime to 36\.0\.14 +medium risk/)
  expect(text()).not.toContain('left out')
})

test('run shows the command line, how far it is, and the end of its output', () => {
  const {text} = drive('running')

  expect(text()).toContain('$ cargo +1.86 check --workspace')
  expect(text()).toMatch(/█+░+ {2}131 of 164 {2}wasmtime-cranelift/)
  expect(text()).toMatch(/pid 41872/)
  expect(text()).toContain('error: could not compile `photondrift`')
  expect(text()).toMatch(/▸ ● Check that everything builds +running/)
})

test('a failed step shows its problem, then its last lines; Tab shows the whole output', async () => {
  const {text, press, wait} = drive('failed')
  await wait()
  expect(text()).toContain('✗ photondrift doesn’t compile')
  expect(text()).toContain('→ Change src/plugins/host.rs:88')
  expect(text()).toContain('a Accept: the check failed')

  await press(keys.tab)

  expect(text()).not.toContain('→ Change src/plugins/host.rs:88')
  expect(text()).toContain('exited with 101 after 41 s')
})

test('a note on the step stands above its outcome', async () => {
  const {store, text, wait} = drive('failed')

  store.record({
    at: '2026-03-02T10:14:42.000Z',
    event: {type: 'note-written', step: 'prove-build', text: 'ported on Monday', by: 'ada'},
  })
  await wait()

  expect(text()).toContain('Note: ported on Monday (ada)')
})

test('a blocked step says what holds it and what to do', () => {
  const {text} = drive('blocked')

  expect(text()).toContain('! wasmtime-pool 0.9.2 holds wasmtime 25')
  expect(text()).toContain('at Cargo.toml:44')
  expect(text()).toContain('→ Take it out or patch it, then retry')
})

test('broken code is shown by cause, with the errors of each round and what becomes of each', async () => {
  const {text, press, wait} = drive('broken')
  await wait()

  expect(text()).toContain('errors 42 → 17, 2 causes')
  expect(text()).toMatch(/▸ {3}15 {2}■ by hand +E0407 method `table` is not a member/)
  expect(text()).toMatch(/ {5}2 {2}◆ can be mended +E0432 wasi-preview-modules-renamed/)
  expect(text()).toMatch(/88 \| +fn table\(&mut self\)/)
  expect(text()).toContain('o Mend this, s Skip this: nothing is proposed for it')

  await press(keys.down)
  expect(text()).toContain('after  use wasmtime_wasi::p1;')
  expect(text()).toContain('m Mend what is safe   o Mend this   s Skip this')
  await press(keys.pageDown, keys.pageDown)
  expect(text()).toMatch(/1 {2}\+ use wasmtime_wasi::p1;/)
})

test('broken code that nothing helps any more says so, and Tab shows the whole output', async () => {
  const {store, text, press, wait} = drive('broken')
  store.setSession(brokenSession({stalled: 'same-errors'}))
  await wait()
  expect(text()).toContain('! The same errors are back after mending')

  await press(keys.tab)
  expect(text()).toContain('exited with 101 after 41 s')
  await press(keys.tab)
  expect(text()).toContain('What no longer compiles')
})

test('a cause that was skipped says so', async () => {
  const {store, text, wait} = drive('broken')

  store.record({
    at: '2026-03-02T10:14:42.000Z',
    event: {
      type: 'proposal-skipped',
      step: 'prove-build',
      attempt: 1,
      proposal: 'E0407: method `table` is not a member of trait `WasiView`',
      by: 'ada',
    },
  })
  await wait()

  expect(text()).toMatch(/15 {2}» skipped/)
})

test('checklist shows what is open by change, and starts after the item that was marked last', () => {
  const {text} = drive('checklist')

  expect(text()).toContain('3 open of 5 places')
  expect(text()).toMatch(/wasi-resource-limits-default +2 of 3 open/)
  expect(text()).toMatch(/✓ done +src\/plugins\/host\.rs:31/)
  expect(text()).toMatch(/▸ · open +src\/plugins\/host\.rs:59/)
  expect(text()).toMatch(/src\/plugins\/host\.rs:59 .* nothing tells/)
  expect(text()).toContain('WASI now bounds guest-driven host allocations')
  expect(text()).toContain('o Open again: the marked one is open')
})

test('checklist shows of the marked item what to do, and the code at its place', async () => {
  const {text, press, wait} = drive('checklist', {columns: 80, rows: 40})
  await wait()
  expect(text()).toContain('after  let ctx = WasiCtxBuilder::new().max_random_size')
  expect(text()).toContain('→ Raise only if guests legitimately need more.')
  expect(text()).toMatch(/59 \| {9}WasiCtxBuilder::new\(\)\.build\(\)\n.* \| {9}\^{19}/)

  await press(keys.up)
  expect(text()).toContain('✓ done (ada)')
  expect(text()).toContain('Note: guests ask for 1 KiB')
  expect(text()).toContain('d Done: the marked one is done (ada)')

  await press(keys.down, keys.down, keys.down, keys.down)
  expect(text()).toMatch(/▸ ◆ compiles +src\/lib\.rs:14/)
})

test('broken code and checklist stand beside their details at 120 columns', () => {
  const size = {columns: 120, rows: 40}
  const broken = drive('broken', size).text()
  expect(broken).toMatch(/▸ {3}15 {2}■ by hand +E0407 method `table` is not … │ ▸1 Step {3}2 Output/)
  expect(broken).toMatch(/│ src\/plugins\/host\.rs:88/)
  expect(broken).toMatch(/│ {3}88 \| fn table\(&mut self\)/)
  expect(broken).toContain('│ 15 errors: src/plugins/host.rs:88:5, src/plugins/view.rs:12:5')

  const checklist = drive('checklist', size).text()
  expect(checklist).toMatch(/▸ · open +src\/plugins\/host\.rs:59 +│ WASI now bounds guest-driven/)
  expect(checklist).toMatch(/◆ compiles +src\/lib\.rs:14 +│ +20\)\.build\(\);/)
})

test('a cause is named in whole where its row in the list has no room for it', async () => {
  const {text, press, wait} = drive('broken', {columns: 120, rows: 40})
  await wait()

  await press(keys.down)

  expect(text()).toMatch(/▸ {4}2 {2}◆ can be mended E0432 wasi-preview-modules-r… │/)
  expect(text()).toMatch(/│ wasi-preview-modules-renamed$/m)
})

test('long texts of a checklist are wrapped, and scroll to their last word', async () => {
  const {text, press, wait} = drive('checklist-long', {columns: 60, rows: 15})
  await wait()
  expect(text()).toMatch(/^ ── …rated\/instances\/of\/plugins\.rs:1041 ── nothing tells ──$/m)

  await press(keys.pageDown)
  expect(text()).toMatch(/^ a{58}$/m)

  await press(...Array.from({length: 9}, () => keys.pageDown))
  expect(text()).toContain('and that is the last word.')
  expect(text()).not.toMatch(/more, PgDn/)
})

test('compare shows both sides as far as they are measured, the limits, and what speaks against it', () => {
  const {text} = drive('compare')

  expect(text()).toContain('▸5 Compare')
  expect(text()).toContain('● Under way: 2 of 4 musts proven, 2 to come')
  expect(text()).toContain('Speaks against it: cargo check +21.5 %')
  expect(text()).toMatch(/cargo check +20\.0 s +24\.3 s +\+21\.5 % +\+10 % +✗ exceeded/)
  expect(text()).toMatch(/tests passed +2 +not yet +· not yet/)
  expect(text()).toMatch(/Compile errors +42 → 17 → 0/)
})

test('compare is reached from the report, and says what is new by name', async () => {
  const {store, text, press, wait} = drive('report', {columns: 80, rows: 40})
  const tests = ['failed plugins::host', 'passed config::reads']
  store.setSession(measuredSession({baseline: [['passed plugins::host', 'failed config::reads']], tests}))
  await wait()
  expect(text()).toContain('▸1 Report')
  expect(text()).toContain('Speaks against it: new failures: 1')

  await press('5')

  expect(text()).toMatch(/new failures +– +1 +none +✗ exceeded/)
  expect(text()).toMatch(/New failures \(1\)\n +✗ plugins::host/)
  expect(text()).toMatch(/Fixed \(1\)\n +✓ config::reads/)

  await press(keys.esc)
  expect(text()).toContain('▸1 Report')
})

test('report is readable as it stands', () => {
  const {text} = drive('report')

  expect(text()).toMatch(/check {9}41\.3 s {2}43\.0 s {2}\+4 %/)
  expect(text()).toContain('[x] wasmtime and wasmtime-wasi raised together')
  expect(text()).toContain('.upgrade-wizard/report.md')
})

test('below 60×15 there is one line, and it can still be left', async () => {
  const {text, press, asked, wait} = drive('running', {columns: 59, rows: 24})
  await wait()
  expect(text().trim()).toBe('60×15 is the least: enlarge, or q quits')

  await press('q')
  expect(text()).toContain('Quit? y quit, n stay')
  await press('y')

  expect(asked).toEqual(['quit'])
})

test('a report of nothing but marks is read at once', () => {
  const began = performance.now()

  for (const mark of ['`', '` ', '\\`', '[', '**', '_`', '![](']) markdownRows(mark.repeat(2000), 80)

  expect(performance.now() - began).toBeLessThan(2000)
})

test('what the report escapes for Markdown is read without its backslashes', () => {
  const rows = markdownRows('Built with Rust 1\\.95.0 \\(not \\`stable\\`\\)\n\n| a\\_b | 1 \\| 2 |\n|---|---|\n', 60)

  expect(
    rows.map(row =>
      row
        .map(({text}) => text)
        .join('')
        .trimEnd(),
    ),
  ).toEqual(['Built with Rust 1.95.0 (not `stable`)', '', 'a_b  1 | 2', ''])
})
