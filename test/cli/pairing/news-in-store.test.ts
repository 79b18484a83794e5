import {expect, test} from 'vitest'
import {newsInStore} from '../../../src/cli/pairing/news-in-store.ts'
import type {Answer, Question} from '../../../src/domain/question.ts'
import type {HostMessage} from '../../../src/pair/messages.ts'
import type {News} from '../../../src/pair/news.ts'
import {createWizardStore} from '../../../src/store/create-wizard-store.ts'
import {createFakeClock} from '../../ui/fake-clock.ts'
import {beforeQuestion} from '../../ui/fake-views.ts'

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
  const notes: [string, string | undefined][] = []
  const ends: (readonly string[])[] = []
  const hear = newsInStore({
    store,
    answer: (number, answer) => sent.push([number, answer]),
    note: (text, step) => notes.push([text, step]),
    ended: lines => ends.push(lines),
  })
  const tell = (...all: readonly News[]) => {
    for (const news of all) hear({type: 'news', seq: 1, news})
  }
  const press = async () => {
    pass(1000)
    store.answer('continue')
    await passedOn()
  }
  return {store, sent, notes, ends, hear, tell, press, pass}
}

/** What was chosen is passed on by promises. */
function passedOn(): Promise<void> {
  return Promise.resolve().then(() => undefined)
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

test('who doesn’t drive writes a note all the same; of the driver it is an answer', async () => {
  const {store, sent, notes, hear, tell, pass} = guestScreen()
  hear(welcome(wheel('Ada'), {kind: 'asked', number: 3, question: beforeQuestion}))
  pass(1000)
  store.answer('note', 'ports are old')
  await passedOn()
  expect(notes).toEqual([['ports are old', 'raise-rust']])
  expect(sent).toEqual([])

  tell(wheel('Bo'))
  pass(1000)
  store.answer('note', 'and slow')
  await passedOn()
  expect(sent).toEqual([[3, {option: 'note', text: 'and slow'}]])
})

test('another start of the host asks anew, under whatever number', async () => {
  const {store, hear} = guestScreen()
  hear(welcome(wheel('Ada'), {kind: 'asked', number: 1, question: question('Go on?')}))
  hear(welcome(wheel('Ada'), {kind: 'asked', number: 1, question: question('Resume?')}))

  expect(store.view().question?.title).toBe('Resume?')
})

test('what people say stands above the footer, what the run says doesn’t', () => {
  const {store, tell} = guestScreen()
  tell({kind: 'spoken', line: 'Ada: one moment'}, {kind: 'said', line: 'Looking at the disks'})

  expect(store.view().heard).toEqual(['Ada: one moment'])
  expect(store.view().said).toEqual(['Looking at the disks'])
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
  const said: News = {kind: 'said', line: 'Looking at the disks'}
  for (const seq of [9, 10]) hear({type: 'snapshot', seq, news: [wheel('Ada'), said, asked]})

  expect(store.view().question).toBe(before)
  expect(store.view().said).toEqual(['Looking at the disks'])
  hear({type: 'snapshot', seq: 12, news: [{kind: 'activity', text: 'Asking cargo'}]})
  expect(store.view().question).toBeUndefined()
  expect(store.view().activity?.text).toBe('Asking cargo')
})

test('the end of the run is told with its last lines', () => {
  const {ends, tell} = guestScreen()
  tell({kind: 'ended', lines: ['Done']})

  expect(ends).toEqual([['Done']])
})
