import {describe, expect, test} from 'vitest'
import type {Question} from '../../src/domain/question.ts'
import {offeringWheel} from '../../src/pair/offering-wheel.ts'
import type {LocalAsk} from '../../src/pair/question-desk.ts'
import {everyQuestion} from '../support/every-question.ts'
import {openMemoryJournal, openPair, turns} from './pairs.ts'

const gate = everyQuestion['after-step']
const before = everyQuestion['before-step']
const undoAll: Question = everyQuestion.undo

describe('one alone', () => {
  test('answers as before, without a name, a wheel or an event', async () => {
    const {ask, here, host, wheel} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)

    const answered = ask(gate)
    here()?.answer({option: 'adopt', by: 'you'})

    expect(await answered).toEqual({option: 'adopt', by: 'you'})
    expect(wheel).toEqual([])
    expect(journal.events).toEqual([])
  })

  test('agrees with nobody before undoing everything', async () => {
    const {ask, here} = openPair()

    const answered = ask(undoAll)
    here()?.answer({option: 'undo', item: 'all', by: 'you'})

    expect(await answered).toEqual({option: 'undo', item: 'all', by: 'you'})
  })

  test('stays alone in the record while somebody reads along, and is shown who', async () => {
    const {ask, here, host, wheel, sits} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)
    const vi = await sits('Vi', 'viewer')

    const answered = ask(gate)
    here()?.answer({option: 'adopt', by: 'you'})

    expect(await answered).toEqual({option: 'adopt', by: 'you'})
    expect(wheel.at(-1)).toMatchObject({driver: 'Ada', guests: [{name: 'Vi', role: 'viewer'}]})
    vi.link.close()
    expect(wheel.at(-1)?.guests).toBeUndefined()
    expect(journal.events).toEqual([])
  })
})

describe('two upgrade', () => {
  test('with the wheel handed over in the middle, and each answer carries the name of who drove', async () => {
    const {ask, here, host, sits} = openPair()
    const journal = openMemoryJournal()
    const bo = await sits('Bo')
    await host.record(journal)

    const first = ask(before)
    here()?.answer({option: 'apply', by: 'you'})
    expect(await first).toEqual({option: 'apply', by: 'Ada'})

    expect(host.move('hand-over')).toBe(true)
    const second = ask(gate)
    bo.link.answer(bo.number(), {option: 'adopt'})
    expect(await second).toEqual({option: 'adopt', by: 'Bo'})
    expect(here()?.isWithdrawn).toBe(true)
    expect(journal.events).toEqual([
      {type: 'people-joined', people: [{name: 'Ada', mail: 'ada@example.com'}, {name: 'Bo'}], driver: 'Ada'},
      {type: 'wheel-handed', to: 'Bo', by: 'Ada'},
    ])
  })

  test('and what the one who doesn’t drive chooses is a suggestion, at either terminal', async () => {
    const {ask, asked, here, hints, host, sits, suggestions} = openPair()
    const bo = await sits('Bo')
    const answered = ask(gate)
    bo.link.answer(bo.number(), {option: 'retry'})
    expect(suggestions.at(-1)).toEqual([{by: 'Bo', option: 'retry'}])
    expect(bo.told()).toEqual(['suggested: Ada sees that as a suggestion'])

    host.move('hand-over')
    here()?.answer({option: 'skip', by: 'you'})
    await turns()
    expect(suggestions.at(-1)).toEqual([{by: 'Ada', option: 'skip'}])
    expect(hints).toEqual(['Bo sees that as a suggestion'])
    expect(asked).toHaveLength(2)

    bo.link.answer(bo.number(), {option: 'adopt'})
    expect(await answered).toEqual({option: 'adopt', by: 'Bo'})
    expect(suggestions.at(-1)).toEqual([])
  })

  test('and a note from the terminal where it runs is kept, while a guest drives', async () => {
    const {ask, here, hints, host, sits, suggestions} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)
    await sits('Bo')
    host.move('hand-over')
    const answered = ask(gate)
    here()?.answer({option: 'note', text: 'ports are old', by: 'you'})
    await turns()

    expect(journal.events.at(-1)).toMatchObject({type: 'note-written', text: 'ports are old', by: 'Ada'})
    expect(hints).toEqual(['The note is kept'])
    expect(suggestions.flat()).toEqual([])
    expect(await Promise.race([answered, turns().then(() => 'open')])).toBe('open')
  })

  test('and a second answer to one question is stale', async () => {
    const {ask, host, sits} = openPair()
    const bo = await sits('Bo')
    host.move('hand-over')
    const first = ask(before)
    bo.link.answer(1, {option: 'apply'})
    bo.link.answer(1, {option: 'skip'})
    const second = ask(gate)
    bo.link.answer(1, {option: 'adopt'})

    expect(await first).toMatchObject({option: 'apply'})
    expect(bo.told()).toEqual(Array(2).fill('stale: That was answered already'))
    expect(await Promise.race([second, turns().then(() => 'open')])).toBe('open')
  })
})

describe('from a terminal of their own', () => {
  test('a viewer decides, says and notes nothing', async () => {
    const {ask, did, host, said, sits, suggestions} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)
    const vi = await sits('Vi', 'viewer')
    const answered = ask(gate)

    vi.link.answer(vi.number(), {option: 'adopt'})
    vi.link.move('ask')
    vi.link.cancel()
    vi.link.say('hello')
    vi.link.note('remember')
    await turns()

    expect(vi.told()).toHaveLength(5)
    expect(vi.told().every(line => line.startsWith('denied: '))).toBe(true)
    expect([suggestions, did, said, journal.events]).toEqual([[], [], [], []])
    expect(await Promise.race([answered, turns().then(() => 'open')])).toBe('open')
  })

  test('nobody leaves the upgrade for everybody, nor chooses what isn’t offered', async () => {
    const {ask, host, sits} = openPair()
    const bo = await sits('Bo')
    host.move('hand-over')
    const answered = ask(undoAll)
    for (const answer of [
      {option: 'quit'},
      {option: 'wheel'},
      {option: 'undo', item: '../etc'},
      {option: 'undo', item: 'only:rust'},
    ])
      bo.link.answer(bo.number(), answer)

    expect(bo.told().map(line => line.split(':')[0])).toEqual(Array(4).fill('denied'))
    expect(await Promise.race([answered, turns().then(() => 'open')])).toBe('open')
  })

  test('who drives may cancel, and others may not', async () => {
    const {did, host, sits} = openPair()
    const bo = await sits('Bo')
    bo.link.cancel()
    expect(did).toEqual([])
    host.move('hand-over')
    bo.link.cancel()
    expect(did).toEqual(['cancelled'])
    expect(host.mayCancel()).toBe(false)
  })

  test('a line is heard by everybody, and a note is kept, before there is a session too', async () => {
    const {host, said, sits} = openPair()
    const journal = openMemoryJournal()
    const bo = await sits('Bo')
    bo.link.say('\x1b[2Jlook at the lockfile')
    bo.link.note('pinned since May')
    await host.record(journal)
    bo.link.note('why?', 'raise-rust')
    bo.link.note('where?', 'no-such-step')
    await turns()

    expect(said).toEqual(['Bo: look at the lockfile'])
    expect(bo.heard.at(-1)).toEqual({type: 'told', what: 'denied', text: 'There is no step no-such-step'})
    expect(journal.events.slice(1)).toEqual([
      {type: 'note-written', text: 'pinned since May', by: 'Bo'},
      {type: 'note-written', text: 'why?', by: 'Bo', step: 'raise-rust'},
    ])
  })

  test('a name is taken once, and what means no person is no name', async () => {
    const {host, sits} = openPair()
    for (const name of ['ada', 'Bo', 'Bo', 'policy', 'you', ' Bo\x1b[31m ']) await sits(name)

    expect(host.wheel().guests?.map(({name}) => name)).toEqual(['ada 2', 'Bo', 'Bo 2', 'policy 2', 'you 2', 'Bo 3'])
  })
})

describe('what two should want', () => {
  const undoing = {option: 'undo', item: 'all'}

  test('is agreed to by the guest at their own terminal, and recorded before it counts', async () => {
    const {ask, here, hints, host, sits} = openPair()
    const journal = openMemoryJournal()
    const bo = await sits('Bo')
    await host.record(journal)
    const answered = ask(undoAll)
    here()?.answer({...undoing, by: 'you'})
    await turns()

    here()?.answer({option: 'agree-0', by: 'you'})
    await turns()
    expect(hints).toEqual(['Bo agrees at their own terminal'])
    bo.link.answer(bo.number(), {option: 'agree-0'})

    expect(await answered).toEqual({...undoing, by: 'Ada'})
    expect(journal.events.at(-1)).toMatchObject({type: 'approved', what: 'Undo everything', by: 'Bo', asked: 'Ada'})
  })

  test('can’t be agreed to in somebody else’s name', async () => {
    const {ask, here, host, sits} = openPair()
    const journal = openMemoryJournal()
    await sits('Bo')
    const cy = await sits('Cy')
    await host.record(journal)
    const answered = ask(undoAll)
    here()?.answer({...undoing, by: 'you'})
    await turns()
    cy.link.answer(cy.number(), {option: 'agree-0'})
    await turns()

    expect(cy.told()).toEqual(['denied: Bo agrees at their own terminal'])
    expect(await Promise.race([answered, turns().then(() => 'open')])).toBe('open')
    expect(journal.events.map(({type}) => type)).toEqual(['people-joined'])
  })

  test('is asked anew, under another hash, when somebody else joins; an old yes is stale', async () => {
    const {ask, asked, here, sits} = openPair()
    const bo = await sits('Bo')
    const answered = ask(undoAll)
    here()?.answer({...undoing, by: 'you'})
    await turns()
    const old = bo.number()
    await sits('Cy')
    await turns()
    bo.link.answer(old, {option: 'agree-0'})

    const keys = asked.flatMap(({question: {subject}}) => (subject.kind === 'consent' ? [subject.key] : []))
    expect(new Set(keys).size).toBe(2)
    expect(bo.told()).toEqual(['stale: That was answered already'])
    bo.link.answer(bo.number(), {option: 'agree-0'})
    expect(await answered).toMatchObject(undoing)
  })

  test('is void when who wanted it doesn’t drive any more, or nobody else is left: the question is asked again', async () => {
    for (const change of ['hand-over', 'leave'] as const) {
      const {ask, here, host, sits} = openPair()
      const bo = await sits('Bo')
      const answered = ask(undoAll)
      here()?.answer({...undoing, by: 'you'})
      await turns()
      expect(here()?.question.id).toBe('approval')
      if (change === 'leave') bo.link.close()
      else host.move('hand-over')
      await turns()

      expect(here()?.question.id).toBe(undoAll.id)
      here()?.answer({option: 'quit', by: 'you'})
      expect(await answered).toEqual({option: 'quit', by: 'Ada'})
    }
  })
})

describe('the wheel', () => {
  test('is asked for, granted, and taken back at the host’s terminal, each in the record', async () => {
    const {host, sits} = openPair()
    const journal = openMemoryJournal()
    const bo = await sits('Bo')
    await host.record(journal)
    bo.link.move('hand-over')
    bo.link.move('ask')
    expect(host.wheel().wantedBy).toBe('Bo')
    expect(host.move('refuse')).toBe(true)
    expect(host.wheel().wantedBy).toBeUndefined()
    bo.link.move('ask')
    expect(host.move('grant')).toBe(true)
    expect(host.wheel().driver).toBe('Bo')
    expect(host.move('grant')).toBe(false)
    expect(host.move('take-back')).toBe(true)

    expect(bo.told()).toEqual(['denied: Ada drives: ask for the wheel first'])
    expect(journal.events.slice(1)).toEqual([
      {type: 'wheel-handed', to: 'Bo', by: 'Ada'},
      {type: 'wheel-handed', to: 'Ada', by: 'Ada'},
    ])
  })

  test('goes by itself to who asks once the driver has done nothing for a minute, and not from who is at work', async () => {
    const {host, pass, sits} = openPair()
    await sits('Bo', 'driver')
    expect(host.wheel().wantedBy).toBe('Bo')
    pass(50_000)
    host.present()
    pass(59_999)
    expect(host.wheel().driver).toBe('Ada')
    pass(1)
    expect(host.wheel()).toMatchObject({driver: 'Bo', others: ['Ada']})
    expect(host.wheel().wantedBy).toBeUndefined()
  })

  test('is waited for at least for the time that an answer takes', async () => {
    const {host, pass, sits} = openPair()
    const bo = await sits('Bo')
    pass(300_000)
    bo.link.move('ask')
    pass(19_999)
    expect(host.wheel().driver).toBe('Ada')
    pass(1)
    expect(host.wheel().driver).toBe('Bo')
  })

  test('comes to the host’s terminal when a driving guest’s dies; the question stays open', async () => {
    const {ask, asked, here, host, sits} = openPair()
    const journal = openMemoryJournal()
    const bo = await sits('Bo')
    await host.record(journal)
    host.move('hand-over')
    const answered = ask(gate)
    bo.link.close()
    expect(host.wheel().driver).toBe('Ada')
    here()?.answer({option: 'adopt', by: 'you'})

    expect(await answered).toEqual({option: 'adopt', by: 'Ada'})
    expect(asked).toHaveLength(1)
    expect(journal.events.at(-1)).toEqual({type: 'wheel-handed', to: 'Ada', by: 'Ada'})
  })
})

describe('when the host’s own terminal is gone', () => {
  test('the next navigator drives, and the open question waits for them', async () => {
    const {ask, did, here, host, sits} = openPair()
    const journal = openMemoryJournal()
    await host.record(journal)
    const bo = await sits('Bo')
    const answered = ask(gate)
    expect(host.lost()).toBe(true)
    expect(here()?.isWithdrawn).toBe(true)
    bo.link.answer(bo.number(), {option: 'adopt'})

    expect(await answered).toEqual({option: 'adopt', by: 'Bo'})
    expect(journal.events.at(-1)).toEqual({type: 'wheel-handed', to: 'Bo', by: 'Bo'})
    const next = ask(before)
    bo.link.close()
    expect(await next).toBeUndefined()
    expect(did).toEqual(['deserted'])
  })

  test('nobody is waited for where only viewers are left', async () => {
    const {ask, host, sits} = openPair()
    await sits('Vi', 'viewer')
    const answered = ask(gate)

    expect(host.lost()).toBe(false)
    expect(await answered).toBeUndefined()
  })
})

describe('at one keyboard', () => {
  const two = {people: [{name: 'Ada'}, {name: 'Bo'}]}

  test('two people need no guest for their names to be in the record', async () => {
    const {ask, here, host, wheel} = openPair(two)
    const journal = openMemoryJournal()
    await host.record(journal)
    const first = ask(gate)
    here()?.answer({option: 'adopt', by: 'you'})
    expect((await first)?.by).toBe('Ada')
    host.move('hand-over')
    const second = ask(gate)
    here()?.answer({option: 'adopt', by: 'you'})
    expect((await second)?.by).toBe('Bo')

    expect(wheel.map(({driver}) => driver)).toEqual(['Ada', 'Bo'])
    expect(journal.events).toEqual([
      {type: 'people-joined', people: two.people, driver: 'Ada'},
      {type: 'wheel-handed', to: 'Bo', by: 'Ada'},
    ])
  })

  test('the other agrees there, and what was agreed to before the session is in its record', async () => {
    const {ask, here, host} = openPair(two)
    const journal = openMemoryJournal()
    const answered = ask(undoAll)
    here()?.answer({option: 'undo', item: 'all', by: 'you'})
    await turns()
    here()?.answer({option: 'agree-0', by: 'you'})
    expect(await answered).toMatchObject({option: 'undo', by: 'Ada'})
    host.move('hand-over')
    await host.record(journal)

    expect(journal.events).toMatchObject([
      {type: 'people-joined', driver: 'Bo'},
      {type: 'approved', by: 'Bo', asked: 'Ada'},
    ])
  })

  test('a turn that is over rings once, and not while somebody is asked', async () => {
    const {ask, did, here, host, pass} = openPair({...two, turnMs: 60_000})
    const answered = ask(gate)
    pass(90_000)
    expect(did).toEqual([])
    here()?.answer({option: 'adopt', by: 'you'})
    await answered
    pass(90_000)
    expect(did).toEqual(['rang'])
    host.move('hand-over')
    pass(60_000)
    expect(did).toEqual(['rang', 'rang'])
  })

  test('where no key is read, every question offers what can be done about the wheel', async () => {
    const {host, sits} = openPair()
    const offers: string[] = []
    const choose = ['wheel', 'wheel', 'adopt']
    const local: LocalAsk = async question => {
      offers.push(question.options.find(({id}) => id === 'wheel')?.label ?? 'nothing')
      return {option: choose.shift() ?? 'adopt', by: 'you'}
    }
    const ask = host.asking(offeringWheel(local, host))
    expect(
      await host.asking(offeringWheel(async ({options}) => ({option: options[0]?.id ?? '', by: 'you'}), host))(gate),
    ).toMatchObject({by: 'you'})
    await sits('Bo')
    expect(await ask(gate)).toEqual({option: 'adopt', by: 'Ada'})
    await sits('Cy', 'driver')
    await ask(gate)

    expect(offers).toEqual([
      'Bo drives from here on',
      'Take the wheel back',
      'Bo drives from here on',
      'Cy, who asks for it, drives from here on',
    ])
  })
})

test('somebody at two terminals isn’t two people: nobody else is asked to agree', async () => {
  const {ask, asked, here, sits} = openPair()
  await sits('Ada', 'navigator', {mail: 'ada@example.com'})
  const answered = ask(undoAll)
  here()?.answer({option: 'undo', item: 'all', by: 'you'})

  expect(await answered).toMatchObject({option: 'undo', by: 'Ada'})
  expect(asked).toHaveLength(1)
})

test('how far something is, is told now and then, and its end always', async () => {
  const {host, pass, sits} = openPair()
  const vi = await sits('Vi', 'viewer')
  host.tell({kind: 'activity', text: 'Reading'})
  const before = vi.heard.length
  for (let done = 0; done <= 100; done += 1) {
    host.tell({kind: 'amount', amount: {done, total: 100}})
    pass(10)
  }

  expect(
    vi.heard.slice(before).map(one => one.type === 'news' && one.news.kind === 'amount' && one.news.amount.done),
  ).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})

test('when a session is left for a fresh one, the fresh one knows who is at it', async () => {
  const {host, sits} = openPair()
  const [left, fresh] = [openMemoryJournal(), openMemoryJournal()]
  await sits('Bo')
  await host.record(left)
  host.move('hand-over')
  await host.record(fresh)

  expect(fresh.events).toMatchObject([{type: 'people-joined', driver: 'Bo'}])
  expect(left.events).toHaveLength(2)
})

test('the policy’s answers stay the policy’s, whoever drives', async () => {
  const {host, sits} = openPair()
  await sits('Bo', 'driver')
  const ask = host.asking(async () => ({option: 'adopt', by: 'policy'}))

  expect(await ask(gate)).toEqual({option: 'adopt', by: 'policy'})
})

test('leaving ends what is asked, though a guest could go on and the terminal is gone', async () => {
  const {ask, host, sits} = openPair()
  const bo = await sits('Bo')
  const answered = ask(gate)
  expect(host.lost()).toBe(true)

  host.quit()
  bo.link.answer(bo.number(), {option: 'adopt'})

  expect(await answered).toBeUndefined()
  expect(await ask(before)).toBeUndefined()
})
