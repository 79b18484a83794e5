import {readFile} from 'node:fs/promises'
import path from 'node:path'
import type {FileState} from '../../src/domain/file-state.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {readLines} from '../../src/journal/lines.ts'
import {codec} from '../../src/system/codec.ts'
import {ended, type FixtureRepository, projectRoot, startProgram} from './fixture-run.ts'
import type {Operation} from './power-cut.ts'

/** A whole run of the shipped program: its file operations in order, and the events of its state file. */
export type RecordedRun = {
  readonly operations: readonly Operation[]
  readonly events: readonly JournalEvent[]
  readonly content: (sha256: string) => Buffer
}

/** Runs the program with each of these arguments in turn, and gives all that it did to files. Throws when one fails. */
export async function recordRun(
  {root}: Pick<FixtureRepository, 'root'>,
  ...starts: readonly (readonly string[])[]
): Promise<RecordedRun> {
  const log = `${root}.operations.jsonl`
  for (const words of starts) {
    const env = {UW_RECORD_ROOT: root, UW_RECORD_LOG: log, NODE_OPTIONS: `--import=${recorder}`}
    const {code, stderr} = await ended(startProgram(words, {cwd: root, env}))
    if (code !== 0) throw new Error(`${words.join(' ')}: exit ${code}\n${stderr}`)
  }
  const operations = (await readFile(log, 'utf8')).trimEnd().split('\n').map(parseOperation)
  const state = await readFile(path.join(root, '.upgrade-wizard/state.jsonl'))
  const read = readLines(state, codec)
  if (read.kind === 'refused') throw new Error(read.problem.title)
  const events = read.events.map(({event}) => event)
  const content = (sha256: string) => {
    const span = read.contents.get(sha256)
    if (span === undefined) throw new Error(`no content ${sha256}`)
    return Buffer.from(codec.gunzipBase64(state.toString('latin1', span.start, span.end), 1e9))
  }
  return {operations: withCommandsWrites(operations, content), events, content}
}

/**
 * With what a step's commands wrote, which the recorder can't see: the state file tells it. As cargo writes, in place and
 * without an fsync, when the last command of the step ends.
 */
function withCommandsWrites(operations: readonly Operation[], content: RecordedRun['content']): readonly Operation[] {
  const all: Operation[] = []
  let startAt = 0
  let commandEndAt = 0
  let number = 0
  for (const one of operations) {
    for (const event of eventsOf(one)) {
      if (event.type === 'step-started') startAt = all.length
      if (event.type === 'command-ended') commandEndAt = all.length
      if (event.type !== 'step-applied') continue
      for (const {path: file, before, after} of event.files) {
        if (all.slice(startAt).some(({op, ...rest}) => op === 'rename' && 'path' in rest && rest.path === file))
          continue
        all.splice(commandEndAt, 0, ...inPlace(`command-${number++}`, file, before, after, content))
      }
    }
    all.push(one)
  }
  return all
}

function inPlace(
  id: string,
  file: string,
  before: FileState,
  after: FileState,
  content: RecordedRun['content'],
): readonly Operation[] {
  if (after.kind === 'absent') return [{op: 'unlink', path: file}]
  if (after.kind !== 'file') throw new Error(`a command made a link of ${file}`)
  const made = before.kind === 'absent' ? {made: after.mode} : {}
  return [
    {op: 'open', id, path: file, ...made},
    {op: 'truncate', id, size: 0},
    {op: 'append', id, data: content(after.sha256).toString('base64')},
  ]
}

/** The events that an operation appends; nothing else that the program writes has this shape. */
function eventsOf(one: Operation): readonly JournalEvent[] {
  if (one.op !== 'append') return []
  const text = Buffer.from(one.data, 'base64').toString()
  if (!/^\{"(seq|schema)":/.test(text)) return []
  return text
    .trimEnd()
    .split('\n')
    .flatMap(line => JSON.parse(line).event ?? [])
}

function parseOperation(line: string): Operation {
  return JSON.parse(line)
}

const recorder = path.join(projectRoot, 'test/support/recorded-fs.mjs')
