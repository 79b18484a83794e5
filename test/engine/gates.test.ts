import {describe, expect, test} from 'vitest'
import type {StepPlan} from '../../src/domain/plan.ts'
import type {Problem} from '../../src/domain/problem.ts'
import type {Proposal} from '../../src/domain/step-kind.ts'
import {afterStep, withUndo} from '../../src/engine/gates.ts'

const step: StepPlan = {id: 'mend', kind: 'mend', phase: 'code', title: 'Mend', why: '', risk: 'low', needs: []}
const problem: Problem = {code: 'broken', title: 'Broken', detail: '', nextSteps: []}
const proposal: Proposal = {id: 'p', title: 'P', why: '', writes: [], isSafe: true}

describe('what a bare Enter does after a step', () => {
  const recommended = (more: Partial<Problem>, proposals: readonly Proposal[] = []) =>
    afterStep(step, {kind: 'failed', problem: {...problem, ...more}}, proposals).recommended

  test('accepts what is proven', () => {
    expect(afterStep(step, {kind: 'ok', summary: ''}).recommended).toBe('accept')
  })

  test('takes a failed step back', () => {
    expect(recommended({})).toBe('roll-back')
    expect(recommended({}, [{...proposal, isSafe: false}])).toBe('roll-back')
  })

  test('mends what is safe, and never throws away what is worth keeping', () => {
    expect(recommended({isWorthKeeping: true}, [proposal])).toBe('mend')
    expect(recommended({isWorthKeeping: true})).toBe('verify')
  })

  test('goes on without what isn’t needed', () => {
    expect(recommended({goOn: 'Another one is new enough.'})).toBe('adopt')
  })

  test('goes to the ways back where what was measured speaks for that, and only there', () => {
    const grave = {kind: 'failed', problem: {...problem, recommendsUndo: true}} as const
    const wise = withUndo(afterStep(step, grave))
    const other = withUndo(afterStep(step, {kind: 'failed', problem}))

    expect([wise.recommended, wise.options[0]]).toEqual(['undo', {id: 'undo', key: 'u', label: 'Undo'}])
    expect(wise.options.map(({id}) => id)).toEqual(expect.arrayContaining(['retry', 'adopt', 'roll-back', 'quit']))
    expect([other.recommended, other.options.find(({id}) => id === 'undo')?.isAside]).toEqual(['roll-back', true])
  })
})
