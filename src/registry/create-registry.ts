import {ProblemError} from '../domain/errors.ts'
import type {CrateSource, MachineFiles, Registry} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {type Asking, askCargo} from './ask-cargo.ts'
import {broughtProgram, broughtProvider, broughtVariable} from './brought-programs.ts'
import {type CargoConfig, isKeptOffline, readCargoConfig} from './cargo-config.ts'
import {crateSource} from './crate-source.ts'
import {isCrateName} from './index-path.ts'
import {knownCrates} from './known-crates.ts'
import {minimumAge} from './minimum-age.ts'
import {readKnown} from './read-known.ts'
import {ageOf, askedInVain, type RemoteSource, registryGarbled, registryNotAsked} from './registry-problems.ts'

export type RegistryOptions = Omit<Asking, 'limitMs'> & {
  readonly files: MachineFiles
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly isOffline: boolean
  /** How long cargo may take for one `refresh`, 20 seconds unless told; six times that for a git index, which is cloned whole. */
  readonly limitMs?: number
}

/**
 * The registry of a repository, as cargo is configured there. Nothing is read before it is used, nothing is asked twice, and
 * after a registry didn't answer it isn't asked for anything else: each question would wait for the limit again.
 */
export function createRegistry(options: RegistryOptions): Registry {
  const {files, cargoHome, clock, isOffline, limitMs = 20_000} = options
  let setUp: Promise<Setup> | undefined
  const setup = () => {
    setUp ??= readSetup(options)
    return setUp
  }
  const crates = knownCrates(async crate => {
    const {source} = await setup()
    return source === undefined || !isCrateName(crate) ? undefined : readKnown(files, cargoHome, source, crate)
  })
  const confirmedAt = new Map<string, string>()
  const settled = new Set<string>()
  let trouble: Problem | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** Gives the problem that stops all further questions. */
  const ask = async (config: CargoConfig, source: RemoteSource, names: readonly string[]) => {
    const age = ageOf(await Promise.all(names.map(crates.read)))
    const brought = broughtProgram(config, source)
    if (brought !== undefined) return {trouble: registryNotAsked(source, brought, age)}
    const answer = await askCargo({...options, limitMs: source.kind === 'git' ? 6 * limitMs : limitMs}, names)
    const garbled = await crates.readAgain(names)
    if (answer.kind !== 'answered') return {trouble: askedInVain(source, answer, age)}
    const now = clock.now().toISOString()
    for (const name of names) settled.add(name)
    for (const name of names) if (!garbled.includes(name)) confirmedAt.set(name, now)
    return garbled.length === 0 ? {} : {problem: registryGarbled(source, garbled)}
  }

  const refresh = async (names: readonly string[]): Promise<{readonly problem?: Problem}> => {
    const {config, source, problem} = await setup()
    if (problem !== undefined) return {problem}
    if (isOffline || isKeptOffline(config) || source === undefined || !isRemote(source)) return {}
    const open = [...new Set(names)].filter(name => isCrateName(name) && !settled.has(name))
    if (trouble !== undefined) return {problem: trouble}
    if (open.length === 0) return {}
    const asked = await ask(config, source, open)
    trouble = asked.trouble
    const found = asked.trouble ?? asked.problem
    return found === undefined ? {} : {problem: found}
  }

  return {
    refresh(names) {
      // One at a time: cargo would wait for its own lock, and the second may find all its crates asked for.
      const done = queue.then(() => refresh(names))
      queue = done.catch(() => undefined)
      return done
    },
    versions: async crate => (await crates.read(crate))?.versions(),
    async knownSince(crate) {
      const known = await crates.read(crate)
      return known === undefined ? undefined : (confirmedAt.get(crate) ?? known.writtenAt)
    },
    source: async () => (await setup()).source,
    async brought() {
      const {config} = await setup()
      return broughtProvider(config) ?? broughtVariable(config)
    },
    async minimumAge() {
      const {config, source} = await setup()
      return source === undefined ? undefined : minimumAge(config, source)
    },
  }
}

type Setup = {readonly config: CargoConfig; readonly source?: CrateSource; readonly problem?: Problem}

async function readSetup(options: RegistryOptions): Promise<Setup> {
  const nothing: CargoConfig = {files: [], variables: options.variables}
  try {
    const config = await readCargoConfig(options)
    return {config, source: crateSource(config)}
  } catch (error) {
    if (error instanceof ProblemError) return {config: nothing, problem: error.problem}
    throw error
  }
}

function isRemote(source: CrateSource): source is RemoteSource {
  return source.kind === 'sparse' || source.kind === 'git'
}
