import {createHash} from 'node:crypto'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {countedIn, type Faults, runWithFaults} from './faults.ts'
import {type Ended, expectedSnapshot, type FixtureRepository, type Snapshot} from './fixture-run.ts'

/** How the disk under a repository misbehaves: all operations from `at` on fail until it is mended, or that one alone. */
export type FaultDrive = Pick<Faults, 'code' | 'kinds'> & {
  readonly at: number
  readonly stays: boolean
  readonly end: 'finish' | 'undo'
}

/** What an undisturbed run does and leaves: how many operations of these kinds, and every content a file may have on the way. */
export type WholeRun = {readonly operations: number; readonly contents: ReadonlySet<string>}

/** Runs the fixture once without a fault, to know what there is to disturb. */
export async function wholeRun(repository: FixtureRepository, {kinds}: Pick<Faults, 'kinds'>): Promise<WholeRun> {
  await repository.reset()
  const before = contentsOf(await repository.snapshot())
  const log = `${repository.root}.operations`
  rmSync(log, {force: true})
  const {code, stderr} = await runWithFaults(repository.root, runArguments, {
    below: repository.root,
    kinds,
    code: 'ENOSPC',
    log,
  })
  if (code !== 0) throw new Error(`the undisturbed run ended with ${code}\n${stderr}`)
  const after = contentsOf(await repository.snapshot())
  return {operations: countedIn(log), contents: new Set([...before, ...after, ...(await savedContents(repository))])}
}

/**
 * Runs the fixture headless on such a disk, then on a mended one to its end or back. Undefined when it ended as it must: told
 * as a problem, every file in a known state meanwhile, and exactly right at the end; else what is wrong.
 */
export async function faultDrive(
  repository: FixtureRepository,
  name: string,
  drive: FaultDrive,
  {contents}: WholeRun,
): Promise<string | undefined> {
  await repository.reset()
  const bad = `${repository.root}.disk-is-bad`
  writeFileSync(bad, '')
  const {code, kinds, at, stays, end} = drive
  const until = stays ? {until: bad} : {}
  const log = `${repository.root}.operations`
  rmSync(log, {force: true})
  const refused = await runWithFaults(repository.root, runArguments, {
    below: repository.root,
    kinds,
    code,
    at,
    half: true,
    log,
    ...until,
  })
  const told = wronglyTold(refused, drive, readFileSync(log, 'utf8').includes(' fails '))
  if (told !== undefined) return told
  // A cargo whose start can't be recorded is cancelled, and may be so amid its lockfile: the next start makes that whole.
  const {'Cargo.lock': _, ...meanwhile} = await repository.snapshot()
  const unknown = contentsOf(meanwhile).filter(sha256 => !contents.has(sha256))
  if (unknown.length > 0) return `a file is in no known state\n${refused.stderr}`
  rmSync(bad)
  const last = await repository.run(...(end === 'finish' ? runArguments : ['undo', '--all']))
  const isNothingToUndo = end === 'undo' && last.code === 3 && last.stderr.includes('nothing to undo')
  if (last.code !== 0 && !isNothingToUndo) return `then exit ${last.code}\n${refused.stderr}\n---\n${last.stderr}`
  const {'Cargo.lock': lockfile, ...found} = await repository.snapshot()
  if (end === 'undo' && lockfile !== undefined) return 'Cargo.lock was left behind'
  return differences(found, await expectedSnapshot(name, end === 'finish' ? 'out' : 'in'))
}

/**
 * A fault that stays ends the run with its problem. A single one may be of no consequence, and a file that can't be read once
 * may be told as what its step then lacks.
 */
function wronglyTold({code, stderr}: Ended, {code: fault, stays}: FaultDrive, isMet: boolean): string | undefined {
  if (/This is a bug|^ +at /m.test(stderr)) return `told as a bug\n${stderr}`
  if (code === 0 && !(stays && isMet)) return undefined
  if (code !== 1 && code !== 3) return `exit ${code}\n${stderr}`
  if (!/^ +! /m.test(stderr)) return `exit ${code} without a problem\n${stderr}`
  return stays && !stderr.includes(fault) ? `exit ${code} without the reason\n${stderr}` : undefined
}

function differences(found: Snapshot, wanted: Snapshot): string | undefined {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
  const different = paths.filter(one => found[one] !== wanted[one])
  return different.length === 0 ? undefined : `differs: ${different.join(', ')}`
}

/** The SHA-256 of every file. */
function contentsOf(snapshot: Snapshot): readonly string[] {
  return Object.values(snapshot).map(entry => hash(Buffer.from(entry.slice(entry.indexOf(' ') + 1), 'latin1')))
}

/** Everything that the run saved: each version of each file that it wrote or found. */
async function savedContents({root}: FixtureRepository): Promise<readonly string[]> {
  const state = path.join(root, '.upgrade-wizard/state.jsonl')
  return [...readFileSync(state, 'utf8').matchAll(/"type":"content-saved","sha256":"([0-9a-f]{64})"/g)].map(
    ([, sha256 = '']) => sha256,
  )
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const runArguments = ['run', '--yes', '--wasmtime', '36', '--offline', '--ui', 'plain']
