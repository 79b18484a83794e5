import type {ToolchainParts} from '../scan/toolchain-folder.ts'
import type {ValidationCommand} from '../scan/validation-commands/validation-command.ts'
import {type MountNeed, roomState} from './disk-needs.ts'

/** How something stands: there; there but not as it should be; in the way of the upgrade; not there and not asked for. */
export type ItemState = 'ok' | 'warning' | 'blocking' | 'unused'

/** One thing that was looked at: what is there, who needs what, and the command that helps. */
export type Item = {
  readonly name: string
  readonly state: ItemState
  /** Undefined when there is nothing. */
  readonly have?: string
  /** Who asks for it, or what it should be; undefined when nobody does. */
  readonly need?: string
  /** What to do, each a sentence or a command as it is typed. */
  readonly todo: readonly string[]
}

export type ExaminedToolchain = ToolchainParts & {
  readonly name: string
  readonly version: string
  /** Whether plain `cargo` in the repository would use it. */
  readonly isActive: boolean
}

/** What this machine has for the upgrade and what the upgrade needs of it. */
export type Examination = {
  readonly tools: readonly Item[]
  readonly toolchains: {readonly items: readonly Item[]; readonly installed: readonly ExaminedToolchain[]}
  readonly registry: readonly Item[]
  readonly git: readonly Item[]
  readonly disk: readonly MountNeed[]
  /** Commands of the repository that may serve as checks before and after. */
  readonly checks: readonly ValidationCommand[]
}

/** Whether something stands in the way of the upgrade. */
export function isBlocked({tools, toolchains, registry, git, disk}: Examination): boolean {
  const items = [...tools, ...toolchains.items, ...registry, ...git]
  return items.some(({state}) => state === 'blocking') || disk.some(mount => roomState(mount) === 'blocking')
}
