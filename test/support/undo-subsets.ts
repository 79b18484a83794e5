import {execFileSync} from 'node:child_process'
import {mkdirSync, rmSync} from 'node:fs'
import path from 'node:path'
import {
  type Ended,
  type FixtureRepository,
  layOutFixture,
  readSnapshot,
  runProgram,
  type Snapshot,
} from './fixture-run.ts'
import {alsoWanted} from './fixture-targets.ts'

/** A finished run of a fixture, of which any subset of steps can be undone and compared with a run of only the others. */
export type FinishedRun = {
  /** Ids of the steps in force, in plan order. */
  readonly steps: readonly string[]
  /** Undefined when the tree is the same; else what differs, or what kept one of the two from ending well. */
  check(asked: readonly string[]): Promise<string | undefined>
  /** How many different runs of only some of the steps there were. */
  readonly oracles: () => number
  remove(): Promise<void>
}

/** What proves and writes nothing is left out, here and there: it only takes time. */
const unwritten = [
  ...['record-baseline', 'record-advisories', 'prove-build', 'prove-tests', 'audit-dependencies'],
  ...['lint-code', 'write-report'],
]

/** Runs the fixture up to its end and keeps the tree with its state file; every check works on a copy of it. */
export async function finishedRun(name: string, wasmtime: string, only: readonly string[] = []): Promise<FinishedRun> {
  const upgrade = ['run', '--yes', '--wasmtime', wasmtime, ...alsoWanted(name), '--offline']
  const repository = await layOutFixture(name)
  const {code, stderr} = await repository.run(
    ...upgrade,
    ...(only.length > 0 ? ['--only', ...only] : ['--skip', ...unwritten]),
  )
  if (code !== 0) throw new Error(`the whole run ended with ${code}\n${stderr}`)
  const {id, steps} = await sessionIn(repository)
  const folder = path.dirname(repository.root)
  const finished = path.join(folder, 'finished', name)
  copy(repository.root, finished)
  const oracles = new Map<string, Promise<Snapshot>>()
  const runOnly = async (rest: readonly string[]): Promise<Snapshot> => {
    await repository.reset()
    if (rest.length === 0) return repository.snapshot()
    const run = await repository.run(...upgrade, '--only', ...rest)
    if (run.code !== 0) throw new Error(`running only ${rest.join(' ')} ended with ${run.code}\n${run.stderr}`)
    return repository.snapshot()
  }
  return {
    steps,
    oracles: () => oracles.size,
    async check(asked) {
      const undone = path.join(folder, 'undone', name)
      copy(finished, undone)
      const ended = await runProgram(['undo', ...asked, '--allow-session', id], {cwd: undone})
      if (ended.code !== 0) return `undo ${asked.join(' ')} ended with ${ended.code}\n${ended.stderr}`
      const gone = goneIn(ended)
      const rest = steps.filter(step => !gone.includes(step))
      const key = rest.join(' ')
      const expected = oracles.get(key) ?? runOnly(rest)
      oracles.set(key, expected)
      const wrong = differing(await readSnapshot(undone), await expected)
      return wrong.length === 0 ? undefined : `undo ${asked.join(' ')}, left ${key || 'nothing'}: ${wrong.join(', ')}`
    },
    remove: () => repository.remove(),
  }
}

/** All of them, smallest first, or as many at random. */
export function subsetsOf(
  steps: readonly string[],
  most: number,
  random: () => number,
): readonly (readonly string[])[] {
  const count = 2 ** steps.length
  const chosen = new Set<number>()
  if (count - 1 <= most) for (let one = 1; one < count; one += 1) chosen.add(one)
  while (chosen.size < Math.min(most, count - 1)) chosen.add(1 + Math.floor(random() * (count - 1)))
  return [...chosen].map(bits => steps.filter((_, at) => (bits & (1 << at)) !== 0))
}

/** A copy isn't where the session was started: its id says that it may be undone there. */
async function sessionIn(repository: FixtureRepository): Promise<{id: string; steps: readonly string[]}> {
  const {session, steps} = JSON.parse((await repository.run('status', '--json')).stdout) as {
    session: {id: string}
    steps: readonly {id: string; status: string}[]
  }
  return {id: session.id, steps: steps.filter(({status}) => status === 'accepted').map(({id}) => id)}
}

function goneIn({stderr}: Ended): readonly string[] {
  return /^Undone: ([^.]*)\./m.exec(stderr)?.[1]?.split(', ') ?? []
}

function differing(found: Snapshot, expected: Snapshot): readonly string[] {
  return [...new Set([...Object.keys(found), ...Object.keys(expected)])].filter(file => found[file] !== expected[file])
}

/** Everything but what cargo built. */
function copy(from: string, to: string): void {
  rmSync(to, {recursive: true, force: true})
  mkdirSync(to, {recursive: true})
  execFileSync('sh', ['-c', 'cd "$1" && tar cf - --exclude=./target . | tar xf - -C "$2"', '-', from, to])
}
