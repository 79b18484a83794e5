import type {Registry} from '../domain/ports.ts'
import {createRegistry} from '../registry/create-registry.ts'
import {createScratchFolder} from '../system/scratch-folder.ts'
import type {Environment} from './environment.ts'

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
    cargoHome: cargoHomeOf(env),
    createScratchFolder: () => createScratchFolder(env.temporaryFolder),
  })
}

/** Where cargo keeps what it downloads: `CARGO_HOME`, else `.cargo` in the person's own folder. Absolute. */
export function cargoHomeOf({cwd, variables}: Pick<Environment, 'cwd' | 'variables'>): string {
  const {CARGO_HOME = '', HOME = ''} = variables
  if (CARGO_HOME === '') return `${HOME}/.cargo`
  return CARGO_HOME.startsWith('/') ? CARGO_HOME : `${cwd}/${CARGO_HOME}`
}
