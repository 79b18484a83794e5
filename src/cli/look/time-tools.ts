import {mkdir, rm} from 'node:fs/promises'
import path from 'node:path'
import {findBuildFolders} from '../../doctor/build-folders.ts'
import {measureBuild} from '../../doctor/build-sizes.ts'
import {ProblemError} from '../../domain/errors.ts'
import {sizeText} from '../../domain/size-text.ts'
import {readCargoConfig, stated} from '../../registry/cargo-config.ts'
import type {TimeTools} from '../../steps/step-deps.ts'
import {makeStale} from '../../system/stale-builds.ts'
import type {Environment} from '../environment.ts'
import {sessionFiles} from '../session/session-files.ts'
import {machineFolders} from './machine-folders.ts'

type Used = Pick<Environment, 'variables' | 'cwd' | 'temporaryFolder' | 'files' | 'programs' | 'disk'>

/** What times are measured with in a repository; `toolchain` gives the one that builds. */
export function timeTools(env: Used, root: string, toolchain: () => string | undefined): TimeTools {
  const folder = path.join(sessionFiles(root).folder, 'cold')
  const remove = () => rm(folder, {recursive: true, force: true})
  return {
    makeStale,
    whyNotIncremental: () => whyNotIncremental(env, root),
    async coldFolder() {
      // What a wizard that was killed left.
      await remove()
      const why = await whyNoRoom(env, root, toolchain())
      if (why !== undefined) return {why}
      await mkdir(folder, {recursive: true})
      return {folder, remove}
    },
  }
}

/** Where cargo is told to start each crate anew, there is no such thing as the time after an edit. */
async function whyNotIncremental({variables, files, ...env}: Used, root: string): Promise<string | undefined> {
  const set = variables.CARGO_INCREMENTAL
  if (set !== undefined) return set === '0' ? 'CARGO_INCREMENTAL=0 is set' : undefined
  const {cargoHome} = machineFolders({variables, ...env}, root)
  try {
    const said = stated(await readCargoConfig({files, root, cargoHome, variables}), ['build', 'incremental'])
    return String(said?.value) === 'false' ? 'build.incremental is false in cargo’s configuration' : undefined
  } catch (error) {
    // Cargo says what is wrong with its configuration when it is run.
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

/** A build from nothing takes at most what all builds of this repository take now. */
async function whyNoRoom(
  {programs, disk}: Used,
  root: string,
  toolchain: string | undefined,
): Promise<string | undefined> {
  const {build} = await findBuildFolders(programs, root, toolchain)
  const sizes = await measureBuild(programs, build, 20_000)
  if (sizes === undefined) return 'how much room it takes is unknown: the build folder could not be counted'
  const needBytes = Math.max(0, ...sizes.parts.map(({sizeBytes}) => sizeBytes)) + spareBytes
  const {freeBytes} = await disk.mount(root)
  return freeBytes < needBytes
    ? `it takes up to ${sizeText(needBytes)}, and ${sizeText(freeBytes)} are free`
    : undefined
}

/** What the disk keeps beside the build. */
const spareBytes = 1e9
