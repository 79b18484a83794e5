import {describe, expect, test} from 'vitest'
import type {Question, Subject} from '../../src/domain/question.ts'
import type {Proposal} from '../../src/domain/step-kind.ts'
import {type AnswerPolicy, answerByPolicy} from '../../src/headless/answer-policy.ts'
import {waysToAnswer} from '../../src/headless/ways-to-answer.ts'
import {everyQuestion} from '../support/every-question.ts'
import {aProblem, twoStepPlan} from '../support/journal-events.ts'

const survey = {
  root: '/repo',
  git: null,
  manifests: [],
  lockfiles: [],
  findings: [],
  filesRead: 0,
  leftOut: [],
  problems: [],
}
const subjects = {
  start: {kind: 'start', survey, tree: []},
  resume: {kind: 'resume', since: []},
  target: {kind: 'target', candidates: []},
  plan: {kind: 'plan', plan: twoStepPlan, previews: []},
  report: {kind: 'report', markdown: '', path: ''},
  before: {kind: 'before-step', stepId: 'raise-rust', summary: '', writes: []},
  verified: {kind: 'after-step', stepId: 'raise-rust', outcome: {kind: 'ok', summary: ''}},
  failed: {kind: 'after-step', stepId: 'raise-rust', outcome: {kind: 'failed', problem: aProblem}},
  checklist: {kind: 'checklist', stepId: 'raise-rust', summary: '', items: []},
  blocked: {kind: 'blocked-step', stepId: 'raise-rust', problem: aProblem},
  edited: {kind: 'edited-file', path: 'Cargo.toml', during: ''},
} as const satisfies Record<string, Subject>

const question = (subject: Subject): Question => ({
  id: 'q',
  title: 'Q?',
  subject,
  options: [],
  recommended: 'recommended',
})

/** What the policy answers to each question, asked for the first time. */
async function answers(policy: AnswerPolicy) {
  const table: Record<string, string | undefined> = {}
  for (const [name, subject] of Object.entries(subjects))
    table[name] = (await answerByPolicy(policy)(question(subject)))?.option
  return table
}

describe('a failure that recommends going back', () => {
  const grave = {...subjects.failed, outcome: {kind: 'failed', problem: {...aProblem, recommendsUndo: true}}} as const

  test.each([
    ['auto', 'quit'],
    ['stop', 'quit'],
    ['continue', 'adopt'],
  ] as const)('undoes nothing by itself where failures mean %s', async (onFailure, option) => {
    expect((await answerByPolicy({yes: true, onFailure})(question(grave)))?.option).toBe(option)
  })

  test('takes everything back where failures mean undo, and starts nothing again', async () => {
    const policy = answerByPolicy({yes: true, onFailure: 'undo'})

    expect((await policy(question(grave)))?.option).toBe('undo')
    expect(await policy(question({kind: 'undo', choices: []}))).toMatchObject({option: 'undo', item: 'all'})
    expect((await policy(question(subjects.before)))?.option).toBe('quit')
  })
})

describe('without anybody there, the policy', () => {
  test('answers nothing unless it was told to', async () => {
    for (const onFailure of ['stop', 'undo', 'continue'] as const)
      expect(Object.values(await answers({yes: false, onFailure}))).toEqual(Object.keys(subjects).map(() => undefined))
  })

  const always = {
    start: 'recommended',
    resume: 'recommended',
    target: 'recommended',
    plan: 'recommended',
    report: 'recommended',
    before: 'apply',
    verified: 'accept',
    checklist: 'accept',
    edited: undefined,
  }
  test('takes recommendations and leaves what failed as it is when it is to stop', async () => {
    expect(await answers({yes: true, onFailure: 'stop'})).toEqual({...always, failed: 'quit', blocked: 'quit'})
  })

  test('takes recommendations and rolls back what failed when it is to undo', async () => {
    expect(await answers({yes: true, onFailure: 'undo'})).toEqual({...always, failed: 'roll-back', blocked: 'quit'})
  })

  test('takes recommendations and goes on after what failed when it is to continue', async () => {
    expect(await answers({yes: true, onFailure: 'continue'})).toEqual({...always, failed: 'adopt', blocked: 'skip'})
  })

  test('mends what failed as long as something safe is proposed, and then does what it was told to', async () => {
    const proposal = {id: 'p', title: '', why: '', writes: [], isSafe: true}
    const failed = (...proposals: readonly Proposal[]): Subject => ({...subjects.failed, proposals})
    const unsafe = {...proposal, isSafe: false}
    const rounds = [failed(proposal), failed(unsafe, proposal), failed(unsafe)]

    for (const [onFailure, last] of [
      ['stop', 'quit'],
      ['undo', 'roll-back'],
      ['continue', 'adopt'],
    ] as const) {
      const given = []
      for (const subject of rounds)
        given.push((await answerByPolicy({yes: true, onFailure})(question(subject)))?.option)
      expect(given).toEqual(['mend', 'mend', last])
    }
  })

  test('does not mend for ever', async () => {
    const ask = answerByPolicy({yes: true, onFailure: 'stop'})
    const proposals = [{id: 'p', title: '', why: '', writes: [], isSafe: true}]
    let rounds = 0
    while ((await ask(question({...subjects.failed, proposals})))?.option === 'mend') rounds += 1
    expect(rounds).toBe(100)
  })

  describe('of a step that mended some of what is wrong', () => {
    const kept: Subject = {...subjects.failed, outcome: {kind: 'failed', problem: {...aProblem, isWorthKeeping: true}}}
    const given = async (onFailure: AnswerPolicy['onFailure'], ...asked: readonly Subject[]) => {
      const ask = answerByPolicy({yes: true, onFailure})
      const options = []
      for (const subject of asked) options.push((await ask(question(subject)))?.option)
      return options
    }

    test('keeps what it did and stops, unless it is told to undo or to go on', async () => {
      expect(await given('auto', subjects.before, kept)).toEqual(['apply', 'quit'])
      expect(await given('stop', subjects.before, kept)).toEqual(['apply', 'quit'])
      expect(await given('undo', subjects.before, kept)).toEqual(['apply', 'roll-back'])
      expect(await given('continue', subjects.before, kept)).toEqual(['apply', 'adopt'])
      expect(await given('auto', subjects.before, subjects.failed)).toEqual(['apply', 'roll-back'])
    })

    test('verifies it again in the next run, once: somebody may have mended the rest', async () => {
      expect(await given('auto', kept, kept)).toEqual(['verify', 'quit'])
      expect(await given('stop', kept, subjects.verified)).toEqual(['verify', 'accept'])
      expect(await given('undo', kept)).toEqual(['roll-back'])
    })
  })

  test('does not start a step again that it rolled back, and starts every other', async () => {
    const ask = answerByPolicy({yes: true, onFailure: 'undo'})
    const other = {...subjects.before, stepId: 'refresh-lockfile'}

    const given = []
    for (const subject of [subjects.before, subjects.failed, subjects.before, subjects.failed, other])
      given.push(await ask(question(subject)))

    expect(given).toEqual(['apply', 'roll-back', 'quit', 'quit', 'apply'].map(option => ({option, by: 'policy'})))
  })

  test('names the target it was given, and only where the target is asked for', async () => {
    const ask = answerByPolicy({yes: true, onFailure: 'stop'}, '36.0.14')

    expect([await ask(question(subjects.target)), await ask(question(subjects.plan))]).toEqual([
      {option: 'recommended', by: 'policy', text: '36.0.14'},
      {option: 'recommended', by: 'policy'},
    ])
  })
})

describe('every question', () => {
  const questions = Object.entries(everyQuestion)

  test.each(questions)(
    '%s has an answer that it offers, or none, when everything is to be accepted',
    async (kind, asked) => {
      for (const onFailure of ['auto', 'stop', 'undo', 'continue'] as const) {
        const answer = await answerByPolicy({yes: true, onFailure})(asked)
        const open = asked.options.filter(option => option.disabledBecause === undefined).map(({id}) => id)
        // Only what would overwrite somebody's edits, or pass over a hook that refuses, is left to people.
        if (kind === 'edited-file' || (kind === 'refused-commit' && onFailure !== 'continue'))
          expect(answer).toBeUndefined()
        else expect(open).toContain(answer?.option)
      }
    },
  )

  test.each(questions)('%s names a command that answers it, when nobody did', async (kind, asked) => {
    const ways = waysToAnswer(asked)

    expect(ways.length).toBeGreaterThan(0)
    for (const way of ways) expect(way).toMatch(/^To [^:]+: upgrade-wizard (run|undo|report)\b/)
    // `--yes` would only ask again.
    expect(ways.join('\n').includes('--yes')).toBe(!['edited-file', 'leftover', 'report', 'undo'].includes(kind))
  })
})
