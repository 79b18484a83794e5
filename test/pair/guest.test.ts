import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {JournalEvent} from '../../src/journal/event.ts'
import {openGuest} from '../../src/pair/guest.ts'
import {readHostMessage} from '../../src/pair/host-message.ts'
import {everyQuestion} from '../support/every-question.ts'
import {sessionStarted} from '../support/journal-events.ts'
import {handClock, openMemoryJournal, openPair, openWires, turns} from './pairs.ts'

const gate = everyQuestion['after-step']

/** A guest whose host is the test itself. */
async function openAlone(tool = '1.2.3') {
  const time = handClock()
  const wires: ReturnType<typeof openWires>[] = []
  const heard: unknown[] = []
  const states: string[] = []
  const said: string[] = []
  const link = openGuest({
    ...time,
    tool,
    async connect() {
      const pair = openWires()
      pair.two.onLine(line => void said.push(line))
      wires.push(pair)
      return pair.one
    },
    me: {name: 'Bo', role: 'navigator'},
    hear: message => void heard.push(message),
    onState: (state, why) => void states.push(why === undefined ? state : `${state}: ${why}`),
  })
  await turns()
  const host = (message: unknown) => wires.at(-1)?.two.send(JSON.stringify(message))
  return {...time, link, wires, heard, states, said, host}
}
const welcome = {type: 'welcome', you: {name: 'Bo', role: 'navigator'}, repository: 'riptide', seq: 4, news: []}

describe('a guest', () => {
  test('hears first all that is known, then what is new', async () => {
    const {ask, host, sits} = openPair()
    const tell = (event: JournalEvent) => host.tell({kind: 'event', timed: {at: '2025-01-01T00:00:00Z', event}})
    tell(sessionStarted)
    host.tell({kind: 'activity', text: 'Reading the repository'})
    void ask(gate)
    const bo = await sits('Bo', 'navigator', {mail: 'bo@example.com'})
    tell({type: 'note-written', text: 'pinned since May', by: 'Ada'})

    expect(bo.states).toEqual(['joined'])
    expect(bo.heard[0]).toMatchObject({
      type: 'welcome',
      you: {name: 'Bo', role: 'navigator'},
      repository: 'riptide',
      news: [
        {kind: 'session', session: {sessionId: 'b2f6'}},
        {kind: 'wheel', wheel: {driver: 'Ada'}},
        {kind: 'asked', number: 1, question: {id: gate.id}},
      ],
    })
    expect(bo.heard.slice(1).map(one => (one.type === 'news' ? one.news.kind : one.type))).toEqual(['wheel', 'event'])
  })

  test('finds the host again that went without a goodbye, and hears everything anew', async () => {
    const {wires, states, heard, host, pass, said} = await openAlone()
    host(welcome)
    wires[0]?.two.close()
    expect(states).toEqual(['joined', 'away'])
    pass(500)
    await turns()
    host(welcome)

    expect(states).toEqual(['joined', 'away', 'joined'])
    expect(heard).toEqual([welcome, welcome])
    expect(said.map(line => JSON.parse(line).type)).toEqual(['hello', 'hello'])
  })

  test('looks for the host for as long as it takes', async () => {
    const time = handClock()
    const states: string[] = []
    let tries = 0
    const link = openGuest({
      ...time,
      tool: '1.2.3',
      async connect() {
        tries += 1
        throw new Error('nobody')
      },
      me: {name: 'Bo', role: 'viewer'},
      hear: () => undefined,
      onState: state => void states.push(state),
    })
    for (let second = 0; second < 60; second += 1) {
      await turns()
      time.pass(500)
    }
    await turns()
    link.close()
    time.pass(10_000)
    await turns()

    expect(tries).toBe(61)
    expect(new Set(states)).toEqual(new Set(['away']))
  })

  test('doesn’t come again after a goodbye, or when it was closed', async () => {
    const {states, wires, pass, host} = await openAlone()
    host({type: 'bye', why: 'The run is over'})
    pass(60_000)
    await turns()
    expect(states).toEqual(['turned-away: The run is over'])
    expect(wires).toHaveLength(1)
  })

  test('says nothing about itself but that somebody is there, however many keys are pressed', async () => {
    const {link, said, pass} = await openAlone()
    for (let key = 0; key < 100; key += 1) link.present()
    pass(10_000)
    link.present()

    expect(said.slice(1)).toEqual(['{"type":"here"}', '{"type":"here"}'])
  })

  test('believes nothing that isn’t the protocol, and leaves', async () => {
    const nonsense = [
      'not json',
      '{}',
      '{"type":"news","seq":5,"news":{"kind":"event","timed":{"at":"x","event":{"type":"step-started"}}}}',
      '{"type":"news","seq":5,"news":{"kind":"asked","number":1,"question":{"id":"x"}}}',
      '{"type":"welcome","you":{"name":"","role":"owner"}}',
    ]
    for (const line of nonsense) {
      const {states, wires, heard, host} = await openAlone()
      host(welcome)
      wires[0]?.two.send(line)
      expect(states).toEqual(['joined', 'turned-away: The other side says what this version doesn’t understand'])
      expect(heard).toHaveLength(1)
    }
  })

  test('asks for everything anew when a piece of news is missing', async () => {
    const {states, wires, host, pass} = await openAlone()
    host(welcome)
    host({type: 'news', seq: 5, news: {kind: 'said', line: 'one'}})
    host({type: 'news', seq: 7, news: {kind: 'said', line: 'three'}})
    pass(500)
    await turns()

    expect(states).toEqual(['joined', 'away'])
    expect(wires).toHaveLength(2)
  })

  test('shows no control sequence that the host says', async () => {
    const {heard, host} = await openAlone()
    host({...welcome, news: [{kind: 'said', line: 'a\u001b]0;title\u0007b\u009b2Jc\ttab'}]})

    expect(heard).toEqual([{...welcome, news: [{kind: 'said', line: 'a]0;titleb2Jc\ttab'}]}])
  })
})

test('whatever a host sends, what a guest hears is in the shape of the protocol, and nothing throws', () => {
  const lines = [
    welcome,
    {type: 'news', seq: 1, news: {kind: 'asked', number: 1, question: gate}},
    {type: 'news', seq: 1, news: {kind: 'wheel', wheel: {driver: 'Ada', next: 'Bo', others: ['Bo']}}},
    {type: 'news', seq: 1, news: {kind: 'event', timed: {at: '2025-01-01T00:00:00Z', event: sessionStarted}}},
    {type: 'told', what: 'stale', text: 'late'},
  ].map(message => JSON.stringify(message))
  const changed = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.nat(9), fc.string({maxLength: 6}))
    .map(([line, at, gone, put]) => line.slice(0, at % line.length) + put + line.slice((at % line.length) + gone))
  fc.assert(
    fc.property(fc.oneof({weight: 5, arbitrary: changed}, fc.json(), fc.string()), line => {
      const message = readHostMessage(line)
      if (message === undefined) return
      expect(['welcome', 'snapshot', 'news', 'told', 'bye']).toContain(message.type)
      // What it was read as is read as the same again.
      expect(readHostMessage(JSON.stringify(message))).toEqual(message)
    }),
    {numRuns: 2000},
  )
  for (const line of lines) expect(readHostMessage(line)).toEqual(JSON.parse(line))
})

describe('at the door', () => {
  test('who runs another version is told which one is needed', async () => {
    const {host} = openPair()
    const {one, two} = openWires()
    const said: string[] = []
    one.onLine(line => void said.push(line))
    host.connect(two)
    one.send(JSON.stringify({type: 'hello', protocol: 2, tool: '9.0.0', who: ['Bo']}))

    expect(said.map(line => JSON.parse(line))).toEqual([
      {type: 'bye', why: 'This upgrade is run by upgrade-wizard 1.2.3: join it with the same version'},
    ])
  })

  test('who says nothing, or anything before who they are, is turned away', () => {
    for (const say of [undefined, '{"type":"cancel"}', 'GET / HTTP/1.1', '[]', 'null']) {
      const {did, host, pass} = openPair()
      const {one, two} = openWires()
      const said: string[] = []
      let isClosed = false
      one.onLine(line => void said.push(line))
      one.onClosed(() => {
        isClosed = true
      })
      host.connect(two)
      if (say === undefined) pass(5000)
      else one.send(say)

      expect(isClosed).toBe(true)
      expect(said).toHaveLength(1)
      expect(did).toEqual([])
    }
  })

  test('at a shared place a token decides who one may be, and no viewer’s token makes a navigator', async () => {
    const roles = {v: 'viewer', n: 'navigator'} as const
    const isKnown = (token: string | undefined): token is keyof typeof roles => token === 'v' || token === 'n'
    const {host, sits} = openPair({
      tokens: {
        take: token =>
          isKnown(token) ? {kind: 'taken', role: roles[token]} : {kind: 'refused', why: 'this token is wrong'},
      },
    })
    const wrong = await sits('Eve', 'driver', {token: 'x'})
    await sits('Vi', 'driver', {token: 'v'})
    await sits('Bo', 'driver', {token: 'n'})
    await sits('Cy', 'viewer', {token: 'n'})

    expect(wrong.states).toEqual(['turned-away: this token is wrong'])
    expect(host.wheel()).toMatchObject({
      others: ['Bo'],
      wantedBy: 'Bo',
      guests: [
        {name: 'Vi', role: 'viewer'},
        {name: 'Bo', role: 'navigator'},
        {name: 'Cy', role: 'viewer'},
      ],
    })
  })

  test('when the run is over everybody hears how, and nobody comes in any more', async () => {
    const {host, sits, did} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)
    const bo = await sits('Bo')
    host.move('hand-over')
    const kept = journal.events.length
    host.close(['Done in 3 min'])
    const late = await sits('Cy')

    expect(bo.heard.at(-1)).toMatchObject({news: {kind: 'ended', lines: ['Done in 3 min']}})
    expect([bo.states.at(-1), late.states.at(-1)]).toEqual(Array(2).fill('turned-away: The run is over'))
    expect(did).toEqual([])
    expect(journal.events).toHaveLength(kept)
  })
})

describe('a guest that stops reading', () => {
  test('holds nobody up, costs no memory, and gets everything anew when it reads again', async () => {
    const {host, sits} = openPair()
    const bo = await sits('Bo')
    const cy = await sits('Cy')
    const wire = bo.wire()
    wire.freeze()
    const heardBefore = bo.heard.length
    for (let at = 0; at < 1000; at += 1) host.tell({kind: 'activity', text: `part ${at}`})

    expect(cy.heard.at(-1)).toMatchObject({news: {kind: 'activity', text: 'part 999'}})
    expect(wire.waiting()).toBe(1)
    wire.thaw()
    expect(bo.heard.slice(heardBefore).map(({type}) => type)).toEqual(['news', 'snapshot'])
    expect(bo.heard.at(-1)).toMatchObject({news: [{kind: 'wheel'}, {kind: 'activity', text: 'part 999'}]})
    host.tell({kind: 'activity'})
    expect(bo.heard.at(-1)).toMatchObject({type: 'news', news: {kind: 'activity'}})
    expect(bo.states).toEqual(['joined'])
  })

  test('isn’t told what becomes of what it says either', async () => {
    const {ask, sits} = openPair()
    const vi = await sits('Vi', 'viewer')
    void ask(gate)
    vi.wire().freeze()
    for (let at = 0; at < 1000; at += 1) vi.link.answer(vi.number(), {option: 'adopt'})

    expect(vi.wire().waiting()).toBe(1)
  })
})
