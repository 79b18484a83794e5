import {appendFile, readFile} from 'node:fs/promises'
import path from 'node:path'
import {expect, test} from 'vitest'
import * as z from 'zod'
import {problemSchema} from '../../src/domain/problem.ts'
import {eventSchema} from '../../src/journal/event.ts'
import {fixtureForAll, projectRoot} from '../support/fixture-run.ts'

const at = z.iso.datetime()
const option = z.strictObject({
  id: z.string(),
  key: z.string().length(1),
  label: z.string(),
  disabledBecause: z.string().optional(),
  typed: z.string().optional(),
  takesText: z.boolean().optional(),
  isAside: z.boolean().optional(),
})
const answer = z.strictObject({
  option: z.string(),
  by: z.string(),
  text: z.string().optional(),
  item: z.string().optional(),
})
const failed = z.strictObject({step: z.string(), kind: z.enum(['failed', 'blocked']), problem: problemSchema})
/** What docs/EVENTS.md promises, and nothing beside it. */
const said = [
  z.strictObject({at, type: z.literal('activity'), text: z.string().nullable()}),
  z.strictObject({
    at,
    type: z.literal('question'),
    id: z.string(),
    kind: z.string(),
    step: z.string().optional(),
    title: z.string(),
    options: z.array(option),
    recommended: z.string(),
    answer: answer.nullable(),
  }),
  z.strictObject({at, type: z.literal('said'), text: z.string()}),
  z.strictObject({
    at,
    type: z.literal('still-running'),
    elapsedMs: z.number(),
    activity: z.string().optional(),
    log: z.string().optional(),
    earlier: z.strictObject({durationMs: z.number(), step: z.number()}).optional(),
    progress: z.strictObject({done: z.number(), total: z.number(), label: z.string()}).optional(),
  }),
  z.strictObject({at, type: z.literal('problem'), problem: problemSchema}),
  z.strictObject({at, type: z.literal('session-resumed'), sessionId: z.string()}),
  z.strictObject({
    at,
    type: z.literal('ended'),
    exitCode: z.number(),
    end: z.enum(['done', 'quit', 'waiting', 'undo-failed', 'problem']),
    waitingFor: z.string().optional(),
    failed: z.array(failed),
  }),
] as const
const recorded = z.intersection(z.looseObject({at}), eventSchema)
const line = z.union([...said, recorded])

const upgrade = ['run', '--wasmtime', '36', '--offline', '--ui', 'json']

const repository = fixtureForAll('photondrift-issue')

test('every line of a whole upgrade is an event, and the last one is its end', async () => {
  const {code, stdout, stderr} = await repository.run(...upgrade, '--yes')

  const events = parsed(stdout)
  const types = events.map(({type}) => type)
  expect(code).toBe(0)
  expect(events.at(-1)).toMatchObject({type: 'ended', exitCode: 0, end: 'done', failed: []})
  expect(types.slice(0, 5)).toEqual(['activity', 'activity', 'activity', 'activity', 'question'])
  expect(types).toEqual(expect.arrayContaining(['said', 'session-started', 'command-started', 'command-ended']))
  expect(types.filter(type => type === 'question')).toHaveLength(
    3 + 2 * types.filter(type => type === 'step-accepted').length,
  )
  expect(types).not.toContain('content-saved')
  expect(stderr).toContain('Done: upgraded to wasmtime 36.0.14')
})

test('a run that nobody answers ends with the question it waits for', async () => {
  const {code, stdout} = await repository.run(...upgrade)

  const events = parsed(stdout)
  expect(code).toBe(10)
  expect(events.slice(-2)).toMatchObject([
    {type: 'question', id: 'start', kind: 'start', recommended: 'continue', answer: null},
    {type: 'ended', exitCode: 10, end: 'waiting', waitingFor: 'start'},
  ])
})

test('a step that failed is named with its problem at the end, although it was taken back', async () => {
  await appendFile(path.join(repository.root, 'src/drift.rs'), 'fn broken(\n')

  const {code, stdout} = await repository.run(...upgrade, '--yes', '--only', 'prove-build', '--on-failure', 'undo')

  expect(code).toBe(1)
  expect(parsed(stdout).at(-1)).toMatchObject({
    exitCode: 1,
    end: 'quit',
    failed: [{step: 'prove-build', kind: 'failed', problem: {nextSteps: [expect.any(String), expect.any(String)]}}],
  })
})

test('what can not even begin is a problem, and an end', async () => {
  const {code, stdout, stderr} = await repository.run(
    'run',
    '--wasmtime',
    '7.7.7',
    '--offline',
    '--ui',
    'json',
    '--yes',
  )

  expect(code).toBe(2)
  expect(parsed(stdout).slice(-2)).toMatchObject([
    {type: 'problem', problem: {code: 'wasmtime-unknown'}},
    {type: 'ended', exitCode: 2, end: 'problem', failed: []},
  ])
  expect(stderr).toContain('7.7.7')
})

test('the document names exactly the events there are', async () => {
  const text = await readFile(path.join(projectRoot, 'docs/EVENTS.md'), 'utf8')
  const told = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, type]) => type)
  const there = [...said, ...eventSchema.options].map(schema => schema.shape.type.value)

  expect(told.toSorted()).toEqual(there.filter(type => type !== 'content-saved').toSorted())
})

/** Every line, as the schema has it; one that isn't fails the test with its text. */
function parsed(stdout: string) {
  return stdout
    .trimEnd()
    .split('\n')
    .map(text => {
      const read = line.safeParse(JSON.parse(text))
      if (!read.success) throw new Error(`${text}\n${z.prettifyError(read.error)}`)
      return read.data
    })
}
