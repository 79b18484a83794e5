import {setTimeout as delay} from 'node:timers/promises'
import {ended, expectedSnapshot, type FixtureRepository, type Snapshot} from './fixture-run.ts'

/** One drive: the wizard is killed at random moments, then finishes or gets everything back. */
export type KillDrive = {
  readonly kills: readonly number[]
  readonly end: 'finish' | 'undo'
  readonly withCargo: boolean
}

/**
 * Runs a fixture headless, kills the wizard (-9, and cargo with it when asked) after each of `kills` ms, restarting it in
 * between, and ends with a restart or an undo. Undefined when the tree is exactly what it must be; else what is wrong.
 */
export async function killDrive(
  repository: FixtureRepository,
  name: string,
  drive: KillDrive,
): Promise<string | undefined> {
  await repository.reset()
  for (const afterMs of drive.kills) await runAndKill(repository, afterMs, drive.withCargo)
  const last = drive.end === 'finish' ? await repository.run(...runArguments) : await repository.run('undo', '--all')
  const isNothingToUndo = last.code === 3 && last.stderr.includes('nothing to undo')
  if (last.code !== 0 && !isNothingToUndo) return `exit ${last.code}\n${last.stdout}\n${last.stderr}`
  const wanted = await expectedSnapshot(name, drive.end === 'finish' ? 'out' : 'in')
  const {'Cargo.lock': lockfile, ...found} = await repository.snapshot()
  if (drive.end === 'undo' && lockfile !== undefined) return 'Cargo.lock was left behind'
  return difference(found, wanted)
}

/** The random moment isn't a wait for something: it is when the power goes. */
async function runAndKill(repository: FixtureRepository, afterMs: number, withCargo: boolean): Promise<void> {
  const wizard = repository.start(...runArguments)
  const gone = ended(wizard)
  await Promise.race([delay(afterMs), gone])
  if (wizard.exitCode !== null) return
  wizard.kill('SIGKILL')
  await gone
  if (withCargo) await killCargo(repository.root)
}

async function killCargo(root: string): Promise<void> {
  const {execa} = await import('execa')
  const {stdout} = await execa('ps', ['-eo', 'pid=,args='])
  const pids = stdout
    .split('\n')
    .filter(line => line.includes(root))
    .map(line => Number.parseInt(line, 10))
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone by itself in the meantime.
    }
  }
}

function difference(found: Snapshot, wanted: Snapshot): string | undefined {
  const paths = [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
  const different = paths.filter(path => found[path] !== wanted[path])
  return different.length === 0 ? undefined : `differs: ${different.join(', ')}`
}

const runArguments = ['run', '--yes', '--wasmtime', '36', '--offline', '--ui', 'plain']
