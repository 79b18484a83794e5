import {type DiskFacts, diskNeeds, type MountNeed} from '../../doctor/disk-needs.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import {chooseToolchain} from '../../gates/choose-toolchain.ts'
import {enoughDisk} from '../../gates/enough-disk.ts'
import type {Environment} from '../environment.ts'
import type {Sight} from '../look/look.ts'
import {machineFolders} from '../look/machine-folders.ts'

/** What an upgrade to this Rust needs on the disks of this machine, and what is free there; the neediest disk first. */
export function roomHere(
  env: Environment,
  tree: Tree,
  {survey, toolchains}: Pick<Sight, 'survey' | 'toolchains'>,
  {rust, isOffline}: {readonly rust: string; readonly isOffline: boolean},
): Promise<readonly MountNeed[]> {
  const choice = chooseToolchain(toolchains, rust)
  const facts: DiskFacts = {
    survey,
    folders: machineFolders(env, tree.root),
    toolchain: 'code' in choice ? undefined : choice.name,
    toInstall: {toolchains: 'code' in choice ? 1 : 0, targets: 0},
    isDownloading: !isOffline,
  }
  return diskNeeds(env, facts)
}

/** The same. Throws a ProblemError where a disk has less room than the upgrade takes at the very least. */
export async function requireRoom(...given: Parameters<typeof roomHere>): Promise<readonly MountNeed[]> {
  const mounts = await roomHere(...given)
  const full = enoughDisk(mounts)
  if (full !== undefined) throw new ProblemError(full)
  return mounts
}
