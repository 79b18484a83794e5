import {expect, test} from 'vitest'
import {drive, keys} from './drive.tsx'
import {beforeQuestion, sessionAt} from './fake-views.ts'

test('before the first question: what is going on, how far it is and for how long', async () => {
  const {store, text, pass, wait} = drive('reading')
  await wait()
  expect(text()).toMatch(/● Reading the repository +0:00/)

  store.setAmount({done: 128, total: 2041})
  pass(1500)
  await wait()
  expect(text()).toMatch(/● Reading the repository {2}128 of 2041 +0:02/)
})

test('the next activity starts its own clock and knows nothing of the amount before', async () => {
  const {store, text, pass, wait} = drive('reading')
  store.setAmount({done: 128, total: 2041})
  pass(5000)
  store.setActivity('Asking cargo what comes with wasmtime 36.0.14')
  await wait()

  expect(text()).toMatch(/● Asking cargo what comes with wasmtime 36\.0\.14 +0:00/)
})

test('between two gates it is said after a second what is looked at, and ticks', async () => {
  const {store, text, pass, wait} = drive('before')
  await wait()
  store.answer('apply')
  await wait()
  expect(text()).not.toContain('Looking at what')

  pass(1000)
  await wait()
  expect(text()).toMatch(/● Looking at what the step has to do +0:02/)

  void store.ask(beforeQuestion)
  await wait()
  expect(text()).not.toContain('Looking at what')
})

test('each stretch of a step without a command has its words, in every view of the session', async () => {
  const {store, text, press, pass, wait} = drive('running')
  await wait()
  await press('3')
  for (const [end, words] of [
    ['running', 'Carrying out the step'],
    ['failed', 'Looking for what may mend it'],
    ['verified', 'Getting the question ready'],
  ] as const) {
    store.setSession(sessionAt('prove-build', end))
    pass(1000)
    await wait()
    expect(text()).toContain(words)
  }
})

test('an undo that is being carried out says so', async () => {
  const {store, text, pass, wait} = drive('before')
  await wait()
  store.answer('apply')
  const undo = {steps: ['record-baseline'], reason: 'roll-back' as const, files: [], by: 'ada'}
  store.record({at: '2026-03-02T10:14:42.000Z', event: {type: 'undo-started', ...undo}})
  pass(2000)
  await wait()

  expect(text()).toMatch(/● Putting files back +0:0\d/)
})

test('Ctrl-C goes on without what is asked of others', async () => {
  const {store, text, press, asked, wait} = drive('reading')
  store.setActivity('Asking cargo what comes with wasmtime 36.0.14')
  await wait()

  await press(keys.ctrlC)

  expect(asked).toEqual(['cancel'])
  expect(text()).toContain('Going on without the answer. Ctrl-C again quits')
})
