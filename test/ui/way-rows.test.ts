import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ComparedNumber} from '../../src/report/compare-numbers.ts'
import {gaugeRows} from '../../src/ui/rows/gauge-rows.ts'
import {type Row, rowWidth} from '../../src/ui/rows/row.ts'
import {columns} from '../../src/ui/rows/sparkline.ts'
import {burnDownRows, freeRows, stepTimeRows} from '../../src/ui/rows/way-rows.ts'
import {measuredSession} from '../support/measured-session.ts'

const text = (rows: readonly Row[]) => rows.map(row => row.map(one => one.text).join(''))

const number = (name: string, change: number, more: Partial<ComparedNumber> = {}): ComparedNumber => ({
  name,
  unit: 'ms',
  before: 100,
  now: 100 * (1 + change),
  change,
  verdict: 'no-limit',
  ...more,
})

test('a bar is as long as what is now, with marks where it was and where its limit is', () => {
  const rows = gaugeRows(
    [
      number('cargo check', 0.05, {accepted: 0.1, verdict: 'within'}),
      number('cargo build', 0.5, {accepted: 0.1, verdict: 'exceeded'}),
      number('throughput', -0.5),
      number('tests passed', 0, {unit: 'count'}),
      {name: 'new', unit: 'ms', before: 'none', now: 12, verdict: 'open'},
    ],
    60,
  )

  expect(text(rows)).toEqual([
    '                 █ now   │ before   ┆ limit',
    'cargo check      █████████████████████████████│ ┆      +5 %',
    'cargo build      █████████████████████│█┆███████      +50 %',
    'throughput       ████████████████               │     −50 %',
  ])
})

test('without a number on both sides there is nothing to draw', () => {
  expect(gaugeRows([{name: 'check', unit: 'ms', before: 12, now: 'coming', verdict: 'open'}], 80)).toEqual([])
  expect(burnDownRows([], 80)).toEqual([])
  expect(stepTimeRows(measuredSession({}), 80)).toEqual([])
  expect(freeRows(measuredSession({}), 80)).toEqual([])
})

test('errors and room are told in figures first, in columns beside them', () => {
  const session = {
    ...measuredSession({}),
    disk: [40e9, 33e9, 35.5e9].map((freeBytes, at) => ({at: `2026-09-01T10:0${at}:00.000Z`, freeBytes})),
  }

  expect(text(burnDownRows([42, 17, 0], 80))).toEqual(['Compile errors          42 → 17 → 0  ▇▃▁'])
  expect(text(freeRows(session, 80))).toEqual(['Free on the disk        40 GB → 36 GB, least 33 GB  ▇▁▂'])
  expect(columns([])).toBe('')
})

test('nothing is wider than its place', () => {
  const session = measuredSession({baseline: [['passed a::one']], tests: ['passed a::one'], check: {durationMs: 9}})
  const change = fc.double({min: -1, max: 30, noNaN: true})
  fc.assert(
    fc.property(fc.integer({min: 58, max: 160}), change, change, fc.string(), (width, by, accepted, name) => {
      const rows = [
        ...gaugeRows([number(name, by, {accepted})], width),
        ...stepTimeRows(session, width),
        ...burnDownRows([1000, 999, 1, 0], width),
      ]
      for (const row of rows) expect(rowWidth(row)).toBeLessThanOrEqual(width)
    }),
  )
})
