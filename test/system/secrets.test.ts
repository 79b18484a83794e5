import {readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createMask, scrubLog} from '../../src/system/secrets.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const mask = createMask({API_TOKEN: 'abcdef123', OTHER_SECRET: 'abcdef', KEY_WITH_UMLAUT: 'schlüssel'})

test('a text has three stars where a secret was, the longer one first', () => {
  expect(mask.text('x abcdef123 y abcdef z')).toBe('x *** y *** z')
  expect(mask.text('at sparse+https://ada:pw@index.example/x')).toBe('at sparse+https://***@index.example/x')
  expect(mask.text('nothing to hide: https://index.example:8080/a@b')).toBe(
    'nothing to hide: https://index.example:8080/a@b',
  )
})

test('bytes keep their number, so that nothing else moves', () => {
  const bytes = Buffer.from('é abcdef123 schlüssel https://ada:pw@x/\n')
  const {length} = bytes

  mask.bytes(bytes)

  expect(bytes.toString()).toBe('é ********* ********** https://******@x/\n')
  expect(bytes).toHaveLength(length)
})

test('a log is scrubbed in place, wherever in it the secret stands and however it is read', async () => {
  const file = path.join(temporaryFolder(), 'log')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3000), {maxLength: 4}), fc.integer({min: 1, max: 900}), async (gaps, piece) => {
      const text = gaps.map(gap => `${'.'.repeat(gap)}abcdef123`).join('')
      writeFileSync(file, text)

      await scrubLog(file, mask, piece)

      expect(readFileSync(file, 'utf8')).toBe(text.replaceAll('abcdef123', '*********'))
    }),
    {numRuns: 60},
  )
})

test('a log without secrets isn’t written to, and one that isn’t there is none', async () => {
  const file = path.join(temporaryFolder(), 'log')
  writeFileSync(file, 'all is well\n', {mode: 0o600})
  const before = statSync(file)

  await scrubLog(file, mask)
  await scrubLog(`${file}-gone`, mask)

  expect(statSync(file).mtimeMs).toBe(before.mtimeMs)
  expect(statSync(file).ino).toBe(before.ino)
})
