import {expect, test} from 'vitest'
import {commitMessage} from '../../src/report/commit-message.ts'

test('a commit says what was done in its first line, and why below, in lines of at most 72 columns', () => {
  const why = 'A raised requirement allows 36.0.14; the lockfile decides that it is used, and cargo alone writes it.'

  expect(commitMessage({title: 'Lock the family at 36.0.14', body: [why]})).toBe(
    'Lock the family at 36.0.14\n\nA raised requirement allows 36.0.14; the lockfile decides that it is\nused, and cargo alone writes it.\n',
  )
  expect(commitMessage({title: 'Raise Rust', body: []})).toBe('Raise Rust\n')
})

test('a title that is too long for a first line is cut between words, and whole below', () => {
  const title = `Raise Rust to 1.86 ${'wherever a lower one is stated '.repeat(3)}`.trim()
  const [subject = '', empty, ...body] = commitMessage({title, body: []}).trimEnd().split('\n')

  expect(subject).toMatch(/^Raise Rust to 1\.86 wherever .* …$/)
  expect(subject.length).toBeLessThanOrEqual(72)
  expect(empty).toBe('')
  expect(body.join(' ')).toBe(title)
})
