import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {rules} from '../../src/rules/rules.ts'
import {rewriteOne, wayOf} from './rewrite.ts'

const folder = path.resolve(import.meta.dirname, '../../fixtures/rules')
const withRust = readdirSync(folder).filter(id => existsSync(path.join(folder, id, 'in.rs')))

describe.each(withRust)('%s', id => {
  const before = readFileSync(path.join(folder, id, 'in.rs'), 'utf8')
  const after = readFileSync(path.join(folder, id, 'out.rs'), 'utf8')

  test('makes out.rs of in.rs', async () => {
    const rewritten = await rewriteOne(before, wayOf(id))

    expect(rewritten.text).toBe(after)
    expect(rewritten.done.get(id)).toBeGreaterThan(0)
    expect(rewritten.left.filter(({isBug}) => isBug)).toEqual([])
  })

  test('finds nothing to do in out.rs', async () => {
    expect((await rewriteOne(after, wayOf(id))).writes).toEqual([])
  })

  test('keeps carriage returns, a byte order mark and a missing line break at the end', async () => {
    const odd = (text: string) => `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`

    expect((await rewriteOne(odd(before), wayOf(id))).text).toBe(odd(after))
  })
})

test('every rule has a fixture, and every fixture a rule', () => {
  const carriedOut = rules.flatMap(({changes}) => changes.slice(0, 1))

  expect(withRust.filter(id => !rules.some(({changes}) => changes.includes(id)))).toEqual([])
  expect(carriedOut.filter(id => !withRust.includes(id))).toEqual([])
})
