import {expect, test} from 'vitest'
import {reportMarkdown} from '../../src/report/markdown.ts'
import {makeReport} from '../../src/report/report.ts'
import {input, measured, step} from './make-input.ts'

const markdown = (...args: Parameters<typeof input>) => reportMarkdown(makeReport(input(...args)))

test('a reviewer reads verdict, versions, criteria, tests, numbers, steps, files and what is left', () => {
  expect(
    markdown({
      silentChanges: [
        {major: 36, crate: 'wasmtime-wasi-http', summary: 'Forbidden headers are decided by one function.'},
      ],
      notes: [{step: 'raise-family', text: 'Second try after a rebase', by: 'grace'}],
    }),
  ).toMatchSnapshot()
})

test('what went wrong is named', () => {
  const problem = {code: 'x', title: '1 new test failure, 1 test gone', detail: '', nextSteps: []}
  const {steps} = input()

  expect(
    markdown({
      baseline: measured(['passed a::one', 'passed a::two', 'failed a::old', 'failed a::mended']),
      after: measured(['failed a::one', 'failed a::old', 'passed a::mended', 'passed a::new']),
      steps: steps.map(one =>
        one.id === 'prove-tests' ? step('prove-tests', {phase: 'validate', status: 'failed', problem}) : one,
      ),
    }),
  ).toMatchSnapshot()
})

test('the same facts always give the same text', () => {
  expect(markdown()).toBe(markdown())
})

test('text from outside can not become markup', () => {
  const evil = '\n# Approved\n| x |<script>`@all'
  const text = markdown({
    repository: evil,
    notes: [{text: evil, by: evil}],
    files: [{path: `src/${evil}`, added: 1, removed: 0}],
    versions: [{name: evil, before: evil, after: null}],
    baseline: measured(['passed a::one']),
    after: measured([`failed ${evil.replaceAll(' ', '')}`]),
  })

  expect(text.split('\n').filter(line => line.startsWith('# '))).toHaveLength(1)
  expect(text).not.toMatch(/(?<!\\|`[^`\n]*)<script/)
})

test('many failing tests are cut short for the reader', () => {
  const names = Array.from({length: 25}, (_, index) => `failed a::t${String(index).padStart(2, '0')}`)

  expect(markdown({after: measured(names)})).toContain('- `a::t19`\n- and 5 more')
})
