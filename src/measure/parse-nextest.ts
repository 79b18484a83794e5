import * as z from 'zod'
import type {TestOutcome} from '../domain/measurement.ts'

/** A test as nextest lists it. */
export type ListedTest = {
  /** `<package>/<target>::<test>`, as cargo's own way of running names it. */
  readonly name: string
  /** What nextest's events call it: `<package>::<binary>$<test>`. A library and a binary of one name share it. */
  readonly event: string
  /** The test's name alone, as filters take it. */
  readonly test: string
  readonly state: 'runs' | 'ignored' | 'filtered'
}

/** Reads `cargo nextest list --message-format json`; undefined when it isn't that. */
export function readNextestList(output: string): readonly ListedTest[] | undefined {
  const line = output.split('\n').find(one => one.startsWith('{'))
  const list = listSchema.safeParse(line === undefined ? undefined : parsed(line)).data
  if (list === undefined) return undefined
  return Object.values(list['rust-suites']).flatMap(suite =>
    Object.entries(suite.testcases).map(([test, one]) => ({
      name: `${labelOf(suite)}::${test}`,
      event: `${suite['package-name']}::${suite['binary-name']}$${test}`,
      test,
      state: stateOf(one),
    })),
  )
}

/**
 * What became of the listed tests, from the events of `cargo nextest run --message-format libtest-json`: one JSON object a line,
 * other lines are skipped. A test without an event wasn't run to its end and is left out. Where two tests share an event's name,
 * both get the worse outcome: a failure must not get lost.
 */
export function readNextestRun(output: string, listed: readonly ListedTest[]): readonly TestOutcome[] {
  const ended = new Map<string, Ended>()
  for (const event of output.split('\n').flatMap(line => parseEvent(line) ?? [])) {
    const before = ended.get(event.name)
    if (before?.event !== 'failed') ended.set(event.name, event)
  }
  return listed.flatMap(({name, event, state}) => {
    if (state === 'ignored') return [{name, outcome: 'ignored' as const}]
    const end = state === 'runs' ? ended.get(event) : undefined
    if (end === undefined) return []
    const outcome = words[end.event]
    return [
      end.exec_time === undefined ? {name, outcome} : {name, outcome, durationMs: Math.round(end.exec_time * 1000)},
    ]
  })
}

function labelOf({'package-name': owner, 'binary-name': binary, kind}: Suite): string {
  const folder = folders.get(kind)
  return folder === undefined ? `${owner}/lib` : `${owner}/${folder}/${binary}`
}

function stateOf({ignored, 'filter-match': match}: Suite['testcases'][string]): ListedTest['state'] {
  if (match.status === 'matches') return 'runs'
  return ignored ? 'ignored' : 'filtered'
}

function parseEvent(line: string): Ended | undefined {
  return line.startsWith('{"type":"test"') ? endedSchema.safeParse(parsed(line)).data : undefined
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const folders: ReadonlyMap<string, string> = new Map([
  ['test', 'tests'],
  ['bin', 'bin'],
  ['example', 'examples'],
  ['bench', 'benches'],
])
const words = {ok: 'passed', failed: 'failed', ignored: 'ignored'} as const

const suiteSchema = z.object({
  'package-name': z.string(),
  'binary-name': z.string(),
  kind: z.string(),
  testcases: z.record(z.string(), z.object({ignored: z.boolean(), 'filter-match': z.object({status: z.string()})})),
})
const listSchema = z.object({'rust-suites': z.record(z.string(), suiteSchema)})
const endedSchema = z.object({
  event: z.enum(['ok', 'failed', 'ignored']),
  name: z.string(),
  exec_time: z.number().min(0).optional(),
})
type Suite = z.infer<typeof suiteSchema>
type Ended = z.infer<typeof endedSchema>
