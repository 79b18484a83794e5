import fc from 'fast-check'
import {expect, test} from 'vitest'
import {localChanged} from '../../src/store/change-view.ts'
import {emptyView, type WizardView} from '../../src/store/view.ts'
import {ticked, ticksIn} from '../../src/ui/choices/ticks.ts'
import {planQuestion, steps} from './fake-views.ts'

const untouched: WizardView = {...emptyView({columns: 80, rows: 24}, 0), question: planQuestion}
const turns = fc.array(fc.record({row: fc.nat(steps.length - 1), what: fc.constantFrom('step', 'phase')}), {
  maxLength: 8,
})
const left = (view: WizardView) => ticksIn(view)?.leftOut ?? []

test('turning a row over always turns it over, and twice on one that is kept changes nothing', () => {
  fc.assert(
    fc.property(turns, fc.nat(steps.length - 1), (before, row) => {
      const view = before.reduce((one, {row: at, what}) => turned(one, at, what), untouched)
      const [step] = [steps[row]]
      const once = turned(view, row, 'step')
      const isOut = (one: WizardView) => left(one).some(({id}) => id === step?.id)

      expect(isOut(once)).toBe(!isOut(view))
      if (!isOut(view)) expect(left(turned(once, row, 'step'))).toEqual(left(view))
    }),
  )
})

function turned(view: WizardView, highlight: number, what: 'step' | 'phase'): WizardView {
  const marked = localChanged(view, {highlight})
  return localChanged(marked, {tickedOff: ticked(marked, what)})
}
