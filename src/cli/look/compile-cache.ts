import {ProblemError} from '../../domain/errors.ts'
import {readCargoConfig} from '../../registry/cargo-config.ts'
import {type CompileCache, compileCacheIn} from '../../registry/compile-cache.ts'
import type {Environment} from '../environment.ts'
import {machineFolders} from './machine-folders.ts'

/** The compile cache that cargo would use in a folder; undefined without one. */
export async function compileCacheHere(
  env: Pick<Environment, 'files' | 'variables' | 'cwd' | 'temporaryFolder'>,
  root: string,
): Promise<CompileCache | undefined> {
  const {files, variables} = env
  const {cargoHome} = machineFolders(env, root)
  try {
    return compileCacheIn(await readCargoConfig({files, root, cargoHome, variables}))
  } catch (error) {
    // Whoever asks the registry says what is wrong with the configuration.
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
