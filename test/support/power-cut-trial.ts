import {existsSync} from 'node:fs'
import {cp, mkdir, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {expectedSnapshot, layOutFixture, readSnapshot, type Snapshot} from './fixture-run.ts'
import {alsoWanted} from './fixture-targets.ts'
import {undoEverything} from './get-back.ts'
import {type DiskModel, diskAfter, layOutCrash} from './power-cut.ts'
import {pickNumber, seededRandom} from './random.ts'
import {type RecordedRun, recordRun} from './recorded-run.ts'

/** A recorded run and undo of a fixture, to cut the power in. */
export type PowerCut = {
  readonly name: string
  readonly recorded: RecordedRun
  readonly before: Snapshot
  /** path → every whole state it had, but for files that commands write for themselves. */
  readonly whole: ReadonlyMap<string, ReadonlySet<string>>
  /** The repository as it was, with git's folder. */
  readonly start: string
  /** A folder of its own for each trial. */
  readonly folder: string
  remove(): Promise<void>
}

export async function openPowerCut(name: string, wasmtime: string, more: readonly string[] = []): Promise<PowerCut> {
  const repository = await layOutFixture(name)
  const start = `${repository.root}.start`
  await cp(repository.root, start, {recursive: true, verbatimSymlinks: true})
  const run = ['run', '--yes', '--wasmtime', wasmtime, ...alsoWanted(name), '--offline', '--ui', 'plain', ...more]
  const recorded = await recordRun(repository, run, ['undo', '--all'])
  // Getting back syncs every file: in memory that costs nothing.
  const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'uw-power-cut-'))
  const remove = async () => {
    await repository.remove()
    await rm(folder, {recursive: true, force: true})
  }
  return {
    name,
    recorded,
    before: await expectedSnapshot(name, 'in'),
    whole: wholeStates(recorded),
    start,
    folder,
    remove,
  }
}

/** Cuts the power at a moment that the seed decides, lays out what may be left, and gets everything back. */
export async function tryPowerCut(
  cut: PowerCut,
  seed: number,
  model: DiskModel,
  undo: (root: string) => Promise<string | undefined> = undoEverything,
): Promise<string | undefined> {
  const random = seededRandom(seed)
  const root = path.join(cut.folder, `${model}-${seed}`)
  await mkdir(root)
  const {operations} = cut.recorded
  layOutCrash(diskAfter(cut.start, operations, pickNumber(random, 1, operations.length)), model, random, root)
  try {
    const wrong =
      halfWritten(await readSnapshot(root), cut) ?? (await undo(root)) ?? differs(await readSnapshot(root), cut.before)
    if (wrong === undefined) await rm(root, {recursive: true})
    return wrong
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

function halfWritten(found: Snapshot, {before, whole}: PowerCut): string | undefined {
  const isWhole = ([file, state]: [string, string]) =>
    state === before[file] || whole.get(file)?.has(state) === true || file.endsWith('Cargo.lock')
  const half = Object.entries(found).find(one => !isWhole(one) && !one[0].startsWith('.git/'))
  const gone = Object.keys(before).find(file => !(file in found) && whole.get(file)?.has('absent') !== true)
  if (half !== undefined) return `neither old nor new: ${half[0]}`
  return gone === undefined ? undefined : `gone: ${gone}`
}

function wholeStates({events, content}: RecordedRun): PowerCut['whole'] {
  const states = new Map<string, Set<string>>()
  const changes = events.flatMap(event => {
    if (event.type === 'step-started' || event.type === 'step-mended') return event.writes
    return event.type === 'step-applied' || event.type === 'undo-started' ? event.files : []
  })
  for (const {path: file, before, after} of changes)
    for (const state of [before, after]) {
      const text =
        state.kind === 'file' ? `${state.mode.toString(8)} ${content(state.sha256).toString('latin1')}` : state.kind
      states.set(file, (states.get(file) ?? new Set()).add(text))
    }
  return states
}

function differs(found: Snapshot, wanted: Snapshot): string | undefined {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])].filter(file => !file.startsWith('.git/'))
  const different = paths.filter(file => found[file] !== wanted[file])
  return different.length === 0 ? undefined : `after undoing, differs: ${different.join(', ')}`
}
