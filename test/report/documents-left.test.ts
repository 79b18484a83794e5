import {expect, test} from 'vitest'
import {makeReport} from '../../src/report/report.ts'
import {input, step} from './make-input.ts'

const done = [...input().steps, step('update-documents', {phase: 'finish'})]

test('what stays in guides is left for people, each with its place', () => {
  const {remaining} = makeReport(input({steps: done, documentsLeft: ['docs/a.md:3: Why we stay on wasmtime 25']}))

  expect(remaining).toContain('Read what a guide says of the old versions: docs/a.md:3: Why we stay on wasmtime 25.')
  expect(remaining).not.toContain('Update prose that names the old versions, and the changelog.')
})

test('where the step was left out, all prose is for people; where no guide needed it, only the changelog is', () => {
  const all = 'Update prose that names the old versions, and the changelog.'

  expect(makeReport(input({leftOut: ['update-documents']})).remaining).toContain(all)
  expect(makeReport(input()).remaining).not.toContain(all)
  expect(makeReport(input()).remaining).toContain(
    'Where a changelog is kept, tell it of the upgrade; its entry: upgrade-wizard report --format changelog.',
  )
})
