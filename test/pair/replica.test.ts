import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {News} from '../../src/pair/news.ts'
import {emptyReplica, newsOf, type Replica, remember} from '../../src/pair/replica.ts'
import {everyQuestion, survey} from '../support/every-question.ts'
import {wholeSession} from '../support/journal-events.ts'

const known = (news: readonly News[], from: Replica = emptyReplica) => news.reduce(remember, from)

const events = wholeSession()

/** A run as it is told: the session's events in their order, and between them whatever else there is to tell. */
const anyNews = fc
  .array(
    fc.oneof(
      {weight: 4, arbitrary: fc.constant('event' as const)},
      fc.constantFrom<News>(
        {kind: 'survey', survey},
        {kind: 'activity', text: 'Reading the repository'},
        {kind: 'activity'},
        {kind: 'amount', amount: {done: 1, total: 3}},
        {kind: 'trees', trees: {now: {lockfiles: []}, changes: []} as never},
        {kind: 'disk', disk: {mounts: [], cleanable: []}},
        {kind: 'life', sign: {marker: 'm', quietMs: 1}},
        {kind: 'life'},
        {kind: 'said', line: 'one'},
        {kind: 'said', line: 'two'},
        {kind: 'asked', number: 1, question: everyQuestion.plan},
        {kind: 'asked', number: 2, question: everyQuestion['after-step']},
        {kind: 'suggested', number: 1, suggestions: [{by: 'Bo', option: 'start'}]},
        {kind: 'suggested', number: 2, suggestions: []},
        {kind: 'settled', number: 1, by: 'Ada', option: 'start'},
        {kind: 'settled', number: 2},
        {kind: 'wheel', wheel: {driver: 'Ada', next: 'Bo', others: ['Bo']}},
        {kind: 'ended', lines: ['Done']},
      ),
    ),
    {maxLength: 80},
  )
  .map(mixed => {
    let at = 0
    return mixed.flatMap((one): News[] => {
      if (one !== 'event') return [one]
      const event = events[at]
      at += 1
      return event === undefined ? [] : [{kind: 'event', timed: {at: `2025-01-01T00:00:${at % 60}Z`, event}}]
    })
  })

test('who joins at any moment ends where those are who heard everything', () => {
  fc.assert(
    fc.property(anyNews, fc.nat(), (news, when) => {
      const at = when % (news.length + 1)
      const joined = known(newsOf(known(news.slice(0, at))))

      expect(known(news.slice(at), joined)).toEqual(known(news))
    }),
  )
})

test('what is told to who joins is no longer for all that was said before', () => {
  const said = Array.from({length: 1000}, (_, at): News => ({kind: 'said', line: `line ${at}`}))

  expect(newsOf(known(said))).toHaveLength(20)
})
