import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {JournalEvent} from '../../src/journal/event.ts'
import {type HostMessage, protocol} from '../../src/pair/messages.ts'
import type {News} from '../../src/pair/news.ts'
import {everyQuestion} from '../support/every-question.ts'
import {openMemoryJournal, openPair, openWires, turns, type WireEnd} from './pairs.ts'

const runs = 80
const actionsPerRun = 300
const mostGuests = 4

const name = fc.oneof(fc.constantFrom('Bo', 'Cy', 'Ada', 'policy', 'you', '\u202eoB'), fc.string())
const hello = fc.record(
  {
    type: fc.constant('hello'),
    protocol: fc.constant(protocol),
    tool: fc.constant('1.2.3'),
    name,
    role: fc.constantFrom('viewer', 'navigator', 'driver'),
    mail: fc.constantFrom('ada@example.com', 'bo@example.com', 'no mail\n'),
  },
  {requiredKeys: ['type', 'protocol', 'tool', 'name', 'role']},
)
const option = fc.constantFrom(
  'agree-0',
  'agree-0',
  'agree-0',
  'agree-1',
  'adopt',
  'retry',
  'quit',
  'agree-0',
  'agree-1',
  'refuse',
  'undo',
  'void',
  'start',
  '__proto__',
)
const said = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        type: fc.constant('answer'),
        number: fc.constant('open'),
        option,
        item: fc.constantFrom('all', 'x'),
        text: fc.string(),
      },
      {requiredKeys: ['type', 'number', 'option']},
    ),
  },
  fc.record({type: fc.constant('answer'), number: fc.nat(9), option}),
  fc.record({
    type: fc.constant('wheel'),
    move: fc.constantFrom('ask', 'grant', 'refuse', 'hand-over', 'skip', 'take-back'),
  }),
  fc.record({type: fc.constantFrom('cancel', 'here', 'bye', 'welcome')}),
  fc.record({type: fc.constantFrom('say', 'note'), text: fc.string()}),
  fc.record({type: fc.constant('note'), text: fc.string(), step: fc.constantFrom('raise-rust', '../x', '')}),
  hello,
)
/** A line of the protocol with some letters changed, or anything at all. */
const garbage = fc.oneof(
  fc.string(),
  fc.json(),
  fc.tuple(said, fc.nat(200), fc.string({maxLength: 3})).map(([message, at, put]) => {
    const line = JSON.stringify(message)
    return line.slice(0, at % line.length) + put + line.slice((at % line.length) + 1)
  }),
)
const guest = fc.nat(mostGuests - 1)
const pressed = fc.record(
  {option: option.filter(one => one !== 'void'), item: fc.constantFrom('all', 'only:rust')},
  {requiredKeys: ['option']},
)
const undoing = fc.constant({option: 'undo', item: 'all'})
const coming = hello.map(one => JSON.stringify(one))
const action = fc.oneof(
  {weight: 10, arbitrary: fc.record({do: fc.constant('come' as const), guest, line: coming})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('go' as const), guest})},
  {weight: 20, arbitrary: fc.record({do: fc.constant('say' as const), guest, message: said})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('babble' as const), guest, line: garbage})},
  {weight: 6, arbitrary: fc.record({do: fc.constant('press' as const), answer: fc.oneof(pressed, undoing)})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('move' as const), move: fc.constantFrom('grant', 'take-back')})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('wait' as const), ms: fc.constantFrom(100, 6000, 90_000)})},
)
type Action = typeof action extends fc.Arbitrary<infer One> ? One : never

/** Everything that was told, as a viewer hears it who says nothing. */
function openWatcher({host}: ReturnType<typeof openPair>) {
  const {one, two} = openWires()
  const news: News[] = []
  one.onLine(line => {
    const message: HostMessage = JSON.parse(line)
    if (message.type === 'news') news.push(message.news)
  })
  host.connect(two)
  one.send(JSON.stringify({type: 'hello', protocol, tool: '1.2.3', name: 'Watcher', role: 'viewer'}))
  return news
}

/** A run that asks one question after the other, and whoever is at its door. */
async function openRun() {
  const pair = openPair()
  const journal = openMemoryJournal()
  await pair.host.record(journal)
  const news = openWatcher(pair)
  const wires = new Map<number, {readonly end: WireEnd; name?: string}>()
  /** Everybody who ever might drive. */
  const names = new Set(['Ada'])
  let isAsking = false
  let asks = 0

  const ask = () => {
    if (isAsking) return false
    isAsking = true
    asks += 1
    const question = asks % 2 === 0 ? everyQuestion['after-step'] : everyQuestion.undo
    void pair.ask(question).then(() => {
      isAsking = false
    })
    return true
  }
  const come = (at: number, line: string) => {
    if (wires.has(at)) return
    const {one: end, two} = openWires()
    const known: {readonly end: WireEnd; name?: string} = {end}
    end.onLine(said => {
      const message: HostMessage = JSON.parse(said)
      if (message.type !== 'welcome' || message.you.role === 'viewer') return
      known.name = message.you.name
      names.add(known.name)
    })
    end.onClosed(() => void wires.delete(at))
    wires.set(at, known)
    pair.host.connect(two)
    end.send(line)
  }
  const open = () => news.findLast(one => one.kind === 'asked')
  return {...pair, journal, news, wires, names, ask, come, open}
}
type Run = Awaited<ReturnType<typeof openRun>>

/** Does it; gives who spoke, by the name under which they may decide anything, if they may. */
function act({wires, host, here, pass, come, open}: Run, one: Action): string | undefined {
  switch (one.do) {
    case 'come':
      come(one.guest, one.line)
      return undefined
    case 'go':
      wires.get(one.guest)?.end.close()
      return undefined
    case 'say':
    case 'babble': {
      const line = one.do === 'babble' ? one.line : JSON.stringify(one.message).replace('"open"', `${open()?.number}`)
      const speaker = wires.get(one.guest)?.name
      wires.get(one.guest)?.end.send(line)
      return speaker
    }
    case 'press':
      here()?.answer({...one.answer, by: 'you'})
      return 'Ada'
    case 'move':
      host.move(one.move === 'grant' ? 'grant' : 'take-back')
      return 'Ada'
    case 'wait':
      pass(one.ms)
      return undefined
    default:
      return one satisfies never
  }
}

type Asked = Extract<News, {kind: 'asked'}>

/** The rules again, in other words: who may have answered. */
function checkSettled(
  {by, option: chosen, number}: Extract<News, {kind: 'settled'}>,
  open: Asked | undefined,
  who: Who,
) {
  const {speaker, driver} = who
  const {question} = open ?? {}
  expect(number).toBe(open?.number)
  if (chosen === 'void') return expect([by, question?.id]).toEqual(['wizard', 'approval'])
  expect(speaker).toBeDefined()
  if (chosen === 'quit') return expect(speaker).toBe('Ada')
  const agreed = question?.options.find(({id}) => id === chosen)?.typed
  if (question?.id === 'approval' && agreed !== undefined) return expect([agreed, by]).toEqual([speaker, speaker])
  if (question?.id === 'approval') return undefined
  expect(driver).toBe(speaker)
  return expect(['you', speaker]).toContain(by)
}

type Who = {readonly speaker: string | undefined; readonly driver: string}

function checkKept(event: JournalEvent, {speaker, driver}: Who, names: ReadonlySet<string>) {
  if ('by' in event) expect(names).toContain(event.by)
  if (event.type === 'note-written') expect(event.by).toBe(speaker)
  if (event.type === 'approved') expect([event.by, event.asked]).toEqual([speaker, driver])
  if (event.type === 'approved') expect(event.by).not.toBe(event.asked)
}

test('whatever guests send, the host goes on, and nothing is decided or kept that somebody entitled didn’t say', async () => {
  const seen = {said: 0, answered: 0, approved: 0, noted: 0, suggested: 0}
  const story = fc.array(action, {minLength: actionsPerRun, maxLength: actionsPerRun, size: 'max'})
  await fc.assert(
    fc.asyncProperty(story, async actions => {
      const run = await openRun()
      for (const one of actions) {
        if (run.ask()) await turns()
        const [open, toldBefore, keptBefore] = [run.open(), run.news.length, run.journal.events.length]
        const {driver} = run.host.wheel()
        seen.said += 'guest' in one && run.wires.has(one.guest) ? 1 : 0
        const who = {speaker: act(run, one), driver}
        await turns()

        for (const news of run.news.slice(toldBefore)) {
          if (news.kind === 'settled') checkSettled(news, open, who)
          if (news.kind === 'suggested') expect(news.suggestions.every(({by}) => run.names.has(by))).toBe(true)
          seen.answered += news.kind === 'settled' && who.speaker !== 'Ada' ? 1 : 0
          seen.suggested += news.kind === 'suggested' ? 1 : 0
        }
        for (const event of run.journal.events.slice(keptBefore)) {
          checkKept(event, who, run.names)
          seen.approved += event.type === 'approved' ? 1 : 0
          seen.noted += event.type === 'note-written' ? 1 : 0
        }
        expect(run.names.has(run.host.wheel().driver)).toBe(true)
      }
      const settled = run.news.filter(one => one.kind === 'settled').map(({number}) => number)
      expect(new Set(settled).size).toBe(settled.length)
    }),
    {numRuns: runs, endOnFailure: true},
  )
  expect(seen.said).toBeGreaterThan(10_000)
  expect(Object.entries(seen).filter(([, times]) => times === 0)).toEqual([])
}, 60_000)
