import {chmod, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {expect} from 'vitest'
import {type FixtureRepository, projectRoot} from '../support/fixture-run.ts'
import {openTerm, type Term, type TermOptions} from '../support/term.ts'

/** The program that is shipped. */
export const program = path.join(projectRoot, 'bin/upgrade-wizard.js')

/** What runs before the screen, in the order of the plan: beginnings of the steps' titles. */
export const steps = [
  'Record what builds',
  'See which advisories hit it today',
  'Raise Rust to 1.86',
  'Raise wasmtime and its family',
  'Lock the family',
  'Mend what no longer compiles',
  'Prove that it builds',
  'Prove that every test',
  'See which advisories hit it now',
  'Write the report',
] as const

export const keys = {enter: '\r', down: '\x1b[B', pageDown: '\x1b[6~', esc: '\x1b', ctrlC: '\x03'}

/** The wizard in a terminal, with git and cargo as they are for somebody without settings; checks of the repository aren't offered. */
export function openWizard(root: string, args: readonly string[] = [], options: TermOptions = {}): Term {
  const env = {NODE_ENV: undefined, VITEST: undefined, GIT_CONFIG_GLOBAL: '/dev/null', ...options.env}
  return openTerm([process.execPath, program, 'run', '--offline', '--validate', 'none', ...args], {
    ...options,
    cwd: root,
    env,
  })
}

/** Resolves when the question is asked and listens to keys. */
export function question(term: Term, title: string): Promise<void> {
  return term.waitFor(() => {
    const rows = term.text().split('\n')
    return rows.some(row => row.startsWith(` ── ${title}`)) && /^ Enter \S/.test(rows.at(-1) ?? '')
  })
}

/** Waits for the question and presses one key. */
export async function answer(term: Term, title: string, key: string): Promise<void> {
  await question(term, title)
  term.write(key)
}

/** From the first screen to the gate before the first step. */
export async function startPlan(term: Term): Promise<void> {
  await answer(term, 'Go on and choose a target?', 'c')
  await answer(term, 'Which wasmtime?', 'c')
  await answer(term, 'Start with this plan?', 's')
}

/** Applies and accepts these steps. */
export async function carryOut(term: Term, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    await answer(term, `Apply “${title}`, 'a')
    await answer(term, `Accept “${title}`, 'a')
  }
}

/** Moves the mark down to the row of a list that begins so. */
export async function mark(term: Term, row: string): Promise<void> {
  for (let tries = 0; tries < 40 && !term.text().includes(`▸ ${row}`); tries += 1) {
    const before = marked(term)
    term.write(keys.down)
    await term.waitFor(() => marked(term) !== before)
  }
}

function marked(term: Term): string | undefined {
  return /▸ .*/.exec(term.text())?.[0]
}

/** Everything that was taken is given back: screen, cursor, wrapping, bracketed paste; and nothing was ever cleared. */
export function expectRestored(term: Term): void {
  expect(term.isAlternate()).toBe(false)
  expect(term.isCursorHidden()).toBe(false)
  expect(lastOf(term, 7)).toBe('h')
  for (const mode of [1049, 2004, 2026]) expect(lastOf(term, mode)).toBe('l')
  expect(term.raw()).not.toMatch(/\x1b\[[0-3]?J/)
}

function lastOf(term: Term, mode: number): string | undefined {
  return [...term.raw().matchAll(new RegExp(`\\x1b\\[\\?${mode}([hl])`, 'g'))].at(-1)?.[1]
}

/** The environment in which cargo never gets past its first call of rustc, until the fixture is removed. */
export async function stuckCargo({root}: FixtureRepository): Promise<Record<string, string>> {
  const wrapper = path.join(root, '../stuck')
  await writeFile(wrapper, '#!/bin/sh\nwhile [ -e "$0" ]; do sleep 0.1; done\n')
  await chmod(wrapper, 0o755)
  return {RUSTC_WRAPPER: wrapper}
}
