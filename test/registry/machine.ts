import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {Registry} from '../../src/domain/ports.ts'
import {createRegistry, type RegistryOptions} from '../../src/registry/create-registry.ts'
import {systemClock} from '../../src/system/clock.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {createScratchFolder} from '../../src/system/scratch-folder.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

/** A machine with an empty cargo home and a repository without anything in it. */
export type Machine = {
  readonly root: string
  readonly cargoHome: string
  /** Writes a file of the repository, or with an absolute path any other. */
  write(file: string, text: string): string
  /** Each is a new program: it remembers nothing of the one before. */
  registry(more?: Partial<RegistryOptions>): Registry
}

export function machine(): Machine {
  const folder = temporaryFolder()
  const [root, cargoHome] = [path.join(folder, 'repository'), path.join(folder, 'cargo-home')]
  mkdirSync(path.join(root, '.git'), {recursive: true})
  mkdirSync(cargoHome)
  const write = (file: string, text: string) => {
    const target = path.resolve(root, file)
    mkdirSync(path.dirname(target), {recursive: true})
    writeFileSync(target, text)
    return target
  }
  const standard = {
    programs: createPrograms(),
    clock: systemClock,
    files: machineFiles,
    variables: {},
    root,
    cargoHome,
    toolchain: undefined,
    isOffline: false,
    createScratchFolder: () => createScratchFolder(folder),
  }
  return {root, cargoHome, write, registry: more => createRegistry({...standard, ...more})}
}

/** Cargo's configuration that takes crates from a registry called `mirror`. */
export function mirroredFrom(index: string): string {
  return `[source.crates-io]\nreplace-with = "mirror"\n\n[registries.mirror]\nindex = "${index}"\n`
}
