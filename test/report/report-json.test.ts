import {expect, test} from 'vitest'
import {makeReport} from '../../src/report/report.ts'
import {reportDocumentSchema, reportJson} from '../../src/report/report-json.ts'
import {input, measured, step} from './make-input.ts'

test('holds what the command line promises', () => {
  const document = reportJson(makeReport(input()))

  expect(document).toMatchObject({
    schema: 'upgrade-wizard/report/1',
    verdict: 'upgraded',
    score: 100,
    tests: {
      before: {passed: 2, failed: 0, ignored: 0},
      after: {passed: 2, failed: 0, ignored: 0},
      newFailures: [],
      fixed: [],
    },
    time: {planned: null, taken: 750_000},
  })
  expect(document.criteria).toHaveLength(9)
  expect(document.metrics).toHaveLength(5)
  expect(document.steps[2]).toEqual({
    id: 'raise-family',
    phase: 'dependencies',
    title: 'The step raise-family',
    status: 'accepted',
    attempts: 2,
    decidedBy: 'ada',
    durationMs: 1500,
    summary: 'Done',
  })
  expect(document.remaining.length).toBeGreaterThan(0)
})

test('every document fits its schema, through JSON and back', () => {
  const {baseline: _, after: __, ...unmeasured} = input()
  const problem = {code: 'x', title: 'The build fails', detail: '', nextSteps: []}
  const inputs = [
    input(),
    unmeasured,
    input({after: measured(['failed a::one'])}),
    input({steps: [step('prove-build', {status: 'failed', problem})], notes: [{text: 'x', by: 'ada'}]}),
  ]

  for (const given of inputs) {
    const document = reportJson(makeReport(given))
    expect(reportDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
  }
})
