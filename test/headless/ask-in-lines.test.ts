import {describe, expect, test} from 'vitest'
import type {LineInput} from '../../src/domain/ports.ts'
import type {Question} from '../../src/domain/question.ts'
import {askInLines} from '../../src/headless/ask-in-lines.ts'
import {type Known, numberQuestion} from '../../src/headless/number-question.ts'
import {candidate, everyQuestion, item} from '../support/every-question.ts'
import {aProblem, sessionOf, sessionStarted} from '../support/journal-events.ts'

const known: Known = {session: undefined, readLog: async () => '', isTold: false}
const questions = Object.entries(everyQuestion)

describe('every question', () => {
  test.each(questions)('%s takes its recommendation, or the step after it, by a bare Enter', async (kind, question) => {
    const {answer} = await asked(question, ['', '', '', ''])

    // With the disk full nothing is recommended; a list is gone through first.
    expect(answer?.option).toBe(kind === 'low-room' ? undefined : question.recommended)
  })

  test.each(questions)('%s ends without an answer where the input ends', async (_, question) => {
    expect((await asked(question, [])).answer).toBeUndefined()
  })

  test.each(questions)('%s lets go of an input that never answers', async (_, question) => {
    const {answer, left} = await asked(
      question,
      Array.from({length: 100}, () => 'yes'),
    )

    expect(answer).toBeUndefined()
    expect(left).toBe(80)
  })

  test.each(questions)('%s names each choice with its number, in lines that draw nothing', (_, question) => {
    const {choices, lines} = numberQuestion(question, known, 0)

    expect(choices.length).toBeGreaterThan(0)
    expect(new Set(choices.map(({word}) => word)).size).toBe(choices.length)
    expect(choices.at(-1)?.word).toBe('quit')
    expect(lines.join('\n')).not.toMatch(/[\u2500-\u257f\u001b]/)
  })

  test.each(questions)('%s reaches every option it has', async (_, question) => {
    const reached = new Set<string>()
    const {choices} = numberQuestion(question, known, 0)
    for (const at of choices.keys())
      for (const more of ['1', 'undo', 'fresh', 'restore', 'allow', 'remove'])
        reached.add((await asked(question, [String(at + 1), more])).answer?.option ?? '')

    const open = question.options.filter(({id, disabledBecause}) => disabledBecause === undefined && id !== 'retry')
    // An item that is open can't be opened again.
    expect([...reached]).toEqual(
      expect.arrayContaining(
        open.map(({id}) => id).filter(id => question.subject.kind !== 'checklist' || id !== 'open'),
      ),
    )
  })
})

describe('the ways back', () => {
  test('are asked for by number, with how much each takes back', async () => {
    const {answer, said} = await asked(everyQuestion.undo, ['undo', '1'])

    expect(said).toContain('1) Lock: 1 file: Cargo.toml')
    expect(answer).toEqual({option: 'undo', item: 'refresh-lockfile', by: 'you'})
  })

  test('want the word for everything, and say why one can’t stand', async () => {
    const {answer, said} = await asked(everyQuestion.undo, ['undo', '2', 'undo', '3', 'undo'])

    expect(said.join('\n')).toContain(aProblem.title)
    expect(said).toContain('Type undo to confirm, or Enter to go back:')
    expect(answer).toEqual({option: 'undo', item: 'all', by: 'you'})
  })
})

describe('an answer', () => {
  const gate = everyQuestion['before-step']

  test.each(['2', ' 2 ', '2)', 'skip', 'SKIP', 'Skip'])('is a number, a word or a label: %j', async line => {
    expect((await asked(gate, [line])).answer).toEqual({option: 'skip', by: 'you'})
  })

  test('that is none is said so in one line, and asked for again', async () => {
    const {answer, said} = await asked(gate, ['maybe\x1b[2J', '0', '9', '1'])

    expect(answer?.option).toBe('apply')
    expect(said.filter(line => line.startsWith('There is no answer'))).toEqual([
      'There is no answer “maybe”. Answer with a number from 1 to 5, or Enter for 1 (Apply):',
      'There is no answer “0”. Answer with a number from 1 to 5, or Enter for 1 (Apply):',
      'There is no answer “9”. Answer with a number from 1 to 5, or Enter for 1 (Apply):',
    ])
  })

  test('that can not be chosen says why, before and after it is tried', async () => {
    const {answer, said} = await asked(everyQuestion['after-step'], ['accept', 'roll-back'])

    expect(answer?.option).toBe('roll-back')
    expect(said).toContain('4) Accept, not now: The step failed: take it as it is, retry or roll back')
    expect(said.at(-2)).toMatch(/^Accept can’t be chosen: The step failed.*\. Answer with a number/)
  })

  test('takes a line of text where it needs one; an empty one goes back', async () => {
    const {answer} = await asked(gate, ['note', '', 'note', ' look at the \x1b[31mfuel\x07 '])

    expect(answer).toEqual({option: 'note', text: 'look at the fuel\ufffd', by: 'you'})
  })

  test('wants its word where it can’t be taken back easily', async () => {
    const {answer, said} = await asked(everyQuestion.resume, ['undo', 'yes', '2', 'undo'])

    expect(answer).toEqual({option: 'undo', by: 'you'})
    expect(said).toContain('That is not the word: nothing was chosen.')
  })

  test('was not typed before the question could be heard: the input settles first', async () => {
    const order: string[] = []
    const input: LineInput = {
      settle: async () => void order.push('settled'),
      next: async () => '1',
      close: () => undefined,
    }
    await askInLines({input, write: line => order.push(line)}, gate, known)

    expect(order.slice(-3)).toEqual([
      'settled',
      'Answer with a number from 1 to 5, or Enter for 1 (Apply):',
      'Chosen: Apply',
    ])
  })
})

describe('before it is answered', () => {
  test('a step shows what it would change, as often as somebody wants', async () => {
    const {answer, said} = await asked(everyQuestion['before-step'], ['show', 'show', 'apply'])

    expect(answer?.option).toBe('apply')
    expect(said.filter(line => /^[-+@]/.test(line))).toEqual([
      ...['@@ -1,1 +1,1 @@', '-rust = "1.75"', '+rust = "1.86"'],
      ...['@@ -1,1 +1,1 @@', '-rust = "1.75"', '+rust = "1.86"'],
    ])
  })

  test('a plan shows a step of it', async () => {
    const {said} = await asked(everyQuestion.plan, ['show', '1'])

    expect(said).toEqual(
      expect.arrayContaining(['wasmtime 36 needs it', 'Cargo.toml: 1 line added, 1 removed', '+rust = "1.86"']),
    )
  })

  test('a failed step shows its causes, what is proposed and the end of the output', async () => {
    const place = {path: 'src/a.rs', line: 3, column: 5, message: ''}
    const group = {id: 'config-moved', code: 'E0432', title: 'Config moved', why: 'It is elsewhere.', count: 2}
    const data = {
      rounds: [],
      groups: [{...group, places: [place], rendered: 'error[E0432]: no Config\n', suggestions: []}],
    }
    const lock = {step: 'refresh-lockfile', attempt: 1}
    const command = {marker: 'm', argv: ['cargo', 'check'], cwd: '/repo', out: '/log/out', err: '/log/err'}
    const session = sessionOf(
      sessionStarted,
      {type: 'step-started', ...lock, summary: '', writes: [], touches: []},
      {type: 'command-started', ...lock, ...command},
      {type: 'step-failed', ...lock, problem: aProblem, data},
    )
    const logs: Record<string, string> = {
      '/log/out':
        '{"reason":"compiler-message","message":{"rendered":"\\u001b[31merror\\u001b[0m: rendered\\n"}}\n{"reason":"x"}\n',
      '/log/err': 'Building 1\rBuilding 2\n\x1b]0;title\x07ready\n',
    }
    const {said} = await asked(everyQuestion['after-step'], ['causes', '1', 'changes', '2', 'output'], {
      ...known,
      session,
      readLog: async file => logs[file] ?? '',
    })

    expect(said).toEqual(
      expect.arrayContaining([
        '1) E0432 Config moved, 2 errors, can be mended',
        'It is elsewhere.',
        'error[E0432]: no Config',
        'At src/a.rs:3:5 and 1 more',
        '2) Other',
        'error: rendered',
        'Building 2',
        'ready',
        'All of it: /log/out and /log/err',
      ]),
    )
  })

  test('how a step ended isn’t told twice', () => {
    const lines = (isTold: boolean) => numberQuestion(everyQuestion['blocked-step'], {...known, isTold}, 0).lines

    expect(lines(false).join('\n')).toContain('Mend the cause and retry.')
    expect(lines(true)).toEqual(['', 'Blocked. What now with “Lock the family”?'])
  })
})

describe('some steps of a plan', () => {
  test('are left out by their numbers, with what goes with them and what that costs', async () => {
    const {answer, said} = await asked(everyQuestion.plan, ['start-without', '2', 'start'])

    expect(answer).toEqual({option: 'start', text: 'refresh-lockfile', by: 'you'})
    expect(said).toContain('Left out: Lock the family')
    expect(said.at(-1)).toMatch(/^Type start to confirm/)
  })

  test('are not left out by what is no number, without the word, or where nothing would be left', async () => {
    const {answer, said} = await asked(everyQuestion.plan, ['2', '2, x', '2', '1 2', '2', '2', 'yes', '2', '1'])

    expect(answer).toBeUndefined()
    expect(said.filter(line => line.endsWith('nothing was chosen.'))).toEqual([
      'These are not all numbers of the list: nothing was chosen.',
      'That leaves no step: nothing was chosen.',
      'That is not the word: nothing was chosen.',
      // The second needs the first.
      'That leaves no step: nothing was chosen.',
    ])
  })
})

test('what can be cleaned is chosen by its number where it is known, and named where it isn’t', async () => {
  const folder = {name: 'debug', folder: '/repo/target/debug', sizeBytes: 2e9, command: 'cargo clean --profile dev'}
  const cleanable = [folder, {...folder, name: 'doc', disabledBecause: 'it is in use'}]
  const question = everyQuestion['low-room']

  const {answer, said} = await asked(question, ['clean', '2', 'clean', '1'], {...known, cleanable})
  expect(answer).toEqual({option: 'clean', text: 'debug', by: 'you'})
  expect(said).toContain('1) debug, 2.0 GB, by cargo clean --profile dev')
  expect(said).toContain('it is in use')
  expect((await asked(question, ['clean', 'all'])).answer).toEqual({option: 'clean', text: 'all', by: 'you'})
})

test('a way back shows what it would do before anybody chooses it', async () => {
  const {said} = await asked(everyQuestion.undo, ['show', '1'])

  expect(said).toEqual(expect.arrayContaining(['Undone: Lock the family', '+rust = "1.86"']))
})

test('a target is chosen by the number of its release, the recommended one by Enter', async () => {
  const {said, answer} = await asked(everyQuestion.target, [''])

  expect(answer).toEqual({option: 'choose', text: '36.0.14', by: 'you'})
  expect((await asked(everyQuestion.target, ['1'])).answer?.text).toBe(candidate('48.0.0', false).wasmtime)
  expect(said).toContain(
    '1) 48.0.0: newest, supported until 2027-08-20; needs Rust 1.86, which is not installed; 1 advisory fixed, 0 open; places that break: 4 rewritten, 3 for people, 1 of them silent; No known advisory.',
  )
})

test('what is proposed is mended all at once or one by one, and skipped one by one', async () => {
  const question = everyQuestion['after-step']

  expect((await asked(question, ['mend'])).answer).toEqual({option: 'mend', by: 'you'})
  expect((await asked(question, ['mend-one', '2'])).answer).toEqual({option: 'mend', text: 'other', by: 'you'})
  expect((await asked(question, ['skip', '', 'skip', '1'])).answer).toEqual({
    option: 'skip',
    text: 'config-moved',
    by: 'you',
  })
})

describe('a checklist', () => {
  const list = everyQuestion.checklist

  test('is gone through item by item; those that are marked are passed over', async () => {
    const {said} = await asked(list, ['', '', ''])

    expect(said.filter(line => /^Item|^\d\. /.test(line))).toEqual([
      'Item 1 of 3, open, nothing tells: src/run.rs:3',
      'Item 3 of 3, open, nothing tells: src/run.rs:12',
      '1. src/run.rs:3, open, nothing tells: Fuel is charged by size.',
      '2. src/run.rs:9, done: Fuel is charged by size.',
      '3. src/run.rs:12, open, nothing tells: Fuel is charged by size.',
    ])
  })

  test('marks the item at hand, or notes something about it', async () => {
    expect((await asked(list, ['done'])).answer).toEqual({option: 'done', item: 'a', by: 'you'})
    expect((await asked(list, ['next', 'not-applicable'])).answer?.item).toBe('c')
    expect((await asked(list, ['go', '2', 'open'])).answer).toEqual({option: 'open', item: 'b', by: 'you'})
    expect((await asked(list, ['remark', 'later'])).answer).toEqual({
      option: 'remark',
      text: 'later',
      item: 'a',
      by: 'you',
    })
  })

  test('goes on where it was left, and is asked about as a whole when nothing is open', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id, at) => ({...item, id, line: at + 1}))
    const of = (items: readonly object[], latest?: string) =>
      ({...list, subject: {...list.subject, items, ...(latest === undefined ? {} : {latest})}}) as Question

    expect((await asked(of([{...a, mark: 'done'}, b ?? {}, c ?? {}], 'a'), [])).said).toContain(
      'Item 2 of 3, open, nothing tells: src/run.rs:2',
    )
    const closed = of([{...a, mark: 'done'}])
    expect((await asked(closed, [''])).answer).toEqual({option: 'accept', by: 'you'})
    expect((await asked(closed, ['again', 'open'])).answer).toEqual({option: 'open', item: 'a', by: 'you'})
  })
})

/** The answer to a question for which these lines were typed, what was said, and how many lines were left. */
async function asked(question: Question, lines: readonly string[], told: Known = known) {
  const said: string[] = []
  const left = [...lines]
  const input: LineInput = {settle: async () => undefined, next: async () => left.shift(), close: () => undefined}
  const answer = await askInLines({input, write: line => said.push(line)}, question, told)
  return {answer, said, left: left.length}
}
