import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {ProblemError} from '../../src/domain/errors.ts'
import {openJournal, readJournal} from '../../src/journal/journal.ts'
import {codec} from '../../src/system/codec.ts'
import {sessionStarted} from '../support/journal-events.ts'
import {memoryFile} from '../support/memory-file.ts'
import {stateFile} from '../support/state-file.ts'
import {tickingClock} from '../support/ticking-clock.ts'

const absent = {kind: 'absent'}
const badPaths = [
  '',
  '/etc/passwd',
  '..',
  '../outside',
  'src/../../outside',
  'src/..',
  './Cargo.toml',
  'src//lib.rs',
  'src/',
  '.git/hooks/pre-commit',
  '.GIT/config',
  'vendor/dep/.git/config',
  '.upgrade-wizard/state.jsonl',
  '.Upgrade-Wizard/lock',
  'src\\lib.rs',
  '..\\outside',
  'C:/Windows',
  'c:outside',
  'Cargo.toml\0.txt',
  'a/'.repeat(3000).concat('b'),
]

describe('a path that leaves the repository is refused', () => {
  const events: readonly [string, (path: string) => unknown][] = [
    ['in the writes of a step', path => ({...started, writes: [{path, before: absent, after: absent}]})],
    ['in what a step touches', path => ({...started, touches: [{path, before: absent}]})],
    ['in the files of a change', path => ({...applied, files: [{path, before: absent, after: absent}]})],
    ['in what mends a step', path => ({...mended, writes: [{path, before: absent, after: absent}]})],
    ['in an undo', path => ({...undoStarted, files: [{path, before: absent, after: absent}]})],
    ['in the failures of an undo', path => ({type: 'undo-finished', steps: [], failed: [{path, why: ''}]})],
  ]
  for (const [where, eventWith] of events)
    test(where, async () => {
      for (const path of badPaths)
        expect(await problemOf(stateFile(sessionStarted, eventWith(path))), path.slice(0, 40)).toBe('state-refused')
    })
})

describe('an event that no wizard writes is refused', () => {
  const events: readonly [string, unknown][] = [
    ['an unknown type', {type: 'command-wanted', argv: ['sh', '-c', 'id']}],
    ['no type', {step: 'raise-rust'}],
    ['not an object', 'null'],
    ['a list', []],
    ['a step name with a slash', {...started, step: '../x'}],
    ['an attempt that is not a number', {...started, attempt: '1'}],
    ['an attempt below one', {...started, attempt: 0}],
    [
      'a process group of everybody',
      {type: 'command-running', marker: 'm', process: {pid: -1, startTime: '', bootId: ''}},
    ],
    ['a hash that is not one', {type: 'content-saved', sha256: '../../x', gzip: ''}],
    [
      'a content with something beside it',
      `{"type":"content-saved","sha256":"${'0'.repeat(64)}","gzip":"AAAA","step":"raise-rust"}`,
    ],
    ['a content in another order', `{"sha256":"${'0'.repeat(64)}","type":"content-saved","gzip":"AAAA"}`],
    ['a content that is not base64', {type: 'content-saved', sha256: '0'.repeat(64), gzip: '{}'}],
    ['a plan with another target', {...sessionStarted, plan: {target: {wasmtime: '36.0.0; id'}, steps: []}}],
  ]
  for (const [what, event] of events)
    test(what, async () => {
      expect(await problemOf(stateFile(sessionStarted, event))).toBe('state-refused')
    })

  test('one nested deeper than any parser likes', async () => {
    const deep = `{"type":"step-verified","step":"raise-rust","attempt":1,"summary":"","data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`

    expect(await problemOf(stateFile(sessionStarted, deep))).toBe('state-refused')
  })
})

test('a key named __proto__ stays a key', async () => {
  const file = stateFile(
    sessionStarted,
    started,
    `{"type":"step-verified","step":"raise-rust","attempt":1,"summary":"","data":{"__proto__":{"polluted":true}}}`,
  )

  await readJournal({file: memoryFile(file), codec})

  expect('polluted' in {}).toBe(false)
})

describe('saved contents', () => {
  test('that unpack to more than the limit are refused before they fill the memory', async () => {
    const member = gzipSync(new Uint8Array(1024 * 1024))
    const bomb = Buffer.concat(Array.from({length: 300}, () => member)).toString('base64')
    const journal = await open(stateFile(sessionStarted, {type: 'content-saved', sha256: hash, gzip: bomb}))

    expect(() => journal.content(hash)).toThrow(ProblemError)
  })

  test('that are not gzip are a problem only when they are asked for', async () => {
    const journal = await open(stateFile(sessionStarted, {type: 'content-saved', sha256: hash, gzip: 'AAAA'}))

    expect(() => journal.content(hash)).toThrow(ProblemError)
  })

  test('that unpack to something else than their hash says are refused', async () => {
    const gzip = codec.gzipBase64(new TextEncoder().encode('#!/bin/sh'))
    const journal = await open(stateFile(sessionStarted, {type: 'content-saved', sha256: hash, gzip}))

    expect(() => journal.content(hash)).toThrow(ProblemError)
  })

  test('of many megabytes are read', async () => {
    const bytes = new Uint8Array(24 * 1024 * 1024).map((_, index) => (index * 2654435761) >>> 13)
    const gzip = codec.gzipBase64(bytes)
    const journal = await open(stateFile(sessionStarted, {type: 'content-saved', sha256: codec.sha256(bytes), gzip}))

    expect(journal.content(codec.sha256(bytes)).length).toBe(bytes.length)
  })
})

const hash = '0'.repeat(64)
const started = {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []}
const applied = {type: 'step-applied', step: 'raise-rust', attempt: 1, files: []}
const mended = {type: 'step-mended', step: 'raise-rust', attempt: 1, proposals: [], writes: [], by: ''}
const undoStarted = {type: 'undo-started', steps: ['raise-rust'], reason: 'undo', files: [], by: ''}

function open(bytes: Uint8Array) {
  return openJournal({file: memoryFile(bytes), codec, clock: tickingClock()})
}

/** The code of the problem that reading and opening agree on; both leave the file as it is. */
async function problemOf(bytes: Uint8Array): Promise<string | undefined> {
  const file = memoryFile(bytes)
  const attempts = [readJournal({file, codec}), openJournal({file, codec, clock: tickingClock()})]
  const [read, opened] = await Promise.all(
    attempts.map(attempt =>
      attempt.then(
        () => undefined,
        error => {
          if (error instanceof ProblemError) return error.problem.code
          throw error
        },
      ),
    ),
  )
  expect(file.bytes).toBe(bytes)
  expect(read).toBe(opened)
  return read
}
