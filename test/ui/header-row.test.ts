import {expect, test} from 'vitest'
import type {StepPlan} from '../../src/domain/plan.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {emptyView} from '../../src/store/view.ts'
import {headerRow} from '../../src/ui/rows/header-row.ts'
import {sessionOf, sessionStarted} from '../support/journal-events.ts'
import {moment} from '../support/state-file.ts'

const minute = 60_000
const {plan} = sessionStarted
const makeBranch: StepPlan = {
  id: 'make-branch',
  kind: 'make-branch',
  title: 'Make the branch up36',
  phase: 'prepare',
  why: '',
  risk: 'none',
  needs: [],
}
const withBranch: JournalEvent = {
  ...sessionStarted,
  git: {branch: 'main', head: null},
  branch: 'up36',
  plan: {...plan, steps: [makeBranch, ...plan.steps]},
}
const step = {step: 'make-branch', attempt: 1} as const
const made: readonly JournalEvent[] = [
  {type: 'step-started', ...step, summary: '', writes: [], touches: []},
  {type: 'step-applied', ...step, files: []},
  {type: 'step-verified', ...step, summary: ''},
  {type: 'step-accepted', ...step, by: 'Ada'},
]

test('the branch is the one that a step has made, as soon as it was accepted', () => {
  expect(header([withBranch])).toContain('  main ')
  expect(header([withBranch, ...made])).toContain('  up36 ')
})

test('a session of long ago counts days, not hours', () => {
  expect(header([sessionStarted], 65 * minute)).toMatch(/1:05:00/)
  expect(header([sessionStarted], 324 * 24 * 60 * minute)).toMatch(/324 days/)
})

function header(events: readonly JournalEvent[], afterMs = 0): string {
  const session = sessionOf(...events)
  const view = emptyView({columns: 80, rows: 24}, Date.parse(moment) + afterMs)
  return headerRow({...view, ...(session && {session})}, 'repository', 80)
    .map(({text}) => text)
    .join('')
}
