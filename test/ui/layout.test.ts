import fc from 'fast-check'
import stringWidth from 'string-width'
import {expect, test} from 'vitest'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import type {Size, WizardView} from '../../src/store/view.ts'
import {screenOf} from '../../src/ui/parts.ts'
import {drive} from './drive.tsx'
import {createFakeClock} from './fake-clock.ts'
import {prepare, scenes} from './scenes.ts'

const sizes = fc.record({columns: fc.integer({min: 60, max: 240}), rows: fc.integer({min: 15, max: 80})})
const anyScene = fc.constantFrom(...Object.keys(scenes))

test('at any size every scene in every view fills the screen and no more', async () => {
  const tabs = fc.constantFrom('1', '2', '3', '4', '5', '6', '?')
  await fc.assert(
    fc.asyncProperty(anyScene, tabs, sizes, async (scene, tab, size) => {
      const {rows, press, wait, unmount} = drive(scene, size)
      await wait()
      await press(tab)
      const shown = rows()
      unmount()

      expect(shown).toHaveLength(size.rows)
      expect(Math.max(...shown.map(row => stringWidth(row)))).toBeLessThanOrEqual(size.columns - 1)
      expect(shown[0]).toMatch(/^ upgrade-wizard {2}photondrift/)
    }),
    {numRuns: 20},
  )
}, 60_000)

test('the steps of a session keep their rows whatever is asked or done', () => {
  const ofSteps = ['before', 'running', 'ok', 'failed', 'blocked', 'edited'] as const
  fc.assert(
    fc.property(sizes, size => {
      const heights = ofSteps.map(scene => screenOf(viewOf(scene, size)).layout.list.height)

      expect(new Set(heights).size).toBe(1)
    }),
  )
})

test('list and detail share the screen, and neither is tiny', () => {
  fc.assert(
    fc.property(anyScene, sizes, (scene, size) => {
      const {layout} = screenOf(viewOf(scene, size))
      const {list, detail, side, inner} = layout
      const column = side?.at === 'right' ? side.width + 3 : 0

      if (layout.isWide && list.width > 0) expect(list.width + 3 + detail.width + column).toBe(inner)
      else expect(detail.width).toBe(inner)
      expect(detail.width).toBeGreaterThanOrEqual(layout.isWide && list.width > 0 ? 44 : 58)
      expect(detail.height).toBeGreaterThanOrEqual(3)
    }),
    {examples: [['undo', {columns: 60, rows: 15}]]},
  )
})

test('very wide screens have three columns: steps, detail, and what stands there all the time', () => {
  const {layout} = screenOf(viewOf('running', {columns: 200, rows: 60}))

  expect(layout).toMatchObject({list: {width: 61}, detail: {width: 82}, side: {width: 49, at: 'right'}})
})

test('where there is height for it, a step says below its title what came of it', () => {
  const {rows} = drive('failed', {columns: 200, rows: 60})

  const at = rows().findIndex(row => row.includes('✗ Check that everything builds'))
  expect(rows()[at + 1]).toMatch(/^ {5}photondrift doesn’t compile against wasmtime 36\.0… {2}2:04 /)
  expect(rows()[at + 2]).toMatch(/· Compare the tests with the baseline +waiting/)
  expect(rows()[at + 3]).toMatch(/^ {5}no risk /)
})

test('a branch that finds no room is left out; the name of the repository is not cut for it', () => {
  const {rows} = drive('failed', {columns: 60, rows: 15})
  expect(rows()[0]).toMatch(/^ upgrade-wizard {2}photondrift {2,}step 5\/7/)

  const wider = drive('failed', {columns: 80, rows: 24})
  expect(wider.rows()[0]).toMatch(/photondrift {2}main +step 5\/7/)
})

/** A scene as the store publishes it, not drawn. */
function viewOf(scene: string, size: Size): WizardView {
  const {clock, later} = createFakeClock()
  const store = createWizardStore({clock, later, size})
  void prepare(store, scene)
  return store.view()
}
