import {readdirSync, readFileSync, readlinkSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {execa} from 'execa'
import {
  type Ended,
  ended,
  expectedSnapshot,
  type FixtureRepository,
  layOutFixture,
  type Snapshot,
} from './fixture-run.ts'
import {alsoWanted, fixtureTargets} from './fixture-targets.ts'
import {pick, pickNumber, seededRandom} from './random.ts'
import {wholeSnapshot} from './whole-snapshot.ts'

/** A start of the wizard that is shot at: when, and who. */
export type Leg = {
  readonly command: 'run' | 'undo'
  /** After the n-th event of a kind appeared in the state file, else after the start. */
  readonly event?: string
  readonly nth?: number
  readonly afterMs: number
  /** `cargo` is whatever the wizard started, with all of its children. */
  readonly victims: 'wizard' | 'cargo' | 'both'
}

/** One drive: starts that are shot at, then one that is left alone. */
export type KillDrive = {readonly legs: readonly Leg[]; readonly end: 'finish' | 'undo'}

/** A fixture with a warm build folder, and what its whole run is like. */
export type KillRange = {
  readonly name: string
  readonly repository: FixtureRepository
  readonly runMs: number
  readonly undoMs: number
  /** Kind of event → how often it is in the state file of a whole run. */
  readonly runEvents: ReadonlyMap<string, number>
  /** The tree after a whole run: `out/` and what cargo leaves that git ignores. */
  readonly out: Snapshot
  readonly remove: () => Promise<void>
}

/**
 * Lays a fixture out and runs and undoes it whole, as often as `rounds` says: from the second time on it is warm, and the
 * times are those of the runs to come. Throws when an end isn't right.
 */
export async function openKillRange(name: string, rounds = 2): Promise<KillRange> {
  const repository = await layOutFixture(name)
  for (let round = 1; ; round++) {
    await repository.reset()
    const before = await wholeSnapshot(repository.root)
    const [run, runMs] = await timed(() => repository.run(...wordsOf(name, 'run')))
    const runEvents = eventsIn(repository.root)
    const out = await wholeSnapshot(repository.root)
    const [undone, undoMs] = await timed(() => repository.run(...wordsOf(name, 'undo')))
    const wrong =
      failed(run) ??
      (await notFixture(name, 'out', out.tree)) ??
      failed(undone) ??
      difference(await wholeSnapshot(repository.root), before)
    if (wrong !== undefined) throw new Error(`${name}, not shot at: ${wrong}`)
    if (round >= rounds) return {name, repository, runMs, undoMs, runEvents, out: out.tree, remove: repository.remove}
  }
}

/**
 * Carries a drive out. Gives what is wrong with the tree afterwards (undefined when it is exactly what it must be: content,
 * permissions, links, folders, and git's own folder but for its index), and how many shots hit a running wizard.
 */
export async function killDrive(
  range: KillRange,
  {legs, end}: KillDrive,
): Promise<{readonly wrong: string | undefined; readonly hits: number}> {
  const {name, repository} = range
  await repository.reset()
  const before = await wholeSnapshot(repository.root)
  let hits = 0
  for (const leg of legs) if (await shot(range, leg)) hits++
  const last = await repository.run(...wordsOf(name, end === 'finish' ? 'run' : 'undo'))
  const isNothingToUndo = end === 'undo' && last.code === 3 && last.stderr.includes('nothing to undo')
  const found = await wholeSnapshot(repository.root)
  const wanted = end === 'undo' ? before : {tree: range.out, git: before.git}
  const wrong = (isNothingToUndo ? undefined : failed(last)) ?? difference(found, wanted)
  return {wrong: wrong ?? (end === 'undo' ? await unclean(repository.root) : undefined), hits}
}

/** What a seed decides: one to three shots, half of them aimed at the moment after an event. */
export function randomDrive(seed: number, {runMs, undoMs, runEvents}: KillRange): KillDrive {
  const random = seededRandom(seed)
  const leg = (_: unknown, index: number): Leg => {
    const command = index > 0 && random() < 0.35 ? 'undo' : 'run'
    const victims = pick(random, ['wizard', 'wizard', 'both', 'both', 'cargo'] as const)
    if (random() < 0.5) return {command, victims, afterMs: Math.round(random() * (command === 'run' ? runMs : undoMs))}
    const events = command === 'run' ? runEvents : undoEvents
    const event = pick(random, [...events.keys()])
    const nth = pickNumber(random, 1, events.get(event) ?? 1)
    return {command, victims, event, nth, afterMs: random() < 0.5 ? 0 : pickNumber(random, 1, 40)}
  }
  const legs = Array.from({length: pick(random, [1, 1, 1, 2, 2, 3])}, leg)
  return {legs, end: random() < 0.5 ? 'finish' : 'undo'}
}

/** Whether a running wizard, or what it had started, was hit. */
async function shot({name, repository}: KillRange, leg: Leg): Promise<boolean> {
  const counted = leg.event === undefined ? 0 : (eventsIn(repository.root).get(leg.event) ?? 0)
  const wizard = repository.start(...wordsOf(name, leg.command))
  const gone = ended(wizard)
  const over = new AbortController()
  await Promise.race([moment(repository.root, leg, counted, over.signal), gone])
  over.abort()
  const isHit = wizard.exitCode === null
  if (leg.victims !== 'wizard') killPrograms(repository.root, wizard.pid)
  if (leg.victims !== 'cargo') wizard.kill('SIGKILL')
  await gone
  // What it started in the very last moment.
  if (leg.victims === 'both') killPrograms(repository.root, wizard.pid)
  return isHit
}

/** Not a wait for something to be true: it is when the power goes. */
async function moment(root: string, {event, nth = 1, afterMs}: Leg, counted: number, over: AbortSignal): Promise<void> {
  while (event !== undefined && !over.aborted && (eventsIn(root).get(event) ?? 0) < counted + nth) await delay(1)
  await delay(afterMs)
}

/** Processes that stand in the repository, but for the wizard itself. Linux only: elsewhere nobody is hit. */
function killPrograms(root: string, wizard: number | undefined): void {
  if (process.platform !== 'linux') return
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    if (Number(pid) === wizard || !standsIn(root, pid)) continue
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // Gone by itself in the meantime.
    }
  }
}

function standsIn(root: string, pid: string): boolean {
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`)
    return folder === root || folder.startsWith(`${root}/`)
  } catch {
    return false
  }
}

function eventsIn(root: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [, kind = ''] of stateText(root).matchAll(/,"event":\{"type":"([a-z-]+)"/g))
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

function stateText(root: string): string {
  try {
    return readFileSync(path.join(root, '.upgrade-wizard/state.jsonl'), 'latin1')
  } catch {
    return ''
  }
}

function wordsOf(name: string, command: Leg['command']): readonly string[] {
  if (command === 'undo') return ['undo', '--all']
  return ['run', '--yes', '--wasmtime', fixtureTargets[name] ?? '36', ...alsoWanted(name), '--offline', '--ui', 'plain']
}

async function timed<T>(run: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now()
  return [await run(), performance.now() - began]
}

function failed({code, stdout, stderr}: Ended): string | undefined {
  return code === 0 ? undefined : `exit ${code}\n${stdout}\n${stderr.slice(-2000)}`
}

/** A repository that keeps no lockfile gets one from cargo; otherwise the fixture's files and no others. */
async function notFixture(name: string, side: 'in' | 'out', found: Snapshot): Promise<string | undefined> {
  const wanted = await expectedSnapshot(name, side)
  const isKept = (file: string) => !file.endsWith('/') && (path.basename(file) !== 'Cargo.lock' || file in wanted)
  return differs(Object.fromEntries(Object.entries(found).filter(([file]) => isKept(file))), wanted)
}

async function unclean(root: string): Promise<string | undefined> {
  const {stdout} = await execa('git', ['status', '--porcelain', '--untracked-files=all'], {cwd: root})
  return stdout === '' ? undefined : `git status says\n${stdout}`
}

type Whole = Awaited<ReturnType<typeof wholeSnapshot>>

function difference(found: Whole, wanted: Whole): string | undefined {
  return differs(found.tree, wanted.tree) ?? differs(found.git, wanted.git)
}

function differs(found: Snapshot, wanted: Snapshot): string | undefined {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
  const different = paths.filter(one => found[one] !== wanted[one])
  return different.length === 0 ? undefined : `differs: ${different.join(', ')}`
}

const undoEvents: ReadonlyMap<string, number> = new Map([
  ['content-saved', 1],
  ['undo-started', 1],
  ['undo-finished', 1],
  ['session-ended', 1],
])
