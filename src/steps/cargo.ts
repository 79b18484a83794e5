import type {Command, CommandResult} from '../domain/command.ts'
import {duration} from '../domain/duration.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'

/** What the steps must know to call cargo in this repository. */
export type CargoSetting = {
  /** Absolute. */
  readonly root: string
  /** Chosen explicitly: a pinned channel that isn't installed would make every call try the network. */
  readonly toolchain: string | undefined
  /** The Rust that the toolchain is. */
  readonly rust?: string
  /** `package/feature`, so that optional dependencies are compiled as well. */
  readonly features: readonly string[]
  readonly isOffline: boolean
  /** Absolute; where it isn't the one in `root`. */
  readonly manifestPath?: string
  /** The wizard's own LD_LIBRARY_PATH (DYLD_FALLBACK_LIBRARY_PATH on macOS), which test programs keep. */
  readonly libraryPath?: string
}

/** A cargo command whose stderr carries status, progress bars and rendered diagnostics. */
export function cargo(setting: CargoSetting, ...args: readonly string[]): Command {
  return {
    argv: ['cargo', ...args, ...manifestArguments(setting), ...(setting.isOffline ? ['--offline'] : [])],
    cwd: setting.root,
    env: {
      RUSTUP_TOOLCHAIN: setting.toolchain,
      CARGO_TERM_PROGRESS_WHEN: 'always',
      CARGO_TERM_PROGRESS_WIDTH: '100',
      CARGO_TERM_COLOR: 'always',
    },
  }
}

function manifestArguments({manifestPath}: CargoSetting): readonly string[] {
  return manifestPath === undefined ? [] : ['--manifest-path', manifestPath]
}

/** The features, as arguments. */
export function featureArguments({features}: CargoSetting): readonly string[] {
  return features.length === 0 ? [] : ['--features', features.join(',')]
}

/** The setting with these features left out. */
export function without(setting: CargoSetting, features: readonly string[] = []): CargoSetting {
  return {...setting, features: setting.features.filter(feature => !features.includes(feature))}
}

export function succeeded({outcome}: CommandResult): boolean {
  return outcome.kind === 'exited' && outcome.code === 0
}

/** Says how a command ended and quotes the end of what it printed. */
export async function commandFailed(
  ctx: Pick<StepContext, 'readLog'>,
  command: Command,
  result: CommandResult,
): Promise<Problem> {
  if (result.problem !== undefined) return result.problem
  const line = command.argv.join(' ')
  const {outcome} = result
  switch (outcome.kind) {
    case 'cancelled':
      return {
        code: 'cancelled',
        title: `Cancelled: ${line}`,
        detail: 'The command and its children are gone.',
        nextSteps: ['Retry, or roll the step back.'],
      }
    case 'timed-out':
      return {
        code: 'timed-out',
        title: `Not done within ${duration(outcome.limitMs)}: ${line}`,
        detail: lastLines(await ctx.readLog(result.err, 64 * 1024)),
        nextSteps: [`The whole output is in ${shortPath(result.err, command.cwd)}.`, 'Retry, or roll the step back.'],
      }
    case 'not-found':
      return {
        code: 'program-missing',
        title: `Cannot find ${outcome.program}`,
        detail: `${line} needs it on the PATH.`,
        nextSteps: ['Install Rust with rustup, or put its bin folder on the PATH; then retry.'],
      }
    case 'signalled':
    case 'exited': {
      const how = outcome.kind === 'exited' ? `exit code ${outcome.code}` : outcome.signal
      return {
        code: 'command-failed',
        title: `Failed (${how}): ${line}`,
        detail: lastLines(await ctx.readLog(result.err, 64 * 1024)),
        nextSteps: [
          `The whole output is in ${shortPath(result.err, command.cwd)}.`,
          'Mend the cause and retry, or roll the step back.',
        ],
      }
    }
    default:
      return outcome satisfies never
  }
}

/** As the person would type it in the repository. */
function shortPath(file: string, folder: string): string {
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file
}

/** The end of a log without colours and progress bars: enough to see the cause. */
function lastLines(log: string): string {
  const plain = log.replace(/\x1b\[[0-9;:?]*[A-Za-z]/g, '')
  const lines = plain.split('\n').map(line => line.slice(line.lastIndexOf('\r') + 1).trimEnd())
  const firstError = lines.findIndex(line => /^error/.test(line))
  const shown = (firstError === -1 ? lines : lines.slice(firstError)).filter(
    line => line !== '' && !/^\s+(?:Building|Updating|Blocking) \[/.test(line),
  )
  return firstError === -1 ? shown.slice(-15).join('\n') : shown.slice(0, 25).join('\n')
}
