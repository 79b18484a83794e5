import {expect, test} from 'vitest'
import type {CheckedItem} from '../../src/domain/checklist.ts'
import {reportMarkdown} from '../../src/report/markdown.ts'
import {makeReport} from '../../src/report/report.ts'
import {reportDocumentSchema, reportJson} from '../../src/report/report-json.ts'
import {input} from './make-input.ts'

function item(line: number, more: Partial<CheckedItem> = {}): CheckedItem {
  const told = {what: 'Fuel is charged by size.', todo: 'Budgets may need more.', effect: 'silent' as const}
  return {id: `fuel ${line}`, change: 'fuel', path: 'src/run.rs', line, ...told, mark: 'open', ...more}
}

const checklist = [
  item(3),
  item(9),
  item(12, {mark: 'done', by: 'ada', note: 'doubled the *budget*'}),
  item(20, {mark: 'not-applicable', by: 'grace'}),
  item(31, {mark: 'open', by: 'ada', note: 'ask Grace'}),
  item(40, {effect: 'error', compiles: true}),
]

test('what is open is left for people, a line for each change', () => {
  expect(makeReport(input({checklist})).remaining[0]).toBe(
    'src/run.rs:3, src/run.rs:9, src/run.rs:31: Fuel is charged by size. → Budgets may need more.',
  )
})

test('what was said about items is told with who said it; the rest is counted', () => {
  const text = reportMarkdown(makeReport(input({checklist})))

  expect(text).toContain(
    [
      '## Checklist',
      '',
      '- `src/run.rs:12`, done (ada): doubled the \\*budget\\*. Fuel is charged by size.',
      '- `src/run.rs:20`, not applicable (grace). Fuel is charged by size.',
      '- `src/run.rs:31`, open (ada): ask Grace. Fuel is charged by size.',
      '',
      '3 places open, listed below. 1 more place would not compile if something were wrong there.',
    ].join('\n'),
  )
  expect(reportMarkdown(makeReport(input()))).not.toContain('Checklist')
})

test('programs get every item', () => {
  const document = reportJson(makeReport(input({checklist})))

  expect(reportDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
  expect(document.checklist).toHaveLength(6)
  expect(document.checklist[2]).toEqual({
    change: 'fuel',
    path: 'src/run.rs',
    line: 12,
    what: 'Fuel is charged by size.',
    todo: 'Budgets may need more.',
    effect: 'silent',
    compiles: false,
    mark: 'done',
    note: 'doubled the *budget*',
    by: 'ada',
  })
})
