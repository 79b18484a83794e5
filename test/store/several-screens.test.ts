import {expect, test} from 'vitest'
import type {Guest, WheelView} from '../../src/domain/wheel-view.ts'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {createFakeClock} from '../ui/fake-clock.ts'
import {beforeQuestion, checklistQuestion, okQuestion, sessionAt, targetQuestion} from '../ui/fake-views.ts'

const bo: Guest = {name: 'Bo', role: 'navigator'}
const adaDrives: WheelView = {driver: 'Ada', next: 'Bo', others: ['Bo'], guests: [bo]}
const boDrives: WheelView = {driver: 'Bo', next: 'Ada', others: ['Ada'], guests: [bo]}

/** The screen of somebody who joined, past the guard of its question. */
function guestAsked(guest = bo, wheel = adaDrives) {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, by: guest.name})
  store.setGuest(guest)
  store.setWheel(wheel)
  const chosen = store.ask(okQuestion)
  pass(500)
  return {store, chosen, pass}
}

test('what a guest suggests is told, and the question stands as it did', async () => {
  const {store, chosen} = guestAsked()
  store.changeLocal({highlight: 3, input: {option: 'note', text: 'old'}})

  expect(store.answer('note', 'old')).toBe(true)
  expect(await chosen).toEqual({option: 'note', text: 'old', by: 'Bo'})
  expect(store.view().question).toBe(okQuestion)

  const again = store.ask(okQuestion)
  expect(store.view().local).toMatchObject({highlight: 3, isGuarded: false})
  expect(store.view().local.input).toBeUndefined()
  expect(store.answer('retry')).toBe(true)
  expect(await again).toEqual({option: 'retry', by: 'Bo'})
})

test('nothing is chosen between a suggestion and the question’s next asking', () => {
  const {store} = guestAsked()

  expect(store.answer('retry')).toBe(true)
  expect(store.answer('accept')).toBe(false)
})

test('a guest who drives answers', async () => {
  const {store, chosen} = guestAsked(bo, boDrives)

  expect(store.answer('accept')).toBe(true)

  expect(await chosen).toEqual({option: 'accept', by: 'Bo'})
  expect(store.view().question).toBeUndefined()
})

test('a viewer chooses nothing', () => {
  const {store} = guestAsked({name: 'Cy', role: 'viewer'})

  expect(store.answer('accept')).toBe(false)
  expect(store.view().question).toBe(okQuestion)
})

test('a question that got its answer elsewhere goes, with what was suggested', async () => {
  const {store, chosen} = guestAsked()
  store.setSuggestions([{by: 'Bo', option: 'retry'}])

  store.withdraw()

  expect(await chosen).toBeUndefined()
  expect(store.view().question).toBeUndefined()
  expect(store.view().suggestions).toBeUndefined()
})

test('a suggestion withdrawn before it is asked again leaves nothing on the screen', () => {
  const {store} = guestAsked()
  store.answer('retry')

  store.withdraw()

  expect(store.view().question).toBeUndefined()
})

test('withdrawing without a question changes nothing', () => {
  const {store, pass} = guestAsked()
  store.withdraw()
  const before = store.view()
  pass(10)

  store.withdraw()

  expect(store.view()).toBe(before)
})

test('what is asked of others throws nobody out of what they look at', () => {
  const {store} = guestAsked()
  store.setSession(sessionAt('prove-build', 'verified'))
  store.changeLocal({tab: 'tree', scroll: 4, help: true})

  store.withdraw()
  void store.ask(beforeQuestion)

  expect(store.view().local).toMatchObject({tab: 'tree', scroll: 4, help: true})
})

test('who drives is shown what is asked, whatever they looked at', () => {
  const {store} = guestAsked(bo, boDrives)
  store.changeLocal({tab: 'tree', scroll: 4, help: true})

  store.answer('accept')
  void store.ask(beforeQuestion)

  expect(store.view().local).toMatchObject({tab: 'step', scroll: 0, help: false})
})

test('a list that somebody else marks stays where one is in it', () => {
  const {store} = guestAsked()
  store.withdraw()
  void store.ask(checklistQuestion)
  store.changeLocal({highlight: 3, input: {option: 'note', text: 'see th'}})

  store.withdraw()
  void store.ask({...checklistQuestion})

  expect(store.view().local).toMatchObject({highlight: 3, isGuarded: false, input: {option: 'note', text: 'see th'}})
})

test('a line to the others outlives the question, a line for an option doesn’t', () => {
  const {store} = guestAsked()
  store.changeLocal({input: {isToOthers: true, text: 'wait a'}})

  store.withdraw()
  void store.ask(targetQuestion)
  expect(store.view().local.input).toEqual({isToOthers: true, text: 'wait a'})

  store.changeLocal({input: {option: 'other', text: '36'}})
  store.withdraw()
  expect(store.view().local.input).toBeUndefined()
})

test('what people say stands for a while, the last two lines of it', () => {
  const {store, pass} = guestAsked()

  for (const line of ['Bo: one', 'Ada: two', 'Bo: three']) store.hear(line)
  expect(store.view().heard).toEqual(['Ada: two', 'Bo: three'])

  pass(19_000)
  expect(store.view().heard).toHaveLength(2)
  pass(1000)
  expect(store.view().heard).toBeUndefined()
})

test('a guest whose host is away answers nothing until it is back', () => {
  const {store} = guestAsked(bo, boDrives)

  store.setAway(true)
  expect(store.answer('accept')).toBe(false)

  store.setAway(false)
  expect(store.answer('accept')).toBe(true)
})
