import {readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test} from 'vitest'
import {expectedSnapshot, fixtureForAll, type Snapshot} from '../support/fixture-run.ts'
import type {Term, TermOptions} from '../support/term.ts'
import {answer, carryOut, expectRestored, keys, mark, openWizard, question, startPlan, steps} from './tui-drive.ts'

const name = 'photondrift-issue'
const repository = fixtureForAll(name)

function wizard(args?: readonly string[], options?: TermOptions): Term {
  return openWizard(repository.root, args, {timeoutMs: 60_000, ...options})
}

/** The fixture's files; the lockfile is cargo's and in neither side. */
async function tree(): Promise<Snapshot> {
  const {'Cargo.lock': _, ...files} = await repository.snapshot()
  return files
}

test('a phase undone from the third gate is asked about again, and the way ends at out/', async () => {
  const term = wizard(['--wasmtime', '36', '--skip', 'record-baseline', 'record-advisories'])
  const [, , rust, family, ...rest] = steps
  await startPlan(term)
  await carryOut(term, [rust])
  await answer(term, `Apply “${family}`, 'a')
  await answer(term, `Accept “${family}`, 'u')
  await question(term, 'What is to be undone?')
  expect(term.text()).toMatch(/▸ Raise wasmtime and its family.* 1 file/)
  await mark(term, 'All of prepare')
  expect(term.text()).toContain('-           toolchain: 1.86.0')
  term.write('u')

  await question(term, `Apply “${rust}`)
  expect(term.text()).toMatch(/\d files put back and read again/)
  expect((await tree()).Makefile).toBe((await expectedSnapshot(name, 'in')).Makefile)
  await carryOut(term, [rust])
  await answer(term, `Accept “${family}`, 'a')
  await carryOut(
    term,
    rest.filter(title => !title.startsWith('Prove that every test')),
  )
  await answer(term, 'The upgrade is done', 'q')

  expect((await term.exited).code).toBe(0)
  expectRestored(term)
  expect(await tree()).toEqual(await expectedSnapshot(name, 'out'))
})

test('going back from the ways back leaves everything, and the history has every decision', async () => {
  const term = wizard(['--wasmtime', '36', '--only', 'raise-rust', 'raise-family'], {columns: 120, rows: 40})
  await startPlan(term)
  await carryOut(term, [steps[2]])
  await answer(term, `Apply “${steps[3]}`, 'u')
  await question(term, 'What is to be undone?')
  term.write(keys.esc)
  await question(term, `Apply “${steps[3]}`)
  term.write('6')

  await term.waitFor('What happened')
  expect(term.text()).toMatch(/\d\d:\d\d {2}you {5}accepted {4}Raise Rust to 1\.86/)
  expect(term.text()).toMatch(/wizard {2}verified/)
  term.write(keys.esc)
  // What comes right behind Esc is part of it.
  await term.waitFor(() => !term.text().includes('What happened'))
  await answer(term, `Apply “${steps[3]}`, 'q')
  expect((await term.exited).code).toBe(10)

  const next = wizard([], {columns: 120, rows: 40})
  await question(next, 'Go on with this upgrade?')
  expect(next.text()).toMatch(/“Raise wasmtime and its family .*” was next\./)
  next.write('6')
  await next.waitFor(/you {5}accepted {4}Raise Rust to 1\.86/)
  next.write('q')
  await next.exited
})

test('from the report one part can be undone: Rust stays, and its files alone', async () => {
  const term = wizard(['--wasmtime', '36', '--only', 'raise-rust', 'raise-family'])
  await startPlan(term)
  await carryOut(term, [steps[2], steps[3]])
  await answer(term, 'The upgrade is done', 'u')
  await question(term, 'What is to be undone?')
  await mark(term, 'Only Rust')
  expect(term.text()).toContain('■ can’t stand')
  term.write('u')
  await term.waitFor('Undo this: wasmtime 36.0.14 can’t stay without the new Rust')
  await mark(term, 'Only wasmtime')
  term.write('u')
  await answer(term, `Apply “${steps[3]}`, 'q')

  expect((await term.exited).code).toBe(1)
  const [before, after] = [await expectedSnapshot(name, 'in'), await tree()]
  expect(after['Cargo.toml']).toBe(before['Cargo.toml'])
  expect(after.Makefile).not.toBe(before.Makefile)
})

test('where an edit and the undo meet, both versions are edited into one in one’s own editor', async () => {
  expect(await repository.run('run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust')).toMatchObject({
    code: 0,
  })
  const makefile = path.join(repository.root, 'Makefile')
  await writeFile(makefile, (await readFile(makefile, 'utf8')).replace('RUST_VERSION ?= 1.86', 'RUST_VERSION ?= 1.90'))
  const editor = path.join(repository.root, '.git/editor')
  await writeFile(editor, '#!/bin/sh\nsed -i -e "/^<<<<<<< /,/^=======/d" -e "/^>>>>>>> /d" "$2"\n', {mode: 0o755})

  const term = wizard([], {env: {EDITOR: editor}})
  await answer(term, 'This upgrade is done', 'u')
  await question(term, 'What is to be undone?')
  await mark(term, 'All of prepare')
  term.write('u')
  await answer(term, 'Edited by hand. What now with Makefile?', 'e')
  await answer(term, `Apply “${steps[2]}`, 'q')

  await term.exited
  expectRestored(term)
  expect(await tree()).toEqual(await expectedSnapshot(name, 'in'))
})

test('started fresh, the old state file is kept and the new session begins with nothing', async () => {
  const term = wizard(['--wasmtime', '36', '--only', 'raise-rust'])
  await startPlan(term)
  await answer(term, `Apply “${steps[2]}`, 'q')
  await term.exited

  const next = wizard(['--wasmtime', '36', '--only', 'raise-rust'])
  await answer(next, 'Go on with this upgrade?', 'f')
  await next.waitFor('type fresh to confirm')
  next.write('fresh')
  await next.waitFor('to confirm: fresh')
  next.write(keys.enter)
  await startPlan(next)
  await carryOut(next, [steps[2]])
  await answer(next, 'The upgrade is done', 'q')

  expect((await next.exited).code).toBe(0)
})
