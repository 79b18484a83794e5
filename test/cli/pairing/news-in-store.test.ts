import {expect, test} from 'vitest'
import {newsInStore} from '../../../src/cli/pairing/news-in-store.ts'
import type {Answer, Question} from '../../../src/domain/question.ts'
import type {HostMessage} from '../../../src/pair/messages.ts'
import type {News} from '../../../src/pair/news.ts'
import {createWizardStore} from '../../../src/store/create-wizard-store.ts'
import {createFakeClock} from '../../ui/fake-clock.ts'

const you = {name: 'Bo', role: 'navigator'} as const
const wheel = (driver: string): News => ({
  kind: 'wheel',
  wheel: {
    driver,
    next: driver === 'Bo' ? 'Ada' : 'Bo',
    others: ['Ada', 'Bo'].filter(one => one !== driver),
    guests: [you],
  },
})
const question = (title: string): Question => ({
  id: 'resume',
  title,
  subject: {kind: 'resume', since: []},
  options: [{id: 'continue', key: 'c', label: 'Continue'}],
  recommended: 'continue',
})
const welcome = (...news: readonly News[]): HostMessage => ({
  type: 'welcome',
  you,
  repository: '/repository',
  seq: 0,
  news,
})

/** A guest's screen, what it sends, and a way to tell it news. */
function guestScreen() {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, by: 'Bo'})
  const sent: [number, Omit<Answer, 'by'>][] = []
  const ends: (readonly string[])[] = []
  const hear = newsInStore({
    store,
    answer: (number, answer) => sent.push([number, answer]),
    ended: lines => ends.push(lines),
  })
  const tell = (...all: readonly News[]) => {
    for (const news of all) hear({type: 'news', seq: 1, news})
  }
  const press = async () => {
    pass(1000)
    store.answer('continue')
    // What was chosen is passed on by promises.
    await Promise.resolve().then(() => undefined)
  }
  return {store, sent, ends, hear, tell, press}
}

test('who drives answers, and the question goes when the host has the answer', async () => {
  const {store, sent, hear, tell, press} = guestScreen()
  hear(welcome(wheel('Bo'), {kind: 'asked', number: 3, question: question('Go on?')}))
  await press()

  expect(sent).toEqual([[3, {option: 'continue'}]])
  tell({kind: 'settled', number: 3, by: 'Bo', option: 'continue'})
  expect(store.view().question).toBeUndefined()
})

test('who doesn’t drive suggests, as often as they like, until somebody else has answered', async () => {
  const {store, sent, hear, tell, press} = guestScreen()
  hear(welcome(wheel('Ada'), {kind: 'asked', number: 3, question: question('Go on?')}))
  await press()
  await press()

  expect(sent.map(([number]) => number)).toEqual([3, 3])
  expect(store.view().question?.title).toBe('Go on?')
  tell(
    {kind: 'settled', number: 3, by: 'Ada', option: 'continue'},
    {kind: 'asked', number: 4, question: question('And now?')},
  )
  await press()
  expect(sent.at(-1)).toEqual([4, {option: 'continue'}])
})

test('an answer that came too late leaves the question that is open now', async () => {
  const {store, hear, tell, press} = guestScreen()
  hear(welcome(wheel('Bo'), {kind: 'asked', number: 3, question: question('Go on?')}))
  await press()
  hear({type: 'told', what: 'denied', text: 'Ada decides'})

  expect(store.view().question?.title).toBe('Go on?')
  expect(store.view().local.hint).toBe('Ada decides')
  tell({kind: 'settled', number: 3})
  expect(store.view().question).toBeUndefined()
})

test('everything anew: the question that is open stays as it is, one that is over goes', () => {
  const {store, hear} = guestScreen()
  const asked: News = {kind: 'asked', number: 3, question: question('Go on?')}
  hear(welcome(wheel('Ada'), asked))
  const before = store.view().question
  hear({type: 'snapshot', seq: 9, news: [wheel('Ada'), {kind: 'said', line: 'Ada: one moment'}, asked]})

  expect(store.view().question).toBe(before)
  hear({type: 'snapshot', seq: 12, news: [{kind: 'activity', text: 'Asking cargo'}]})
  expect(store.view().question).toBeUndefined()
  expect(store.view().activity?.text).toBe('Asking cargo')
})

test('the end of the run is told with its last lines', () => {
  const {ends, tell} = guestScreen()
  tell({kind: 'ended', lines: ['Done']})

  expect(ends).toEqual([['Done']])
})
