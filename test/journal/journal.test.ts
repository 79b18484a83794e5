import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {BugError, ProblemError} from '../../src/domain/errors.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import type {TimedEvent} from '../../src/journal/fold.ts'
import {openJournal, readJournal} from '../../src/journal/journal.ts'
import {openAppendFile} from '../../src/system/append-file.ts'
import {codec} from '../../src/system/codec.ts'
import {fileWith, sessionStarted, wholeSession} from '../support/journal-events.ts'
import {memoryFile} from '../support/memory-file.ts'
import {moment, olderStateFile, stateFile} from '../support/state-file.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {tickingClock} from '../support/ticking-clock.ts'
import {tinyDisk} from '../support/tiny-disk.ts'

describe('append', () => {
  test('writes the file as it is specified, header first', async () => {
    const file = path.join(temporaryFolder(), 'new', 'state.jsonl')
    const journal = await openJournal({file: openAppendFile(file), codec, clock: stoppedClock})

    for (const event of wholeSession()) await journal.append(event)

    expect(readFileSync(file)).toEqual(Buffer.from(stateFile(...wholeSession())))
  })

  test('gives the same session to whoever opens the file next', async () => {
    const file = memoryFile()
    const journal = await openJournal({file, codec, clock: tickingClock()})
    for (const event of wholeSession()) {
      await journal.append(event)

      expect((await readJournal({file, codec})).session).toEqual(journal.session)
    }
  })

  test('keeps the order of the calls when nobody waits for them', async () => {
    const file = openAppendFile(path.join(temporaryFolder(), 'state.jsonl'))
    const journal = await openJournal({file, codec, clock: tickingClock()})
    const heard: string[] = []
    journal.listen(({event}) => heard.push(event.type === 'note-written' ? event.text : event.type))

    const texts = Array.from({length: 40}, (_, index) => `note ${index}`)
    await Promise.all([
      journal.append(sessionStarted),
      ...texts.map(text => journal.append({type: 'note-written', text, by: 'Ada'})),
    ])

    expect(heard).toEqual(['session-started', ...texts])
    expect((await readJournal({file, codec})).session?.notes.map(note => note.text)).toEqual(texts)
  })

  test('refuses an event that cannot follow before it is on disk', async () => {
    const file = memoryFile()
    const journal = await openJournal({file, codec, clock: tickingClock()})
    await journal.append(sessionStarted)
    const before = file.bytes

    const impossible: JournalEvent = {type: 'step-skipped', step: 'no-such-step', by: 'Ada'}
    await expect(journal.append({type: 'note-written', text: '', by: ''}, impossible)).rejects.toThrow(BugError)

    expect(file.bytes).toEqual(before)
    await journal.append({type: 'note-written', text: 'still fine', by: 'Ada'})
    expect((await readJournal({file, codec})).session?.notes.map(note => note.text)).toEqual(['still fine'])
  })
})

describe('listeners', () => {
  test('hear events after they are on disk, with the session that they make', async () => {
    const file = path.join(temporaryFolder(), 'state.jsonl')
    const journal = await openJournal({file: openAppendFile(file), codec, clock: tickingClock()})
    const onDisk: boolean[] = []
    const folded: boolean[] = []
    journal.listen(({at, event}) => {
      onDisk.push(readFileSync(file, 'utf8').includes(`"at":"${at}","event":${JSON.stringify(event)}}\n`))
      folded.push(journal.session?.lastEventAt === at)
    })

    await journal.append(sessionStarted, {type: 'note-written', text: 'two at once', by: 'Ada'})
    await journal.append({type: 'session-ended', verdict: 'done'})

    expect({onDisk, folded}).toEqual({onDisk: [true, true, true], folded: [true, true, true]})
  })

  test('hear nothing once they have left', async () => {
    const journal = await openJournal({file: memoryFile(), codec, clock: tickingClock()})
    const heard: TimedEvent[] = []
    const leave = journal.listen(event => heard.push(event))

    await journal.append(sessionStarted)
    leave()
    await journal.append({type: 'session-ended', verdict: 'done'})

    expect(heard.map(({event}) => event.type)).toEqual(['session-started'])
  })
})

describe('save', () => {
  const text = new TextEncoder().encode('[package]\n')

  test('stores each content once, whoever asks and however often', async () => {
    const file = memoryFile()
    const journal = await openJournal({file, codec, clock: tickingClock()})
    await journal.append(sessionStarted)

    const hashes = await Promise.all([journal.save(text), journal.save(text.slice()), journal.save(text)])
    const again = await openJournal({file, codec, clock: tickingClock()})
    await again.save(text)

    expect(hashes).toEqual(hashes.map(() => fileWith('[package]\n').sha256))
    expect(new TextDecoder().decode(file.bytes).match(/content-saved/g)).toHaveLength(1)
  })

  test('gives back the same bytes, whatever they are', async () => {
    const file = memoryFile()
    const journal = await openJournal({file, codec, clock: tickingClock()})
    await journal.append(sessionStarted)
    const all = Uint8Array.from({length: 256}, (_, index) => index)
    const contents = [new Uint8Array(), all, new Uint8Array([0xef, 0xbb, 0xbf, 13, 10])]

    for (const bytes of contents) await journal.save(bytes)

    const again = await openJournal({file, codec, clock: tickingClock()})
    for (const bytes of contents) expect(new Uint8Array(again.content(codec.sha256(bytes)))).toEqual(bytes)
  })

  test('saves again what could not be saved the first time', async () => {
    const file = memoryFile()
    let isFull = false
    const sometimesFull = {
      ...file,
      append: async (bytes: Uint8Array) => {
        if (isFull) throw new Error('ENOSPC')
        await file.append(bytes)
      },
    }
    const journal = await openJournal({file: sometimesFull, codec, clock: tickingClock()})
    await journal.append(sessionStarted)

    isFull = true
    await expect(journal.save(text)).rejects.toThrow('ENOSPC')
    isFull = false
    const sha256 = await journal.save(text)

    expect(new Uint8Array(journal.content(sha256))).toEqual(text)
  })

  test('a content that was never saved is a problem of the state file', async () => {
    const journal = await openJournal({file: memoryFile(), codec, clock: tickingClock()})

    expect(() => journal.content('0'.repeat(64))).toThrow(ProblemError)
  })
})

describe('a story that cannot have happened is refused', () => {
  const started = {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []}
  const ofAttempt = {step: 'raise-rust', attempt: 1}
  const stories: readonly [string, readonly unknown[]][] = [
    ['an event before the session', [{type: 'session-ended', verdict: 'done'}]],
    ['a step that is not in the plan', [sessionStarted, {type: 'step-skipped', step: 'other', by: ''}]],
    ['an undo that ends before it starts', [sessionStarted, {type: 'undo-finished', steps: [], failed: []}]],
    ['a session that starts twice', [sessionStarted, sessionStarted]],
    ['a step applied before it started', [sessionStarted, {type: 'step-applied', ...ofAttempt, files: []}]],
    ['a step verified before it started', [sessionStarted, {type: 'step-verified', ...ofAttempt, summary: ''}]],
    ['a step accepted before it started', [sessionStarted, {type: 'step-accepted', ...ofAttempt, by: ''}]],
    [
      'a step mended that did not fail',
      [sessionStarted, started, {type: 'step-mended', ...ofAttempt, proposals: [], writes: [], by: ''}],
    ],
    [
      'a proposal skipped before its step started',
      [sessionStarted, {type: 'proposal-skipped', ...ofAttempt, proposal: 'x', by: ''}],
    ],
    [
      'an outcome of another attempt',
      [sessionStarted, started, {type: 'step-accepted', ...ofAttempt, attempt: 2, by: ''}],
    ],
  ]
  for (const [what, events] of stories)
    test(what, async () => {
      const bytes = stateFile(...events, {type: 'note-written', text: '', by: ''})
      const file = memoryFile(new Uint8Array([...bytes, 123]))

      const refusal = {problem: {code: 'state-refused', path: '.upgrade-wizard/state.jsonl'}}
      await expect(openJournal({file, codec, clock: tickingClock()})).rejects.toMatchObject(refusal)
      await expect(readJournal({file, codec})).rejects.toMatchObject(refusal)
      // Not even the torn end is cut off: nothing was done.
      expect(file.bytes?.length).toBe(bytes.length + 1)
    })
})

test.each([1, 2] as const)('a file of schema %i is read and goes on', async schema => {
  const file = memoryFile(olderStateFile(schema, sessionStarted))

  const journal = await openJournal({file, codec, clock: tickingClock()})
  await journal.append({type: 'note-written', text: 'later', by: 'Ada'})

  expect((await readJournal({file, codec})).session?.notes).toMatchObject([{text: 'later'}])
})

describe('a full disk', () => {
  test('leaves a readable file, and the journal goes on once there is room', async ctx => {
    const folder = tinyDisk(64)
    if (folder === undefined) return ctx.skip('mounting a small disk is not allowed here')
    const file = openAppendFile(path.join(folder, 'state.jsonl'))
    const journal = await openJournal({file, codec, clock: tickingClock()})
    await journal.append(sessionStarted)
    const filler = path.join(folder, 'filler')
    writeFileSync(filler, new Uint8Array(40 * 1024))

    const long: JournalEvent = {type: 'note-written', text: 'x'.repeat(60 * 1024), by: 'Ada'}
    await expect(journal.append(long)).rejects.toThrow('ENOSPC')
    const {session} = await readJournal({file, codec})
    expect(session).toEqual(journal.session)
    expect(session?.notes).toEqual([])

    rmSync(filler)
    await journal.append({type: 'note-written', text: 'there is room', by: 'Ada'})
    expect((await readJournal({file, codec})).session).toEqual(journal.session)
    expect(journal.session?.notes.map(note => note.text)).toEqual(['there is room'])
  })
})

const stoppedClock = {now: () => new Date(moment), monotonicMs: () => 0}
