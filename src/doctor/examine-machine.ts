import type {Registry, Tree} from '../domain/ports.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {CompileCache} from '../registry/compile-cache.ts'
import {findToolchainWishes} from '../scan/toolchain-wishes.ts'
import {findValidationCommands} from '../scan/validation-commands/find-validation-commands.ts'
import {type DiskSources, diskNeeds, type MachineFolders} from './disk-needs.ts'
import type {Examination} from './examination.ts'
import {examineCompileCache} from './examine-compile-cache.ts'
import {examineGit} from './examine-git.ts'
import {examineRegistry, isRemote} from './examine-registry.ts'
import {examineToolchains} from './examine-toolchains.ts'
import {examineTools} from './examine-tools.ts'

export type MachineSources = DiskSources & {readonly registry: Registry}

export type MachineFacts = {
  readonly tree: Tree
  readonly survey: Survey
  readonly toolchains: Toolchains
  /** The Rust of the target, and who asks for it, as clauses. */
  readonly needed: {readonly version: string; readonly because: readonly string[]}
  /** Whether a release of wasmtime has to be had from somewhere. */
  readonly needsCrates: boolean
  readonly folders: MachineFolders
  /** Absolute folders in which programs are looked for, none of them in the repository. */
  readonly searchPath: readonly string[]
  readonly isOffline: boolean
  /** What cargo is configured to take compiled crates from. */
  readonly cache?: CompileCache | undefined
}

/** Looks at everything an upgrade needs of this machine. Writes nothing and installs nothing; every wait has a limit. */
export async function examineMachine(sources: MachineSources, facts: MachineFacts): Promise<Examination> {
  const {tree, survey, folders, searchPath, isOffline, needsCrates} = facts
  const [checks, wishes] = await Promise.all([findValidationCommands({tree}), findToolchainWishes({tree})])
  const programs = {...sources, searchPath, folder: folders.temporary}
  const [tools, cache, toolchains, registry, git] = await Promise.all([
    examineTools(programs, checks),
    examineCompileCache(programs, facts.cache),
    examineToolchains(sources, {...facts, root: tree.root, wishes}),
    examineRegistry(sources.registry, {isOffline, isNeeded: needsCrates}),
    examineGit(sources, survey),
  ])
  const {items, installed, chosen, toInstall} = toolchains
  const isDownloading = !isOffline && isRemote(await sources.registry.source())
  const disk = await diskNeeds(sources, {survey, folders, toolchain: chosen?.name, toInstall, isDownloading})
  return {tools: [...tools, cache], toolchains: {items, installed}, registry, git, disk, checks}
}
