import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {keyTable} from './key-table.ts'

const readme = path.resolve(import.meta.dirname, '../../README.md')
const place = /(<!-- keys: written by npm run keys -->)[\s\S]*?(<!-- \/keys -->)/

test('the README has every key that the screens have', () => {
  const text = readFileSync(readme, 'utf8')
  const wanted = text.replace(place, (_, begin: string, end: string) => `${begin}\n\n${keyTable()}\n\n${end}`)
  if (process.env.UW_WRITE_KEYS !== undefined) writeFileSync(readme, wanted)

  expect(place.test(text)).toBe(true)
  expect(readFileSync(readme, 'utf8')).toBe(wanted)
})
