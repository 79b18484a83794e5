import {execFileSync} from 'node:child_process'
import {readdirSync, statSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'

const data = path.join(import.meta.dirname, '../../src/catalog/data')

test('the facts agree with each other: dates, Rust, support, families, advisories, changes', () => {
  const script = path.join(import.meta.dirname, '../../scripts/catalog.mjs')

  expect(execFileSync(process.execPath, [script, '--check'], {encoding: 'utf8'})).toMatch(/bytes, consistent\n$/)
})

test('the catalogue stays small, and what every start loads smaller still', () => {
  const sizeOf = (name: string) => statSync(path.join(data, name)).size
  const names = readdirSync(data)

  expect(names.reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThan(250_000)
  expect(
    names.filter(name => !loadedWhenAsked.includes(name)).reduce((sum, name) => sum + sizeOf(name), 0),
  ).toBeLessThan(60_000)
})

const loadedWhenAsked = ['breaking-changes.json', 'symbol-paths.json']
