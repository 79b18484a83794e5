import {expect, test} from 'vitest'
import {createWizardStore} from '../../src/store/create-wizard-store.ts'
import {emptyTail, freshReading} from '../../src/store/view.ts'
import {createFakeClock} from '../ui/fake-clock.ts'
import {
  beforeQuestion,
  buildFailed,
  checklistQuestion,
  plan,
  sessionAt,
  startQuestion,
  targetQuestion,
  timed,
} from '../ui/fake-views.ts'

function open() {
  const {clock, later, pass} = createFakeClock()
  const store = createWizardStore({clock, later, by: 'ada', frameMs: 100})
  return {store, pass}
}

test('a question resolves with the answer and is gone', async () => {
  const {store, pass} = open()
  const answer = store.ask(startQuestion)
  pass(400)

  expect(store.answer('choose')).toBe(true)

  expect(await answer).toEqual({option: 'choose', by: 'ada'})
  expect(store.view().question).toBeUndefined()
})

test('an answer carries the text that was typed', async () => {
  const {store, pass} = open()
  const answer = store.ask(targetQuestion)
  pass(400)

  store.answer('choose', '36.0.14')

  expect(await answer).toEqual({option: 'choose', text: '36.0.14', by: 'ada'})
})

test('a question ignores answers until it has been on the screen for a moment', () => {
  const {store, pass} = open()
  void store.ask(startQuestion)

  pass(399)
  expect(store.answer('choose')).toBe(false)
  pass(1)
  expect(store.answer('choose')).toBe(true)
})

test('a checklist that is asked about again goes on where it was, and listens at once', async () => {
  const {store, pass} = open()
  const first = store.ask(checklistQuestion)
  pass(400)
  expect(store.view().local.highlight).toBe(1)
  store.answer('done', undefined, 'b')
  expect(await first).toEqual({option: 'done', item: 'b', by: 'ada'})

  const {subject} = checklistQuestion
  if (subject.kind !== 'checklist') throw new Error('no checklist')
  const items = subject.items.map(item => (item.id === 'b' ? {...item, mark: 'done' as const} : item))
  void store.ask({...checklistQuestion, subject: {...subject, items, latest: 'b'}})

  expect(store.view().local).toMatchObject({highlight: 2, isGuarded: false})
  expect(store.answer('accept')).toBe(true)
})

test('without a question there is nothing to answer', () => {
  const {store} = open()

  expect(store.answer('choose')).toBe(false)
})

test('closing ends an open question without an answer', async () => {
  const {store} = open()
  const answer = store.ask(startQuestion)

  store.close()

  expect(await answer).toBeUndefined()
})

test('a new question takes the place of an open one', async () => {
  const {store} = open()
  const first = store.ask(startQuestion)

  void store.ask(targetQuestion)

  expect(await first).toBeUndefined()
  expect(store.view().question).toBe(targetQuestion)
})

test('the recommended candidate is marked first, and nothing typed or scrolled is left', () => {
  const {store} = open()
  store.changeLocal({scroll: 7, help: true, input: {option: 'note', text: 'half'}})

  void store.ask({...targetQuestion, subject: {...targetQuestion.subject, kind: 'target', candidates: reversed()}})

  expect(store.view().local).toEqual({
    size: {columns: 80, rows: 24},
    help: false,
    confirmsQuit: false,
    movesWheel: false,
    isGuarded: true,
    highlight: 3,
    scroll: 0,
    tickedOff: [],
    tab: 'step',
    reading: freshReading,
  })
})

test('the candidate that was asked for is marked first', () => {
  const {store} = open()

  void store.ask({...targetQuestion, subject: {kind: 'target', candidates: reversed(), chosen: '35.0.0'}})
  expect(reversed()[store.view().local.highlight]?.wasmtime).toBe('35.0.0')

  void store.ask({...targetQuestion, subject: {kind: 'target', candidates: reversed(), chosen: '1.0.0'}})
  expect(reversed()[store.view().local.highlight]?.isRecommended).toBe(true)
})

test('what steps said is gone when the next one starts', () => {
  const {store} = open()
  store.setSession(sessionAt('prove-build', 'waiting'))
  store.say('Finishing the interrupted undo')

  store.record({
    at: '2026-03-02T10:14:42.000Z',
    event: {type: 'step-started', step: 'prove-build', attempt: 1, summary: '', writes: [], touches: []},
  })

  expect(store.view().said).toEqual([])
})

test('a burst of changes is drawn once', () => {
  const {store, pass} = open()
  const drawn: number[] = []
  store.published.subscribe(view => drawn.push(view.tail.totalLines))

  for (let at = 1; at <= 50; at += 1) store.setTail({lines: [], totalLines: at})
  pass(0)
  expect(drawn).toEqual([50])

  for (let at = 51; at <= 90; at += 1) {
    store.setTail({lines: [], totalLines: at})
    pass(10)
  }
  pass(60)
  expect(drawn).toEqual([50, 60, 70, 80, 90])
})

test('what a person does is drawn at once', () => {
  const {store, pass} = open()
  store.setActivity('Reading the repository')
  pass(0)

  store.changeLocal({help: true})
  store.flush()

  expect(store.published.getState().local.help).toBe(true)
})

test('events fold into the session, and its latest command is the one in view', () => {
  const {store} = open()

  for (const event of startedEvents()) store.record(event)

  expect(store.view().running).toMatchObject({marker: 'm1', argv: ['make', 'test']})
  expect(store.view().command).toBe(store.view().running)
})

test('a command that ended stays in view and no longer runs', () => {
  const {store} = open()
  for (const event of startedEvents()) store.record(event)
  store.setTail({lines: ['ok'], totalLines: 1})

  store.record({
    at: new Date().toISOString(),
    event: {type: 'command-ended', marker: 'm1', outcome: 'exit 0', durationMs: 5},
  })

  expect(store.view().running).toBeUndefined()
  expect(store.view().command).toMatchObject({marker: 'm1', ended: {outcome: 'exit 0', durationMs: 5}})
  expect(store.view().tail).toEqual({lines: ['ok'], totalLines: 1})
})

test('the output of one command is not shown under the next', () => {
  const {store} = open()
  for (const event of startedEvents()) store.record(event)
  store.setTail({lines: ['old'], totalLines: 1})
  store.changeLocal({reading: {at: {top: 1, since: 1}, column: 16, isWrapped: true, wanted: 'old'}})

  store.record({at: new Date().toISOString(), event: {...commandStarted, argv: ['make'], marker: 'm2'}})

  expect(store.view().tail).toBe(emptyTail)
  expect(store.view().local.reading).toEqual({...freshReading, isWrapped: true})
})

test('a gate shows the command of the step it asks about', () => {
  const {store} = open()
  store.setSession(sessionAt('prove-build', 'failed'))

  void store.ask({...beforeQuestion, subject: {kind: 'blocked-step', stepId: 'prove-build', problem: buildFailed}})
  expect(store.view().command?.step).toBe('prove-build')

  void store.ask(beforeQuestion)
  expect(store.view().command).toBeUndefined()
})

test('what a command prints is drawn once a second, what else happens meanwhile sooner', () => {
  const {store, pass} = open()
  store.setSession(sessionAt('prove-build', 'command'))
  pass(0)
  const drawn: (readonly [number, number])[] = []
  store.published.subscribe(({tail, said}) => drawn.push([tail.totalLines, said.length]))

  for (let at = 1; at <= 25; at += 1) {
    store.setTail({lines: [], totalLines: at})
    if (at === 15) store.say('half way')
    pass(100)
  }

  expect(drawn).toEqual([
    [10, 0],
    [15, 1],
    [24, 1],
  ])
})

test('the clock moves once a second while a command runs, and stands while the wizard waits', () => {
  const {store, pass} = open()
  const drawn: number[] = []
  store.setSession(sessionAt('prove-build', 'command'))
  pass(0)
  store.published.subscribe(view => drawn.push(view.nowMs))

  pass(3100)
  expect(drawn).toHaveLength(3)

  void store.ask(beforeQuestion)
  pass(500)
  const whenAsked = drawn.length
  pass(10_000)
  expect(drawn).toHaveLength(whenAsked)
})

test('a hint goes away by itself', () => {
  const {store, pass} = open()

  store.hint('Ctrl-C again quits')
  expect(store.view().local.hint).toBe('Ctrl-C again quits')

  pass(2000)
  expect(store.view().local.hint).toBeUndefined()
})

test('an option of the view can be taken back', () => {
  const {store} = open()
  store.changeLocal({input: {option: 'note', text: ''}})

  store.changeLocal({input: undefined})

  expect('input' in store.view().local).toBe(false)
})

test('keeps the latest lines that steps said', () => {
  const {store} = open()

  for (let at = 1; at <= 30; at += 1) store.say(`line ${at}`)

  expect(store.view().said).toHaveLength(20)
  expect(store.view().said.at(-1)).toBe('line 30')
})

const commandStarted = {
  type: 'command-started',
  step: 'record-baseline',
  attempt: 1,
  marker: 'm1',
  argv: ['make', 'test'],
  cwd: '/r',
  out: '/r/o',
  err: '/r/e',
} as const

function startedEvents() {
  return timed([
    {type: 'session-started', sessionId: 's', tool: '0.1.0', plan, by: 'ada', git: null},
    {type: 'step-started', step: 'record-baseline', attempt: 1, summary: '', writes: [], touches: []},
    {...commandStarted, argv: [...commandStarted.argv]},
  ])
}

function reversed() {
  return targetQuestion.subject.kind === 'target' ? targetQuestion.subject.candidates.toReversed() : []
}

test('a closed store asks no more, and still shows what happens', async () => {
  const {store, pass} = open()
  store.close()

  expect(await store.ask(startQuestion)).toBeUndefined()
  store.say('Restored')
  pass(200)

  expect(store.published.getState().said).toEqual(['Restored'])
})
