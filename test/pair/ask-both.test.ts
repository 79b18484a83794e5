import {describe, expect, test} from 'vitest'
import type {Answer, Ask, Question} from '../../src/domain/question.ts'
import {askBoth, type Both} from '../../src/pair/ask-both.ts'
import {everyQuestion} from '../support/every-question.ts'

const people = [{name: 'Ada', mail: 'ada@example.com'}, {name: 'Bo'}]

/** Answers one question after the other; tells which were asked. */
function answering(...answers: readonly (Omit<Answer, 'by'> | undefined)[]) {
  const asked: Question[] = []
  const ask: Ask = async question => {
    const answer = answers[asked.length]
    asked.push(question)
    return answer && {...answer, by: 'Ada'}
  }
  return {ask, asked}
}

function pair(more: Partial<Both> = {}) {
  const approvals: unknown[] = []
  const both: Both = {
    people: () => people,
    driver: () => 'Ada',
    commitsSteps: false,
    sha256: text => `hash of ${text.length}`,
    approved: async approval => void approvals.push(approval),
    ...more,
  }
  return {both, approvals}
}

const undoAll: Question = {
  ...everyQuestion.undo,
  subject: {
    kind: 'undo',
    choices: [{id: 'all', kind: 'all', title: 'Everything', steps: [], because: [], files: [], stays: []}],
  },
}

describe('an answer at a shared terminal', () => {
  test('of the policy stays the policy’s, and nobody’s stays nobody’s', async () => {
    const policy: Ask = async () => ({option: 'apply', by: 'policy'})

    expect(await askBoth(policy, undoAll, pair().both)).toEqual({option: 'apply', by: 'policy'})
    expect(await askBoth(answering(undefined).ask, undoAll, pair().both)).toBeUndefined()
  })
})

describe('what two should want', () => {
  test('is done when the other agrees by typing their name, and that is recorded first', async () => {
    const {ask, asked} = answering({option: 'undo', item: 'all'}, {option: 'agree-0'})
    const {both, approvals} = pair()

    expect(await askBoth(ask, undoAll, both)).toEqual({option: 'undo', item: 'all', by: 'Ada'})
    expect(asked[1]?.options.map(({label, typed}) => [label, typed])).toEqual([
      ['Bo agrees', 'Bo'],
      ['No, back', undefined],
      ['Quit', undefined],
    ])
    expect(asked[1]?.recommended).toBe('refuse')
    expect(approvals).toMatchObject([{what: 'Undo everything', by: 'Bo', asked: 'Ada'}])
  })

  test('is asked again when the other doesn’t agree, and nothing is recorded', async () => {
    const {ask, asked} = answering({option: 'undo', item: 'all'}, {option: 'refuse'}, {option: 'back'})
    const {both, approvals} = pair()

    expect(await askBoth(ask, undoAll, both)).toEqual({option: 'back', by: 'Ada'})
    expect(asked.map(({id}) => id)).toEqual([undoAll.id, 'approval', undoAll.id])
    expect(approvals).toEqual([])
  })

  test('is named by a hash that changes with what is agreed to', async () => {
    const keys = await Promise.all(
      [['a'], ['a', 'b']].map(async titles => {
        const steps = titles.map(title => ({id: title, title}))
        const choices = [{id: 'all', kind: 'all', title: '', steps, because: [], files: [], stays: []}] as const
        const {ask, asked} = answering({option: 'undo', item: 'all'}, {option: 'quit'})
        const {both} = pair({sha256: text => text})
        expect(await askBoth(ask, {...undoAll, subject: {kind: 'undo', choices}}, both)).toMatchObject({option: 'quit'})
        const subject = asked[1]?.subject
        return subject?.kind === 'consent' ? subject.key : undefined
      }),
    )

    expect(new Set(keys).size).toBe(2)
  })

  test('is only what can’t be taken back easily', async () => {
    const one = answering({option: 'undo', item: 'raise-rust'})
    const start = answering({option: 'start'}, {option: 'agree-0'})

    await askBoth(one.ask, undoAll, pair().both)
    await askBoth(start.ask, everyQuestion.plan, pair({commitsSteps: true}).both)

    expect(one.asked).toHaveLength(1)
    expect(start.asked.map(({id}) => id)).toEqual([everyQuestion.plan.id, 'approval'])
  })
})
