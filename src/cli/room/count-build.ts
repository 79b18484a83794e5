import {isMadeByCargo, measureBuild} from '../../doctor/build-sizes.ts'
import {type CargoClean, cleanableParts, partInUse} from '../../doctor/cleanable.ts'
import type {CountedBuild} from '../../doctor/view-disk.ts'
import {type Command, commandLine} from '../../domain/command.ts'
import type {Cleanable} from '../../domain/disk-view.ts'
import type {Environment} from '../environment.ts'
import type {OpenCommand} from './open-commands.ts'

export type CountSources = {
  readonly env: Pick<Environment, 'programs' | 'files' | 'clock'>
  /** The folder that cargo builds in; absolute. */
  readonly buildFolder: () => Promise<string>
  /** Cargo with these words, in this repository. */
  readonly cargo: (...args: readonly string[]) => Command
}

/** The build folder as it was counted last, and what of it could be cleaned while these commands run. */
export type BuildCount = {
  readonly build: CountedBuild | undefined
  readonly atMs: number
  readonly tookMs: number
  ways(open: readonly OpenCommand[]): {readonly cleanable: readonly Cleanable[]; readonly notCleanable?: string}
  /** The command for one of them, or why it can't be cleaned now. */
  commandFor(name: string, open: readonly OpenCommand[]): Command | string
}

/** Counts the build folder; gives the count before when that isn't old yet. Counting takes a twentieth of the time at most. */
export async function countBuild(
  {env, buildFolder, cargo}: CountSources,
  before: BuildCount | undefined,
  {isForced, freeBytes}: {readonly isForced: boolean; readonly freeBytes: number},
): Promise<BuildCount> {
  const beganMs = env.clock.monotonicMs()
  // What wasn't there yet takes no time to count.
  const restMs = before?.build === undefined ? 3000 : Math.max(30_000, 20 * before.tookMs)
  if (before !== undefined && !isForced && beganMs - before.atMs < restMs) return before
  const folder = await buildFolder()
  const sizes = await measureBuild(env.programs, folder, 20_000)
  const isOurs = sizes !== undefined && (await isMadeByCargo(env.files, folder))
  const parts = isOurs ? cleanableParts(folder, sizes) : []
  const atMs = env.clock.monotonicMs()
  return {
    build: sizes === undefined ? undefined : {...sizes, path: folder, freeBytes},
    atMs,
    tookMs: atMs - beganMs,
    ways: open => ({
      cleanable: parts.map(part => offered(part, cargo, open)),
      ...(sizes === undefined || isOurs
        ? {}
        : {notCleanable: `${folder} has no mark of cargo’s: it may hold more than builds`}),
    }),
    commandFor(name, open) {
      const part = parts.find(one => one.name === name)
      if (part === undefined) return `Nothing to clean is called ${name}`
      const why = reasonAgainst(name, open)
      return why === undefined ? cargo(...part.args) : `Not cleaned: ${why}`
    },
  }
}

function offered({args, ...part}: CargoClean, cargo: CountSources['cargo'], open: readonly OpenCommand[]): Cleanable {
  const why = reasonAgainst(part.name, open)
  const [program] = cargo().argv
  const command = commandLine({argv: [program, ...args], cwd: '/'})
  return {...part, command, ...(why === undefined ? {} : {disabledBecause: why})}
}

/** What is built in now isn't taken from under the build, and what another build made may be of use to it. */
function reasonAgainst(name: string, open: readonly OpenCommand[]): string | undefined {
  if (open.some(({isPaused}) => !isPaused)) return 'a command is running'
  if (name === 'all' || open.some(({argv}) => partInUse(argv) === name)) {
    return open.length === 0 ? undefined : 'the paused command builds in it'
  }
  return undefined
}
