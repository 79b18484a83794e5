import {existsSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {wayOf} from './rewrite.ts'
import {createCompiler, unlisted} from './stand-ins.ts'

// What a rule makes of code must be told by the compiler, not by us: it compiles before the change, breaks with it
// (or warns, or silently means something else), and compiles again once it is rewritten.

const folder = path.resolve(import.meta.dirname, '../../fixtures/rules')
const withRust = readdirSync(folder).filter(id => existsSync(path.join(folder, id, 'in.rs')))
const changes = await loadBreakingChanges()
const compiler = createCompiler()
afterAll(compiler.remove)

describe.each(withRust)('%s', {timeout: 120_000}, id => {
  const {from, to} = wayOf(id)
  const effect = changes.find(change => change.id === id)?.effect

  test(`in.rs compiles before ${to}`, async () => {
    expect((await compiler.compile(path.join(folder, id, 'in.rs'), from)).errors).toEqual([])
  })

  test(`in.rs is told by an ${effect} at ${to}`, async () => {
    const {errors, warnings} = await compiler.compile(path.join(folder, id, 'in.rs'), to)

    expect(errors.length > 0, errors.join('\n')).toBe(effect === 'error')
    if (effect === 'warning') expect(warnings.join('\n')).toContain('deprecated')
  })

  test(`out.rs compiles at ${to}`, async () => {
    const {errors, warnings} = await compiler.compile(path.join(folder, id, 'out.rs'), to)

    expect(errors).toEqual([])
    expect(warnings).toEqual([])
  })
})

test('every stand-in crate is compiled', () => {
  expect(unlisted).toEqual([])
})
