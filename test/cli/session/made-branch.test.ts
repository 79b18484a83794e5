import {expect, test} from 'vitest'
import {madeBranch} from '../../../src/cli/session/made-branch.ts'
import type {JournalEvent} from '../../../src/journal/event.ts'
import {sessionOf, sessionStarted, twoStepPlan} from '../../support/journal-events.ts'

test('a session has made its branch when the step that makes it is accepted', () => {
  const [first, ...others] = twoStepPlan.steps
  if (first === undefined) throw new Error('the plan has two steps')
  const plan = {...twoStepPlan, steps: [{...first, kind: 'make-branch'}, ...others]}
  const begun = {...sessionStarted, plan, branch: 'upgrade'}
  const started = {type: 'step-started' as const, step: first.id, attempt: 1, summary: '', writes: [], touches: []}
  const accepted = {type: 'step-accepted' as const, step: first.id, attempt: 1, by: 'keys'}
  const made = (...events: readonly JournalEvent[]) => {
    const session = sessionOf(...events)
    return session && madeBranch(session)
  }

  expect(made(begun, started, accepted)).toBe('upgrade')
  expect(made(begun, started)).toBeUndefined()
  expect(made(sessionStarted)).toBeUndefined()
})
