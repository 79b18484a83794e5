import {describe, expect, test} from 'vitest'
import {readNextestList, readNextestRun} from '../../src/measure/parse-nextest.ts'

const runs = {ignored: false, 'filter-match': {status: 'matches'}}
const ignored = {ignored: true, 'filter-match': {status: 'mismatch', reason: 'ignored'}}
const filtered = {ignored: false, 'filter-match': {status: 'mismatch', reason: 'default-filter'}}

/** What `cargo nextest list --message-format json` prints, as far as it is looked at. */
function list(suites: Readonly<Record<string, {kind: string; binary?: string; testcases: object}>>): string {
  const all = Object.entries(suites).map(([id, {kind, binary = 'host', testcases}]) => {
    return [id, {'package-name': 'host', 'binary-name': binary, 'binary-id': id, kind, status: 'listed', testcases}]
  })
  return `${JSON.stringify({'rust-build-meta': {}, 'rust-suites': Object.fromEntries(all)})}\n`
}

const listing = list({
  host: {kind: 'lib', testcases: {'engine::links': runs, 'engine::slow': ignored, 'engine::left_out': filtered}},
  'host::it': {kind: 'test', binary: 'it', testcases: {e2e: runs}},
  'host::bin/serve': {kind: 'bin', binary: 'serve', testcases: {starts: runs}},
})

/** Of the programs of this package; the events come in the order in which tests end, not by program. */
function event(event: string, name: string, more: object = {}): string {
  return JSON.stringify({type: 'test', event, name: `host::${name}`, ...more})
}

describe('what nextest lists', () => {
  test('are the tests by the names that cargo’s own way of running gives them, and which of them run', () => {
    expect(readNextestList(listing)?.map(({name, event, state}) => [name, event, state])).toEqual([
      ['host/lib::engine::links', 'host::host$engine::links', 'runs'],
      ['host/lib::engine::slow', 'host::host$engine::slow', 'ignored'],
      ['host/lib::engine::left_out', 'host::host$engine::left_out', 'filtered'],
      ['host/tests/it::e2e', 'host::it$e2e', 'runs'],
      ['host/bin/serve::starts', 'host::serve$starts', 'runs'],
    ])
  })

  test('is nothing when it printed something else', () => {
    for (const output of ['', 'error: no such command', '{"rust-suites": 7}', '{"rust-suites":']) {
      expect(readNextestList(output), output).toBeUndefined()
    }
  })
})

describe('what nextest’s events say of the listed tests', () => {
  const listed = readNextestList(listing) ?? []

  test('is the outcome of each that ran, with its time, and which were ignored', () => {
    const output = [
      '{"type":"suite","event":"started","test_count":2}',
      event('started', 'host$engine::links'),
      event('started', 'it$e2e'),
      event('failed', 'it$e2e', {exec_time: 0.6112, stdout: '{"type":"test","event":"ok"}\nno'}),
      event('ok', 'host$engine::links', {exec_time: 0.0411}),
      event('ok', 'serve$starts'),
      '{"type":"suite","event":"failed","passed":2,"failed":1}',
    ]

    expect(readNextestRun(output.join('\n'), listed)).toEqual([
      {name: 'host/lib::engine::links', outcome: 'passed', durationMs: 41},
      {name: 'host/lib::engine::slow', outcome: 'ignored'},
      {name: 'host/tests/it::e2e', outcome: 'failed', durationMs: 611},
      {name: 'host/bin/serve::starts', outcome: 'passed'},
    ])
  })

  test('leaves out what did not come to its end, and what nobody listed', () => {
    const output = [event('started', 'host$engine::links'), event('ok', 'it$made_up'), '{"type":"test","event":"ok"']

    expect(readNextestRun(output.join('\n'), listed)).toEqual([{name: 'host/lib::engine::slow', outcome: 'ignored'}])
  })

  test('a failure isn’t lost where a library and a binary of one name have a test of one name', () => {
    const both = readNextestList(
      list({host: {kind: 'lib', testcases: {works: runs}}, 'host::bin/host': {kind: 'bin', testcases: {works: runs}}}),
    )

    for (const events of [
      ['ok', 'failed'],
      ['failed', 'ok'],
    ]) {
      const output = events.map(one => event(one, 'host$works')).join('\n')
      expect(readNextestRun(output, both ?? []), events.join()).toEqual([
        {name: 'host/lib::works', outcome: 'failed'},
        {name: 'host/bin/host::works', outcome: 'failed'},
      ])
    }
  })
})
