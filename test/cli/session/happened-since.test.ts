import {rmSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import path from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {thisMachine} from '../../../src/cli/look/this-machine.ts'
import {happenedSince} from '../../../src/cli/session/happened-since.ts'
import type {JournalEvent, Machine} from '../../../src/journal/event.ts'
import {readGitState} from '../../../src/scan/git-state.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {openTree} from '../../../src/system/tree.ts'
import {sessionOf, sessionStarted} from '../../support/journal-events.ts'
import {moment} from '../../support/state-file.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {git} from '../../support/temporary-repository.ts'

const programs = createPrograms()
const toolchains = {installed: [], active: {name: 'stable', version: '1.80.0'}}
let here: Machine

beforeAll(async () => {
  here = await thisMachine(programs, toolchains)
})

describe('commits since', () => {
  test('are counted, with the newest subject and whose they are', async () => {
    const {root, head} = repository()
    const then = head()
    commit(root, 'mine: look at it')
    commit(root, 'mine: mend “it”')

    expect(await told(root, {head: then})).toEqual([
      '2 commits since, none of them the wizard’s: the newest is “mine: mend “it””',
    ])
  })

  test('of the wizard’s own making are named so', async () => {
    const {root, head} = repository()
    const then = head()
    commit(root, 'Raise Rust to 1.86')
    const own: JournalEvent = {type: 'step-committed', step: 'raise-rust', attempt: 1, commit: head(), by: 'wizard'}
    const raised: JournalEvent[] = [
      {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []},
      {type: 'step-applied', step: 'raise-rust', attempt: 1, files: []},
      {type: 'step-verified', step: 'raise-rust', attempt: 1, summary: ''},
      {type: 'step-accepted', step: 'raise-rust', attempt: 1, by: 'Ada'},
    ]

    expect(await told(root, {head: then, events: [...raised, own]})).toEqual([
      '1 commit since, the wizard’s own: the newest is “Raise Rust to 1.86”',
    ])
    commit(root, 'mine')
    expect(await told(root, {head: then, events: [...raised, own]})).toEqual([
      '2 commits since, 1 of them the wizard’s: the newest is “mine”',
    ])
  })

  test('that are gone are told as moving back, with how many', async () => {
    const {root, head} = repository()
    commit(root, 'two')
    commit(root, 'three')
    const then = head()
    git(root, 'reset', '--quiet', '--hard', 'HEAD~2')

    expect(await told(root, {head: then})).toEqual([
      `HEAD moved back by 2 commits, from ${then.slice(0, 9)} to ${head().slice(0, 9)}: the newest is “before”`,
    ])
  })

  test('that were rewritten are told as that', async () => {
    const {root, head} = repository()
    commit(root, 'two')
    const then = head()
    git(root, 'commit', '--quiet', '--allow-empty', '--amend', '--message', 'two, better')

    expect(await told(root, {head: then})).toEqual([
      'History was rewritten: 1 commit of then is not in it, 1 commit new: the newest is “two, better”',
    ])
  })

  test('on another branch are told with the branch', async () => {
    const {root, head} = repository()
    const then = head()
    git(root, 'switch', '--quiet', '--create', 'topic')

    expect(await told(root, {head: then})).toEqual(['The branch was main, now it is topic'])
  })

  test('from a commit that nobody knows any more, or that is none, are as much as can be told', async () => {
    const {root, head} = repository()
    const now = head().slice(0, 9)
    const lost = 'a'.repeat(40)

    expect(await told(root, {head: lost})).toEqual([
      `HEAD moved from aaaaaaaaa to ${now}; aaaaaaaaa isn’t in this repository any more`,
    ])
    expect(await told(root, {head: '--output=x'})).toEqual([`HEAD moved from --output= to ${now}`])
    expect(await told(root, {head: null})).toEqual([`HEAD moved from no commit to ${now}`])
  })
})

describe('the machine', () => {
  test('that is another one, or was restarted, is told', async () => {
    const {root} = repository()

    expect(await told(root, {machine: {...here, host: 'office', bootId: 'other'}})).toEqual([
      `It was left on another machine, office; this one is ${hostname()}`,
    ])
    expect(await told(root, {machine: {...here, bootId: 'other'}})).toEqual(['This machine was restarted'])
  })

  test('with another Rust is told, unless the session itself raised it', async () => {
    const {root} = repository()

    expect(await told(root, {machine: {...here, rust: '1.79.0 (old)'}})).toEqual([
      'Rust here was 1.79.0 (old), now it is 1.80.0 (stable)',
    ])
    const raised = {installed: [], active: {name: '1.86', version: '1.86.0'}}
    expect(await told(root, {toolchains: raised})).toEqual([])
  })

  test('of a state file that says nothing of it is not compared', async () => {
    const {root} = repository()

    expect(await told(root, {machine: undefined})).toEqual([])
  })
})

test('another version of the wizard is told', async () => {
  const {root} = repository()

  expect(await told(root, {tool: '0.0.9'})).toEqual(['The wizard was version 0.0.9, this one is 0.1.0'])
})

test('a last event in the future is told as that, never as a negative age', async () => {
  const {root} = repository()
  const before = Date.parse(moment) - 3 * 60 * 60 * 1000

  expect(await facts(root, {nowMs: before})).toContainEqual({
    kind: 'clock',
    text: 'The last event is 3 h in the future: this clock was set back, or another machine’s wrote it',
  })
  expect(await facts(root, {nowMs: Date.parse(moment) - 500})).toContainEqual({
    kind: 'age',
    text: 'Last event less than a minute ago',
  })
})

test('output that is gone is named; what never ran had none', async () => {
  const {root} = repository()
  const logs = temporaryFolder()
  const command = (marker: string, argv: string[], outcome: string): JournalEvent[] => [
    {
      type: 'command-started',
      step: 'raise-rust',
      attempt: 1,
      marker,
      argv,
      cwd: '/repo',
      out: path.join(logs, `${marker}.out`),
      err: path.join(logs, `${marker}.err`),
    },
    {type: 'command-ended', marker, outcome, durationMs: 1},
  ]
  const events: JournalEvent[] = [
    {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []},
    ...command('one', ['cargo', 'check'], 'exit 0'),
    ...command('two', ['cargo', 'test'], 'exit 0'),
    ...command('none', ['nothing'], 'not found'),
  ]
  for (const name of ['one.out', 'one.err', 'two.out', 'two.err']) writeFileSync(path.join(logs, name), '')
  expect(await told(root, {events})).toEqual([])
  rmSync(path.join(logs, 'two.err'))

  expect(await told(root, {events})).toEqual(['The output of 1 command is gone: cargo test'])
})

test('a torn end is told', async () => {
  const {root} = repository()

  expect(await facts(root, {tornBytes: 12})).toContainEqual({
    kind: 'torn',
    text: 'The last line of the state file was torn (12 bytes) and left out',
  })
})

type Given = {
  readonly head?: string | null
  readonly machine?: Machine | undefined
  readonly tool?: string
  readonly events?: readonly JournalEvent[]
  readonly toolchains?: typeof toolchains
  readonly nowMs?: number
  readonly tornBytes?: number
}

/** The facts beside the age, in words. */
async function told(root: string, given: Given): Promise<readonly string[]> {
  return (await facts(root, given)).filter(({kind}) => kind !== 'age').map(({text}) => text)
}

async function facts(root: string, given: Given) {
  const state = await readGitState(programs, root)
  const head = given.head === undefined ? (state?.head ?? null) : given.head
  const machine = 'machine' in given ? given.machine : here
  const session = sessionOf(
    {
      ...sessionStarted,
      tool: given.tool ?? '0.1.0',
      git: {branch: 'main', head},
      ...(machine === undefined ? {} : {machine}),
    },
    ...(given.events ?? []),
  )
  const clock = {now: () => new Date(given.nowMs ?? Date.parse(moment) + 90_000), monotonicMs: () => 0}
  const now = {git: state, toolchains: given.toolchains ?? toolchains}
  const view = {session, tornBytes: given.tornBytes ?? 0}
  return happenedSince({clock, programs, version: '0.1.0'}, await openTree(root), view, now)
}

/** A repository with one commit. */
function repository() {
  const root = temporaryFolder()
  git(root, 'init', '--quiet', '--initial-branch=main')
  commit(root, 'before')
  return {root, head: () => git(root, 'rev-parse', 'HEAD').trim()}
}

function commit(root: string, message: string): void {
  git(root, 'commit', '--quiet', '--allow-empty', '--message', message)
}
