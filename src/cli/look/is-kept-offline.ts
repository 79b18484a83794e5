import {ProblemError} from '../../domain/errors.ts'
import {isKeptOffline, readCargoConfig} from '../../registry/cargo-config.ts'
import type {Environment} from '../environment.ts'
import {machineFolders} from './machine-folders.ts'

/** Whether cargo itself may not use the network in a folder: what cargo may not, rustup isn't made to do instead. */
export async function isCargoKeptOffline(env: Environment, root: string): Promise<boolean> {
  const {files, variables} = env
  const {cargoHome} = machineFolders(env, root)
  try {
    return isKeptOffline(await readCargoConfig({files, root, cargoHome, variables}))
  } catch (error) {
    // Whoever asks the registry says what is wrong with the configuration.
    if (error instanceof ProblemError) return false
    throw error
  }
}
