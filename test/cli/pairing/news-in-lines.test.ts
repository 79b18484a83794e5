import fc from 'fast-check'
import {expect, test} from 'vitest'
import {newsInLines} from '../../../src/cli/pairing/news-in-lines.ts'
import type {HeadlessFace} from '../../../src/headless/headless-face.ts'
import type {HostMessage} from '../../../src/pair/messages.ts'
import type {News} from '../../../src/pair/news.ts'
import {emptyReplica, keptSaid, newsOf, remember} from '../../../src/pair/replica.ts'

const said = (number: number): News => ({kind: 'said', line: `line ${number}`})
const lines = (from: number, to: number) => Array.from({length: to - from}, (_, at) => said(from + at))
const told = (news: News): HostMessage => ({type: 'news', seq: 0, news})
const snapshot = (...news: readonly News[]): HostMessage => ({type: 'snapshot', seq: 0, news})
const asked: News = {
  kind: 'asked',
  number: 3,
  question: {id: 'q', title: 'Go on?', subject: {kind: 'resume', since: []}, options: [], recommended: 'c'},
}

function watcher() {
  const heard: string[] = []
  const nothing = () => undefined
  const face: HeadlessFace = {
    ask: () => Promise.reject(new Error('a watcher is asked nothing')),
    activity: nothing,
    showAmount: nothing,
    showDisk: nothing,
    showLife: nothing,
    see: nothing,
    resume: nothing,
    hear: nothing,
    end: nothing,
    say: line => heard.push(line),
  }
  return {heard, hear: newsInLines(face, nothing)}
}

test('who fell behind is told what was said meanwhile, as far as it is kept, and nothing again', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (before, meanwhile) => {
      const {heard, hear} = watcher()
      for (const news of lines(0, before)) hear(told(news))
      const all = lines(0, before + meanwhile).reduce(remember, emptyReplica)
      hear(snapshot(...newsOf(all)))
      hear(told(said(before + meanwhile)))

      const firstKept = Math.max(before, before + meanwhile - keptSaid)
      const kept = Array.from({length: before + meanwhile + 1 - firstKept}, (_, at) => `line ${firstKept + at}`)
      expect(heard).toEqual([...Array.from({length: before}, (_, at) => `line ${at}`), ...kept])
    }),
  )
})

test('a question that is still open isn’t told again, but one of another host is', () => {
  const {heard, hear} = watcher()
  hear(told(asked))
  hear(snapshot(asked))
  expect(heard).toEqual(['Asked: Go on?'])

  hear({type: 'welcome', you: {name: 'Bo', role: 'viewer'}, repository: '/r', seq: 0, news: [asked]})
  expect(heard).toEqual(['Asked: Go on?', 'Asked: Go on?'])
})
