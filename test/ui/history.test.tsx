import {expect, test} from 'vitest'
import type {Happening} from '../../src/journal/happening.ts'
import {historyRows} from '../../src/ui/tabs/history-tab.ts'
import {drive, keys} from './drive.tsx'
import {sessionAt} from './fake-views.ts'

/** So many notes, an hour apart. */
function notes(count: number): readonly Happening[] {
  return Array.from({length: count}, (_, at) => ({
    at: new Date(Date.parse('2026-03-02T10:00:00Z') + at * 3_600_000).toISOString(),
    by: at % 2 === 0 ? 'wizard' : 'ada',
    did: 'noted',
    what: `thing ${at}`,
  }))
}

function opened(count: number) {
  const app = drive('running')
  app.store.setSession(sessionAt('prove-build', 'command'), notes(count))
  return app
}

test('the history opens at its end, and stays there when something happens', async () => {
  const {store, text, press, pass, wait} = opened(60)
  await press('6')
  expect(text()).toContain('ada     noted       thing 59')
  expect(text()).not.toContain('thing 30')

  store.record({
    at: '2026-03-05T10:00:00.000Z',
    event: {type: 'note-written', text: 'a last \x1b[31mword', by: 'grace\nhopper'},
  })
  pass(1000)
  await wait()

  expect(text()).toContain('noted       a last word')
  expect(text()).not.toMatch(/↓ \d+ more/)
})

test('who scrolled up stays where they are; the end follows again', async () => {
  const {store, text, press, pass, wait} = opened(60)
  await press('6', keys.pageUp, keys.pageUp)
  expect(text()).not.toContain('thing 59')
  const above = text().match(/thing \d+/)?.[0]

  store.record({at: '2026-03-05T10:00:00.000Z', event: {type: 'note-written', text: 'later', by: 'ada'}})
  pass(1000)
  await wait()
  expect(text().match(/thing \d+/)?.[0]).toBe(above)

  await press('G')
  expect(text()).toContain('noted       later')
  await press('g')
  expect(text()).toContain('thing 0')
})

test('a short history is shown from its beginning, with the day above it', async () => {
  const {text, press} = opened(2)
  await press('6')

  expect(text()).toMatch(/What happened|6 History/)
  expect(text()).toMatch(/2026-03-02/)
  expect(text()).toMatch(/\d\d:00 {2}wizard {2}noted {7}thing 0/)
})

test('ten thousand things cost a frame next to nothing', () => {
  const many = notes(10_000)
  historyRows(many)
  const started = performance.now()
  for (let frame = 0; frame < 10; frame += 1) historyRows([...many, ...notes(1)])

  expect((performance.now() - started) / 10).toBeLessThan(25)
})
