import type {Registry} from '../../domain/ports.ts'
import {createRegistry} from '../../registry/create-registry.ts'
import {createScratchFolder} from '../../system/scratch-folder.ts'
import type {Environment} from '../environment.ts'
import {machineFolders} from './machine-folders.ts'

/** The registry that cargo is configured for in a repository. `root` is absolute; `toolchain` is rustup's name of one. */
export function openRegistry(
  env: Environment,
  {
    root,
    toolchain,
    isOffline,
  }: {readonly root: string; readonly toolchain: string | undefined; readonly isOffline: boolean},
): Registry {
  const {programs, clock, files, variables} = env
  return createRegistry({
    programs,
    clock,
    files,
    variables,
    root,
    toolchain,
    isOffline,
    cargoHome: machineFolders(env, root).cargoHome,
    createScratchFolder: () => createScratchFolder(env.temporaryFolder),
  })
}
