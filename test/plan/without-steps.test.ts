import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {StepPlan} from '../../src/domain/plan.ts'
import {stepNames} from '../../src/plan/step-names.ts'
import {withNeeds, withoutSteps} from '../../src/plan/without-steps.ts'
import {costsOfLeavingOut} from '../../src/steps/cost-of-leaving-out.ts'

/** Ordered plans in which a step needs any of those before it. */
const plans = fc
  .array(fc.array(fc.nat(), {maxLength: 3}), {minLength: 1, maxLength: 12})
  .map(all => all.map((needs, at) => step(at, at === 0 ? [] : needs.map(need => `s${need % at}`))))
const withNames = plans.chain(steps => fc.tuple(fc.constant(steps), fc.subarray(steps.map(({id}) => id))))

test('what is kept needs nothing that is left out, and what is left out was named or needs something that is', () => {
  fc.assert(
    fc.property(withNames, ([steps, names]) => {
      const kept = withoutSteps(steps, names)
      const isKept = (id: string) => kept.some(one => one.id === id)

      for (const {id, needs} of steps) {
        expect(isKept(id)).toBe(!names.includes(id) && needs.every(isKept))
      }
    }),
  )
})

test('what a step needs, taken in with it, is enough to keep it', () => {
  fc.assert(
    fc.property(withNames, ([steps, names]) => {
      for (const {id} of steps) {
        const wanted = withNeeds(steps, id)
        const left = names.filter(name => !wanted.has(name))

        expect(withoutSteps(steps, left).map(one => one.id)).toContain(id)
      }
    }),
  )
})

test('leaving out any step of a plan has a cost that is told', () => {
  expect(stepNames.filter(name => costsOfLeavingOut([name]).length === 0)).toEqual([])
})

function step(at: number, needs: readonly string[]): StepPlan {
  return {id: `s${at}`, kind: 'any', phase: 'code', title: '', why: '', risk: 'none', needs: [...needs]}
}
