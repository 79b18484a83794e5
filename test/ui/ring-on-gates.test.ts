import {expect, test} from 'vitest'
import type {Guest, WheelView} from '../../src/domain/wheel-view.ts'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {ringOnGates} from '../../src/ui/ring-on-gates.ts'
import {createFakeClock} from './fake-clock.ts'
import {beforeQuestion, okQuestion} from './fake-views.ts'
import {scenes} from './scenes.ts'

const bo: Guest = {name: 'Bo', role: 'navigator'}
const driving = (driver: string): WheelView => ({driver, next: 'Bo', others: ['Bo'], guests: [bo]})
const approval = scenes['navigator-agrees']?.question ?? okQuestion

/** How often a screen rang. */
function screen(guest?: Guest, driver?: string) {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later})
  let rung = 0
  ringOnGates(store, () => {
    rung += 1
  })
  if (guest !== undefined) store.setGuest(guest)
  if (driver !== undefined) store.setWheel(driving(driver))
  pass(1000)
  return {store, pass, rung: () => rung}
}

test('a gate that starts waiting rings once, and what is asked at the beginning doesn’t', () => {
  const {store, pass, rung} = screen()
  void store.ask(beforeQuestion)
  expect(rung()).toBe(0)

  void store.ask(okQuestion)
  store.say('still')
  pass(1000)
  expect(rung()).toBe(1)
})

test.each([
  ['rings for who drives, at a terminal of their own', bo, 'Bo', 1],
  ['is silent for who doesn’t', bo, 'Ada', 0],
  ['is silent for a viewer', {...bo, role: 'viewer'}, 'Ada', 0],
  ['is silent at the host while a guest drives', undefined, 'Bo', 0],
] as const)('a gate %s', (_, guest, driver, times) => {
  const {store, rung} = screen(guest, driver)

  void store.ask(okQuestion)

  expect(rung()).toBe(times)
})

test('who is asked to agree is called', () => {
  const {store, rung} = screen(bo, 'Ada')

  void store.ask(approval)

  expect(rung()).toBe(1)
})

test('who drives is called once when somebody asks for the wheel', () => {
  const {store, pass, rung} = screen(undefined, 'Ada')

  store.setWheel({...driving('Ada'), wantedBy: 'Bo'})
  pass(1000)
  store.setWheel({...driving('Ada'), wantedBy: 'Bo', others: ['Bo', 'Dee']})
  pass(1000)

  expect(rung()).toBe(1)
})
