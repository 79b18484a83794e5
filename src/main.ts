import {existsSync, realpathSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {CommanderError} from 'commander'
import type {Environment} from './cli/environment.ts'
import {exitCodes} from './cli/exit-codes.ts'
import {isUtf8} from './cli/is-utf8.ts'
import {type ColorChoice, createPaint, shouldColour} from './cli/paint.ts'
import {type Action, createProgram} from './cli/program.ts'
import {withoutCommands} from './headless/github-commands.ts'
import {printableLines} from './plan/text-layout.ts'
import {systemClock} from './system/clock.ts'
import {disk} from './system/disk.ts'
import {machineFiles} from './system/machine-files.ts'
import {createPrograms} from './system/programs.ts'
import {ownMask} from './system/secrets.ts'
import {isSystemError} from './system/system-error.ts'
import {toAscii} from './ui/rows/theme.ts'

declare const __VERSION__: string

// Whoever reads may have seen enough (`| head`), or the terminal is gone; what was asked for is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', error => {
    if (!isSystemError(error, 'EPIPE', 'EIO')) throw error
  })
process.exitCode = await main(process.argv)

/** The exit code; nothing in here throws. */
async function main(argv: readonly string[]): Promise<number> {
  let action: Action | undefined
  const program = createProgram(__VERSION__, chosen => {
    action = chosen
  })
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    throw error
  }
  const {color, verbose, ascii} = program.opts<{color: ColorChoice | false; verbose?: true; ascii?: true}>()
  const env = environment(color === false ? 'never' : color, ascii ?? !isUtf8(process.env))
  try {
    return (await action?.(env)) ?? exitCodes.usage
  } catch (error) {
    // Loaded only now: what it takes to explain a problem is much of the program.
    const explained = await import('./cli/tell-error.ts').catch(() => undefined)
    return explained?.tellError(error, env, verbose === true) ?? tellShort(error, env)
  }
}

/** For when the system lets nothing more be read, not even what explains it. */
function tellShort(error: unknown, {err}: Environment): number {
  err(error instanceof Error ? error.message : String(error))
  err(
    '→ Mend that (for too many open files: ulimit -n 1024), then run the wizard again: it goes on from the last safe point.',
  )
  return exitCodes.stopped
}

function environment(color: ColorChoice, isAscii: boolean): Environment {
  const shown = (text: string) => (isAscii ? toAscii(text) : text)
  const mask = ownMask().text
  const isGitHub = process.env.GITHUB_ACTIONS === 'true'
  const err = (line: string) => process.stderr.write(`${line}\n`)
  const paintFor = (stream: NodeJS.WriteStream) => createPaint(shouldColour(color, stream.isTTY, process.env))
  return {
    version: __VERSION__,
    cwd: process.cwd(),
    variables: process.env,
    isStdinTerminal: process.stdin.isTTY === true,
    isStdoutTerminal: process.stdout.isTTY === true,
    columns: process.stdout.columns || 80,
    out: text => process.stdout.write(shown(mask(text))),
    // A diff holds what files hold. For a program it has to be exact; on a terminal it must not act.
    data: text => process.stdout.write(process.stdout.isTTY ? printableLines(mask(text)) : mask(text)),
    err: line => err(isGitHub ? withoutCommands(shown(mask(line))) : shown(mask(line))),
    ...(isGitHub ? {command: line => err(mask(line))} : {}),
    paint: {out: paintFor(process.stdout), err: paintFor(process.stderr)},
    hasColor: shouldColour(color, process.stdout.isTTY, process.env),
    isAscii,
    leave: code => process.exit(code),
    programs: createPrograms(),
    clock: systemClock,
    disk,
    files: machineFiles,
    bundleFolder: path.dirname(fileURLToPath(import.meta.url)),
    temporaryFolder: realpathSync(existsSync(tmpdir()) ? tmpdir() : '.'),
  }
}
