import {isCompanion, isFamily} from '../catalog/family.ts'
import {count} from '../domain/count.ts'
import type {Disk, MachineFiles, Programs} from '../domain/ports.ts'
import type {LockedPackage, Survey} from '../domain/survey.ts'
import {findBuildFolders} from './build-folders.ts'
import {buildRoom, type Room} from './build-room.ts'
import {measuredSizes} from './measured-sizes.ts'

/** Folders that the upgrade fills, outside the build's own. Absolute. */
export type MachineFolders = {
  readonly cargoHome: string
  readonly rustupHome: string
  readonly temporary: string
  /** Where the wizard keeps its session. */
  readonly state: string
}

export type DiskFacts = {
  readonly survey: Survey
  readonly folders: MachineFolders
  /** The toolchain for the wizard's own commands; undefined when none is installed that will do. */
  readonly toolchain: string | undefined
  /** How many toolchains and targets are yet to be installed. */
  readonly toInstall: {readonly toolchains: number; readonly targets: number}
  /** Whether crates come over the network. */
  readonly isDownloading: boolean
}

export type PlaceNeed = Room & {readonly name: string; readonly path: string}

/** A file system with everything the upgrade puts on it. Bytes. */
export type MountNeed = {
  /** The folder that needs most there. */
  readonly path: string
  readonly device: string
  readonly freeBytes: number
  /** With less than this it can't work. */
  readonly leastBytes: number
  /** With this it should always work. */
  readonly needBytes: number
  readonly places: readonly PlaceNeed[]
}

/** How the room of a file system stands: below the least is in the way, below the need is a warning. */
export function roomState({freeBytes, leastBytes, needBytes}: MountNeed): 'ok' | 'warning' | 'blocking' {
  if (freeBytes < leastBytes) return 'blocking'
  return freeBytes < needBytes ? 'warning' : 'ok'
}

export type DiskSources = {readonly disk: Disk; readonly programs: Programs; readonly files: MachineFiles}

/** What the upgrade needs on each file system and what is free there, the neediest first. Waits at most about 15 seconds. */
export async function diskNeeds(sources: DiskSources, facts: DiskFacts): Promise<readonly MountNeed[]> {
  const places = await placesOf(sources, facts)
  const mounts = await Promise.all(places.map(async place => ({place, ...(await sources.disk.mount(place.path))})))
  const devices = [...new Set(mounts.map(({device}) => device))]
  return devices
    .map(device => together(mounts.filter(mount => mount.device === device)))
    .toSorted((a, b) => b.needBytes - a.needBytes)
}

function together(mounts: readonly {place: PlaceNeed; device: string; freeBytes: number}[]): MountNeed {
  const places = mounts.map(({place}) => place).toSorted((a, b) => b.needBytes - a.needBytes)
  return {
    path: places[0]?.path ?? '',
    device: mounts[0]?.device ?? '',
    freeBytes: Math.min(...mounts.map(({freeBytes}) => freeBytes)),
    leastBytes: places.reduce((sum, place) => sum + place.leastBytes, 0),
    needBytes: places.reduce((sum, place) => sum + place.needBytes, 0),
    places,
  }
}

async function placesOf(sources: DiskSources, facts: DiskFacts): Promise<readonly PlaceNeed[]> {
  const {survey, folders, toolchain} = facts
  const locked = survey.lockfiles.find(({path}) => path === 'Cargo.lock')?.packages.filter(isFromRegistry)
  const {target, build} = await findBuildFolders(sources.programs, survey.root, toolchain)
  const [builtBytes, crates] = await Promise.all([
    usedBytes(sources.programs, build),
    cratesRoom(sources.files, locked, facts),
  ])
  return [
    {name: 'build output', path: build, ...buildRoom({builtBytes, lockedPackages: locked?.length})},
    ...(target === build
      ? []
      : [{name: 'programs', path: target, ...atMost(measuredSizes.program, 'what is built comes out here')}]),
    {name: 'cargo home', path: folders.cargoHome, ...crates},
    {name: 'rustup home', path: folders.rustupHome, ...toolchainRoom(facts)},
    {
      name: 'temporary',
      path: folders.temporary,
      ...atMost(measuredSizes.program, 'documentation tests are linked here, one program at a time'),
    },
    {name: 'session', path: folders.state, ...atMost(measuredSizes.session, 'saved files and the logs of commands')},
  ]
}

/** The new wasmtime and what isn't downloaded yet. */
async function cratesRoom(
  files: MachineFiles,
  locked: readonly LockedPackage[] | undefined,
  {folders, isDownloading}: DiskFacts,
): Promise<Room> {
  if (!isDownloading) return atMost(0, 'nothing is downloaded')
  if (locked === undefined) {
    const packages = measuredSizes.lockedPackages
    return atMost(packages * measuredSizes.crate, `no lockfile; up to ${packages} crates, 1.4 MiB each`)
  }
  const here = await downloadedCrates(files, folders.cargoHome)
  const missing = locked.filter(({name, version}) => !here.has(`${name}-${version}.crate`)).length
  const replaced = locked.filter(({name}) => isFamily(name) || isCompanion(name)).length
  const how = `${count(missing, 'crate')} not downloaded yet, ${replaced} of wasmtime in a new version, 1.4 MiB each`
  return atMost((missing + replaced) * measuredSizes.crate, how)
}

async function downloadedCrates(files: MachineFiles, cargoHome: string): Promise<ReadonlySet<string>> {
  const cache = `${cargoHome}/registry/cache`
  const registries = await files.list(cache)
  const names = await Promise.all(registries.map(registry => files.list(`${cache}/${registry}`)))
  return new Set(names.flat())
}

function toolchainRoom({toInstall: {toolchains, targets}}: DiskFacts): Room {
  const bytes = toolchains * measuredSizes.toolchain + targets * measuredSizes.target
  if (bytes === 0) return atMost(0, 'nothing to install')
  const missing = [
    ...(toolchains === 0 ? [] : [`${count(toolchains, 'toolchain')} of 600 MiB`]),
    ...(targets === 0 ? [] : [`${count(targets, 'target')} of 177 MiB`]),
  ]
  return atMost(bytes, `${missing.join(' and ')} to install`)
}

function atMost(bytes: number, how: string): Room {
  return {leastBytes: 0, needBytes: Math.round(bytes), how}
}

function isFromRegistry({source = ''}: LockedPackage): boolean {
  return /^(registry|sparse)\+/.test(source)
}

/** What a folder takes on its own file system; undefined when there is none, or it is too large to count in two seconds. */
async function usedBytes(programs: Programs, folder: string): Promise<number | undefined> {
  const asked = await programs.capture({argv: ['du', '-skx', folder], cwd: '/', env: {LC_ALL: 'C'}}, 2000)
  const kibibytes = asked.kind === 'exited' ? /^(\d+)\s/.exec(asked.stdout)?.[1] : undefined
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024
}
