import {writeFileSync} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {JournalEvent} from '../../src/journal/event.ts'
import {openJournal} from '../../src/journal/journal.ts'
import {headerLine, readLines} from '../../src/journal/lines.ts'
import {openAppendFile} from '../../src/system/append-file.ts'
import {codec} from '../../src/system/codec.ts'
import {contentSaved, sessionStarted, wholeSession} from '../support/journal-events.ts'
import {memoryFile} from '../support/memory-file.ts'
import {readEvents} from '../support/read-events.ts'
import {stateFile} from '../support/state-file.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {tickingClock} from '../support/ticking-clock.ts'

const note: JournalEvent = {type: 'note-written', text: 'after the cut', by: 'Ada'}

test('reads exactly the whole lines, wherever the file is cut', () => {
  const bytes = stateFile(...wholeSession())
  const ends = lineEnds(bytes)

  for (let cut = 0; cut <= bytes.length; cut++) {
    const read = readLines(bytes.subarray(0, cut), codec)

    const lines = ends.filter(end => end <= cut).length
    const goodBytes = ends[lines - 1] ?? 0
    expect(read, `cut at ${cut}`).toMatchObject({kind: 'read', goodBytes, tornBytes: cut - goodBytes})
    expect(readEvents(bytes.subarray(0, cut)), `cut at ${cut}`).toEqual(wholeSession().slice(0, Math.max(0, lines - 1)))
  }
})

test('goes on after any cut, and the file reads back whole', async () => {
  const bytes = stateFile(...wholeSession())
  const ends = lineEnds(bytes)

  // Around every line's end and start, and in the middle of it: a reopening costs a hundred times a reading.
  const cuts = [0, 1, ...ends.flatMap((end, index) => [end - 1, end, end + 1, (end + (ends[index + 1] ?? end)) >> 1])]
  for (const cut of cuts.filter(cut => cut <= bytes.length)) await expectGoesOn(bytes, cut)
})

test('goes on after any cut of any session, in a real file', async () => {
  const texts = fc.array(fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'})), {maxLength: 6})
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (written, somewhere) => {
      const events = [
        sessionStarted,
        ...written.flatMap((text): JournalEvent[] => [contentSaved(text), {type: 'note-written', text, by: text}]),
      ]
      const bytes = stateFile(...events)
      const cut = somewhere % (bytes.length + 1)
      const file = path.join(temporaryFolder(), 'state.jsonl')
      writeFileSync(file, bytes.subarray(0, cut))

      const whole = Math.max(0, lineEnds(bytes).filter(end => end <= cut).length - 1)
      const journal = await openJournal({file: openAppendFile(file), codec, clock: tickingClock()})
      const added = whole === 0 ? [sessionStarted, note] : [note]
      await journal.append(...added)

      expect(readEvents((await openAppendFile(file).read()) ?? new Uint8Array())).toEqual([
        ...events.slice(0, whole),
        ...added,
      ])
    }),
    {numRuns: 60},
  )
})

test('takes a file of zeros behind the last line for a power cut', () => {
  const bytes = stateFile(...wholeSession())

  const cut = new Uint8Array([...bytes, ...new Uint8Array(4096)])

  expect(readLines(cut, codec)).toMatchObject({kind: 'read', goodBytes: bytes.length, tornBytes: 4096})
  expect(readEvents(cut)).toEqual(wholeSession())
})

test('takes a file of zeros, no longer than the first line, for a power cut before that was on disk', () => {
  for (const sizeBytes of [1, headerLine.length])
    expect(readLines(new Uint8Array(sizeBytes), codec)).toMatchObject({
      kind: 'read',
      goodBytes: 0,
      tornBytes: sizeBytes,
    })
  expect(readLines(new Uint8Array(headerLine.length + 1), codec)).toMatchObject({kind: 'refused'})
})

test('an absent, an empty and a header-only file hold no session', async () => {
  const header = new TextEncoder().encode(headerLine)
  for (const file of [memoryFile(), memoryFile(new Uint8Array()), memoryFile(header)]) {
    const journal = await openJournal({file, codec, clock: tickingClock()})

    expect({session: journal.session, tornBytes: journal.tornBytes}).toEqual({session: undefined, tornBytes: 0})
    await journal.append(sessionStarted)
    expect(file.bytes).toEqual(stateFile(sessionStarted))
  }
})

async function expectGoesOn(bytes: Uint8Array, cut: number): Promise<void> {
  const whole = Math.max(0, lineEnds(bytes).filter(end => end <= cut).length - 1)
  const file = memoryFile(bytes.slice(0, cut))
  const journal = await openJournal({file, codec, clock: tickingClock()})
  const added = whole === 0 ? [sessionStarted, note] : [note]
  await journal.append(...added)

  const expected = [...wholeSession().slice(0, whole), ...added]
  expect(readEvents(file.bytes ?? new Uint8Array()), `cut at ${cut}`).toEqual(expected)
  const again = await openJournal({file, codec, clock: tickingClock()})
  expect({session: again.session, tornBytes: again.tornBytes}).toEqual({session: journal.session, tornBytes: 0})
}

function lineEnds(bytes: Uint8Array): number[] {
  return [...bytes.entries()].flatMap(([index, byte]) => (byte === 10 ? [index + 1] : []))
}
