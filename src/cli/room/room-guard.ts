import {shortageIn} from '../../doctor/view-disk.ts'
import {type Command, type CommandResult, commandLine} from '../../domain/command.ts'
import type {RoomGuard} from '../../engine/room-guard.ts'
import {diskFull, diskFullSoon} from '../../gates/enough-disk.ts'
import {killedProblem} from '../../gates/killed.ts'
import {diskFullLine} from '../../measure/disk-full.ts'
import {killedLine} from '../../measure/killed-line.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import type {DiskWatch} from './watch-disk.ts'

/** The engine's guard over this machine's disks. */
export function roomGuard(watch: DiskWatch): RoomGuard {
  return {
    whenLow: watch.whenShort,
    now: async () => shortageIn(await watch.look()),
    freeBytes: watch.freeBytes,
    cleaning: watch.cleaning,
    async problem(shortage) {
      const {cleanable, needBytes} = await watch.look()
      return diskFullSoon(shortage, cleanable, needBytes)
    },
    async explain(command, result) {
      const {out, err} = result
      // Compilers say it in the messages on standard output, cargo and linkers on the other.
      const [told, said] = await Promise.all([readLogTail(err, tailBytes), readLogTail(out, tailBytes)])
      const {mounts, cleanable} = await watch.look()
      const isLow = mounts.some(({level}) => level !== 'ok')
      const line = diskFullLine(told, isLow) ?? diskFullLine(said, isLow)
      if (line === undefined) return explainKill(command, result, killedLine(told) ?? killedLine(said))
      return diskFull({line, command: shown(command), rooms: mounts}, cleanable)
    },
  }
}

/** Undefined for a command that came to its own end, with all of its programs. */
function explainKill(command: Command, {outcome, oomKills, err}: CommandResult, line: string | undefined) {
  const isKilled = outcome.kind === 'signalled'
  if (!isKilled && line === undefined) return undefined
  const signal = isKilled ? outcome.signal : 'SIGKILL'
  const log = err.startsWith(`${command.cwd}/`) ? err.slice(command.cwd.length + 1) : err
  return killedProblem({command: shown(command), signal, oomKills, log, line: isKilled ? undefined : line})
}

function shown(command: Command): string {
  const line = commandLine({argv: command.argv, cwd: command.cwd})
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

const tailBytes = 64 * 1024
