import {chmod, readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commitAll, offlineRegistry, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'
import type {Term} from '../support/term.ts'
import {answer, carryOut, expectRestored, keys, openWizard, question, startPlan} from './tui-drive.ts'

// The loop that mends code, and the list of what is left for people, as somebody drives them: with keys, in a terminal, and
// with an editor of their own.

const manifest = `[package]
name = "plugin-host"
version = "0.1.0"
edition = "2021"
rust-version = "1.80"

[dependencies]
wasmtime = "25"
`

/** Of what breaks a rule renames one call, the compiler is sure of one, two are for a person, and one breaks silently. */
const code = `use wasmtime::{Config, Engine, Result, Store, Table};

/// An engine with guards of one size around every memory.
pub fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config.static_memory_maximum_size(1 << 30);
    config.static_memory_guard_size(1 << 20);
    config.dynamic_memory_guard_size(1 << 20);
    config.wasm_threads(true);
    Engine::new(&config)
}

/// How many functions plugins may register.
pub fn room(table: &Table, store: &Store<()>) -> u32 {
    table.size(store)
}
`

const mended = code
  .replace('static_memory_maximum_size', 'memory_reservation')
  .replace('    config.static_memory_guard_size(1 << 20);\n    config.dynamic', '    config.dynamic')
  .replace('dynamic_memory_guard_size', 'memory_guard_size')
  .replace('table.size(store)', 'table.size(store).try_into().unwrap()')

/** Stands in for a person at an editor: goes to the line that it is told, sees two guard sizes, and leaves one. */
const editor = `#!/bin/sh
echo "$1" > "$(dirname "$0")/opened-at"
sed -e '/static_memory_guard_size/d' -e 's/dynamic_memory_guard_size/memory_guard_size/' "$2" > "$2.new"
mv "$2.new" "$2"
`

async function openBrokenHost() {
  const folder = temporaryFolder()
  const root = path.join(folder, 'host')
  const written = path.join(folder, 'guard-editor')
  writeFiles(folder, {'.cargo/config.toml': offlineRegistry})
  writeFiles(root, {'Cargo.toml': manifest, 'src/lib.rs': code, '.gitignore': '/target\n'})
  await writeFile(written, editor)
  await chmod(written, 0o755)
  await commitAll(root)
  const args = [
    '--wasmtime',
    '48',
    '--skip',
    'record-baseline',
    'record-advisories',
    'prove-tests',
    'audit-dependencies',
  ]
  const term = openWizard(root, args, {timeoutMs: 30_000, env: {EDITOR: written, VISUAL: undefined}})
  return {
    term,
    openedAt: () => readFile(path.join(folder, 'opened-at'), 'utf8'),
    source: () => readFile(path.join(root, 'src/lib.rs'), 'utf8'),
    undo: (...args: readonly string[]) => runProgram(['undo', '--all', ...args], {cwd: root}),
    report: () => readFile(path.join(root, '.upgrade-wizard/report.md'), 'utf8'),
  }
}

test('what no longer compiles is mended by the compiler’s advice and in one’s own editor, what compiles is ticked off a list', async () => {
  const {term, openedAt, source, report, undo} = await openBrokenHost()
  const broken = 'Failed. What now with “Mend what no longer compiles'
  await startPlan(term)
  await carryOut(term, ['Raise Rust', 'Raise wasmtime', 'Lock the family', 'Rewrite the code'])

  await answer(term, 'Apply “Mend what no longer compiles', 'a')
  await question(term, broken)
  expect(term.text()).toContain('errors 3, 2 causes')
  expect(term.text()).toMatch(/▸ {4}2 {2}■ by hand +E0599 config-guard-sizes-merged/)
  expect(term.text()).toMatch(/ {6}1 {2}◆ may be mended +E0308 table-api-u64/)
  expect(term.text()).toMatch(/7 \| config\.static_memory_guard_size\(1 << 20\);\n +\| {8}\^{24}/)
  expect(term.text()).toContain('o Mend this, s Skip this: nothing is proposed for it')

  await atWideScreen(term, () => {
    expect(term.text()).toMatch(/◆ may be mended E0308 table-api-u64 +│/)
    expect(term.text()).toMatch(/│ after {2}config\.memory_guard_size\(0\);/)
    expect(term.text()).toContain('│ 2 errors: src/lib.rs:7:12, src/lib.rs:8:12')
  })

  await answer(term, broken, keys.down)
  await term.waitFor(/▸ {4}1 {2}◆ may be mended/)
  term.write(keys.pageDown)
  await term.waitFor(/15 {2}\+ {5}table\.size\(store\)\.try_into\(\)\.unwrap\(\)/)
  term.write('o')
  await term.waitFor('errors 3 → 2, 1 cause')

  await answer(term, broken, 'e')
  await term.waitFor(() => timesEntered(term) === 2)
  expect(await openedAt()).toBe('+7\n')
  await answer(term, broken, 'v')
  await question(term, 'Accept “Mend what no longer compiles')
  expect(term.text()).toContain('The workspace builds')
  expect(term.text()).toContain('errors 3 → 2 → 0')
  expect(await source()).toBe(mended)
  term.write('a')

  await question(term, '1 item open. Go on when you have looked')
  expect(term.text()).toMatch(/▸ · open +src\/lib\.rs:8/)
  expect(term.text()).toMatch(/src\/lib\.rs:8 ─+ nothing tells/)
  expect(term.text()).toMatch(/8 \| {5}config\.wasm_threads\(true\);/)
  await atWideScreen(term, () => {
    expect(term.text()).toMatch(/▸ · open +src\/lib\.rs:8 +│/)
    expect(term.text()).toMatch(/│ +8 \| {5}config\.wasm_threads\(true\);/)
  })
  await answer(term, '1 item open.', 'd')
  await answer(term, 'Nothing is open. Go on?', keys.down)
  await term.waitFor(/▸ ◆ compiles +src\/lib\.rs:14/)
  term.write('t')
  await term.waitFor('Note:')
  term.write('tables stay small')
  await term.waitFor('Note: tables stay small')
  term.write(keys.enter)
  await term.waitFor('Enter accept the list')
  expect(term.text()).toContain('Note: tables stay small')
  await answer(term, 'Nothing is open. Go on?', 'a')

  await carryOut(term, ['Prove that it builds', 'Write the report'])
  await answer(term, 'The upgrade is done', 'q')
  expect((await term.exited).code).toBe(0)
  expectRestored(term)
  expect(await report()).toMatch(/`src\/lib\.rs:8`, done \(you\)\. Creating shared memories/)
  expect(await report()).toMatch(/`src\/lib\.rs:14`, open \(you\): tables stay small/)

  // The edit stands right below a line that a rule wrote: nobody but a person can tell them apart.
  const undone = await undo()
  expect(undone.code).toBe(4)
  expect(undone.stderr).toContain('src/lib.rs was edited by hand where a step had written')
  expect(await source()).toBe(mended)
  expect((await undo('--edited', 'restore')).code).toBe(0)
  expect(await source()).toBe(code)
})

/** Looks at what is shown in a larger terminal, and comes back. */
async function atWideScreen(term: Term, look: () => void): Promise<void> {
  term.resize(120, 40)
  await term.waitFor('│')
  await term.waitFor(() => term.text().split('\n').length === 40)
  look()
  term.resize(80, 24)
  await term.waitFor(() => !term.text().includes('│'))
}

/** How often the whole screen was taken: a second time after it was lent to an editor. */
function timesEntered(term: Term): number {
  return term.raw().split('\x1b[?1049h').length - 1
}
