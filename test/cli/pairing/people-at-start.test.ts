import {expect, test} from 'vitest'
import {peopleAtStart, recentAuthors} from '../../../src/cli/pairing/people-at-start.ts'
import type {Person} from '../../../src/domain/person.ts'
import type {Ask, Question} from '../../../src/domain/question.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {git, initGit, writeFiles} from '../../support/temporary-repository.ts'

const ada: Person = {name: 'Ada', mail: 'ada@example.org'}

/** A repository whose commits these people made, the first one first. */
function repositoryOf(...authors: readonly string[]): string {
  const root = temporaryFolder()
  initGit(root)
  for (const author of authors) git(root, 'commit', '-q', '--allow-empty', '-m', 'more', `--author=${author}`)
  return root
}

/** Gives these answers one after the other, and keeps what was asked. */
function answering(...answers: readonly (readonly [string, string?])[]) {
  const asked: Question[] = []
  const ask: Ask = async question => {
    const [option, text] = answers[asked.length] ?? []
    asked.push(question)
    return option === undefined ? undefined : {option, by: 'you', ...(text === undefined ? {} : {text})}
  }
  return {ask, asked}
}

async function start(root: string, ...answers: readonly (readonly [string, string?])[]) {
  const {ask, asked} = answering(...answers)
  const said: string[] = []
  const programs = createPrograms()
  const people = await peopleAtStart({programs, root, here: [ada], ask, say: line => said.push(line)})
  return {people: people.map(({name}) => name), asked, said}
}

function offeredIn(question: Question | undefined): readonly string[] {
  return (question?.options ?? []).map(({key, label}) => `${key} ${label}`)
}

test('those who wrote the latest commits are offered, the latest first, without who is here', async () => {
  const {people, asked} = await start(
    repositoryOf('Bo <bo@example.com>', 'Cy <cy@example.com>', 'Ada <ada@example.org>', 'Bo <bo@example.com>'),
    ['author-1'],
    ['author-0'],
    ['nobody'],
  )

  expect(people).toEqual(['Ada', 'Cy', 'Bo'])
  expect(asked.map(({title}) => title)).toEqual([
    'Who takes part beside Ada?',
    'Who takes part beside Ada, Cy?',
    'Who takes part beside Ada, Cy, Bo?',
  ])
  expect(offeredIn(asked[0])).toEqual([
    'a Bo <bo@example.com>',
    'b Cy <cy@example.com>',
    'o Somebody else',
    'n Nobody else',
  ])
  expect(offeredIn(asked[1])).toEqual(['a Bo <bo@example.com>', 'o Somebody else', 'n Nobody else'])
})

test('four are offered at most, and Enter takes nobody', async () => {
  const names = ['Bo', 'Cy', 'Di', 'Ed', 'Flo']
  const {asked} = await start(repositoryOf(...names.map(name => `${name} <${name}@example.com>`)), ['nobody'])

  expect(offeredIn(asked[0]).map(label => label.slice(0, 4))).toEqual(['a Fl', 'b Ed', 'c Di', 'd Cy', 'o So', 'n No'])
  expect(asked[0]?.recommended).toBe('nobody')
})

test('somebody else is typed; what is no name is told, and asked for again', async () => {
  const {people, asked} = await start(
    repositoryOf(),
    ['other', '<nobody>'],
    ['other', 'Bo <bo@example.com>'],
    ['nobody'],
  )

  expect(people).toEqual(['Ada', 'Bo'])
  const [first, second, third] = asked.map(({subject}) => (subject.kind === 'consent' ? subject.lines.join('\n') : ''))
  expect(second).toContain('“<nobody>” is no name')
  expect([first, third]).toEqual([expect.not.stringContaining('no name'), expect.not.stringContaining('no name')])
})

test('where nobody answers, nobody is added, and that is said', async () => {
  const {people, said} = await start(repositoryOf('Bo <bo@example.com>'))

  expect(people).toEqual(['Ada'])
  expect(said).toEqual([expect.stringContaining('nobody else does')])
})

test('the mailmap decides who somebody is; programs, and names that a terminal would not show as they are, are left out', async () => {
  const root = repositoryOf(
    'bo <old@example.com>',
    'renovate[bot] <bot@example.com>',
    'Eve\u202e\x1b[2J <eve@example.com>',
  )
  writeFiles(root, {'.mailmap': 'Bo Berg <bo@example.com> <old@example.com>\n'})

  expect(await recentAuthors(createPrograms(), root)).toEqual([{name: 'Bo Berg', mail: 'bo@example.com'}, ada])
  expect(await recentAuthors(createPrograms(), temporaryFolder())).toEqual([])
})
