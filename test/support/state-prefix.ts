import {chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {FileState} from '../../src/domain/file-state.ts'
import type {JournalEvent} from '../../src/journal/event.ts'
import {readLines} from '../../src/journal/lines.ts'
import {codec} from '../../src/system/codec.ts'
import {type FixtureRepository, layOutFixture, readSnapshot, type Snapshot} from './fixture-run.ts'
import {alsoWanted} from './fixture-targets.ts'
import {pick, pickNumber} from './random.ts'

/** A whole run and its undo, with the state file that tells it. */
export type WholeStory = {
  readonly repository: FixtureRepository
  readonly run: readonly string[]
  readonly state: Buffer
  readonly events: readonly JournalEvent[]
  /** Where the n-th line ends; the header's is the first. */
  readonly ends: readonly number[]
  readonly content: (sha256: string) => Buffer
  /** The repository before the run, and what it was before and after. */
  readonly start: string
  readonly before: Snapshot
  readonly after: Snapshot
  /** An empty folder in memory, where there is one. */
  readonly folder: string
  remove(): Promise<void>
}

export async function tellWholeStory(name: string, wasmtime: string): Promise<WholeStory> {
  const repository = await layOutFixture(name)
  const {root} = repository
  const start = `${root}.start`
  cpSync(root, start, {recursive: true, verbatimSymlinks: true})
  const before = await readSnapshot(root)
  const run = ['run', '--yes', '--wasmtime', wasmtime, ...alsoWanted(name), '--offline', '--ui', 'plain']
  await succeed(repository, run)
  const after = await readSnapshot(root)
  await succeed(repository, ['undo', '--all'])
  const state = await readFile(path.join(root, '.upgrade-wizard/state.jsonl'))
  const read = readLines(state, codec)
  if (read.kind === 'refused') throw new Error(read.problem.title)
  const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'uw-prefix-'))
  return {
    repository,
    run,
    state,
    events: read.events.map(({event}) => event),
    ends: [...state.entries()].flatMap(([index, byte]) => (byte === 10 ? [index + 1] : [])),
    content: sha256 => {
      const {start: from = 0, end = 0} = read.contents.get(sha256) ?? {}
      return Buffer.from(codec.gunzipBase64(state.toString('latin1', from, end), 1e9))
    },
    start,
    before,
    after,
    folder,
    async remove() {
      await repository.remove()
      await rm(folder, {recursive: true, force: true})
    },
  }
}

/**
 * Lays out the repository as it may have been when the first `count` events were in the state file: what was announced and
 * not yet recorded is done, half done or not done (`share` of the files), and a command's file may be torn.
 */
export function layOutMoment(
  story: WholeStory,
  count: number,
  share: number,
  random: () => number,
  root: string,
): void {
  const {tree, pending} = momentOf(story, count)
  for (const {path: file, before, after, isCommands} of pending) {
    const isDone = random() < share
    if (isDone && isCommands && pick(random, [true, false])) put(story, root, file, after, random)
    else put(story, root, file, isDone ? after : before)
  }
  for (const [file, state] of tree) if (!pending.some(one => one.path === file)) put(story, root, file, state)
  // The line after it may have been begun.
  const [end = 0, next = end] = story.ends.slice(count)
  mkdirSync(path.join(root, '.upgrade-wizard'), {recursive: true})
  const cut = pick(random, [end, pickNumber(random, end, Math.max(end, next - 1))])
  writeFileSync(path.join(root, '.upgrade-wizard/state.jsonl'), story.state.subarray(0, cut))
}

type Pending = {
  readonly path: string
  readonly before: FileState
  readonly after: FileState
  readonly isCommands: boolean
}

/** What surely stands in the tree, and what was under way. */
function momentOf(
  {events}: WholeStory,
  count: number,
): {tree: ReadonlyMap<string, FileState>; pending: readonly Pending[]} {
  const tree = new Map<string, FileState>()
  let pending: readonly Pending[] = []
  const done = (files: readonly {readonly path: string; readonly after: FileState}[]) => {
    for (const {path: file, after} of files) tree.set(file, after)
    pending = []
  }
  for (const [at, event] of events.slice(0, count).entries()) {
    if (event.type === 'step-started') pending = [...announced(event.writes), ...touched(events, at, event.touches)]
    if (event.type === 'step-mended') pending = announced(event.writes)
    if (event.type === 'undo-started') pending = announced(event.files)
    if (event.type === 'step-applied') done(event.files)
    if (event.type === 'undo-finished') done(pending)
  }
  return {tree, pending}
}

function announced(files: readonly Omit<Pending, 'isCommands'>[]): readonly Pending[] {
  return files.map(file => ({...file, isCommands: false}))
}

/** What the commands made of these files, as the record that follows tells. */
function touched(
  events: readonly JournalEvent[],
  at: number,
  touches: readonly {readonly path: string; readonly before: FileState}[],
): readonly Pending[] {
  const applied = events.slice(at).find(event => event.type === 'step-applied')
  const files = applied?.type === 'step-applied' ? applied.files : []
  return touches.flatMap(({path: file, before}) => {
    const after = files.find(one => one.path === file)?.after
    return after === undefined ? [] : [{path: file, before, after, isCommands: true}]
  })
}

/** With `random`, a part of it only. */
function put({content}: WholeStory, root: string, file: string, state: FileState, random?: () => number): void {
  const place = path.join(root, file)
  if (state.kind === 'symlink') throw new Error(`a link: ${file}`)
  if (state.kind === 'absent') {
    rmSync(place, {force: true})
    return
  }
  const bytes = content(state.sha256)
  mkdirSync(path.dirname(place), {recursive: true})
  writeFileSync(place, random === undefined ? bytes : bytes.subarray(0, pickNumber(random, 0, bytes.length)))
  chmodSync(place, state.mode)
}

async function succeed(repository: FixtureRepository, words: readonly string[]): Promise<void> {
  const {code, stderr} = await repository.run(...words)
  if (code !== 0) throw new Error(`${words.join(' ')}: exit ${code}\n${stderr}`)
}
