import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {PlaceKind} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {Manifest} from '../domain/survey.ts'
import {mentionReason} from './classify.ts'
import {detectors} from './detectors.ts'
import {inBatches} from './in-batches.ts'
import {isVendored} from './not-ours.ts'
import {readSource} from './read-source.ts'
import {type SourceFile, splitPath} from './source-file.ts'
import {type StatedBuild, statedBuilds} from './stated-builds.ts'
import {readToml} from './toml-entries.ts'

/** A guest that the repository builds for a wasm target with plain cargo, and where it says so. */
export type WasmBuild = {
  /** Of the guest, relative to the root. */
  readonly manifest: string
  /** Where cargo is run, so that it finds the configuration that belongs to it. */
  readonly folder: string
  /** By the name that Rust has for it today. */
  readonly target: string
  /** `--release`, features and the like. */
  readonly args: readonly string[]
  readonly path: string
  /** 1-based. */
  readonly line: number
}

/**
 * The guests that cargo builds for a wasm target here: by a command in a Makefile, a justfile, a script, a workflow, a Dockerfile or
 * an alias, or by the target that a `.cargo/config.toml` sets for its folder. One for each package and target, the optimised
 * build where there are two. Reads files, runs nothing.
 */
export async function findWasmBuilds(tree: Tree, manifests: readonly Manifest[]): Promise<readonly WasmBuild[]> {
  const files = await readPlaces(tree)
  const configured = new Map(files.flatMap(({file, place}) => (place === 'cargo-config' ? targetOf(file) : [])))
  // Where no folder has a target of its own, each build must name it.
  const hint = configured.size === 0 ? /wasm(?:32|64)/ : /\bbuild\b/
  const stated = files.flatMap(({file, place}) => (hint.test(file.text) ? statedBuilds(file, place) : []))
  const builds = stated.flatMap(build => guestOf(build, manifests, configured) ?? [])
  return onePerGuest([...builds, ...configuredGuests(configured, manifests)]).slice(0, most)
}

type Configured = {readonly target: string; readonly path: string; readonly line: number}
type Placed = {readonly file: SourceFile; readonly place: PlaceKind}

async function readPlaces(tree: Tree): Promise<readonly Placed[]> {
  const candidates = (await tree.list()).flatMap(path => {
    const place = detectors.find(({accepts}) => accepts(path))?.place
    const isRead = place !== undefined && places.includes(place) && !isVendored(path)
    return isRead && mentionReason(path, place) === undefined ? [{path, place}] : []
  })
  const sources = await inBatches(candidates, 16, async ({path, place}) => ({
    source: await readSource(tree, path),
    place,
  }))
  return sources.flatMap(({source, place}) => (source.kind === 'read' ? [{file: source.file, place}] : []))
}

/** The folder that a configuration is for, and the wasm target that it builds for there. */
function targetOf({path, text}: SourceFile): readonly (readonly [string, Configured])[] {
  const toml = readToml(text)
  if (toml.kind === 'broken') return []
  const found = toml.entries.find(({path: [table, key]}) => table === 'build' && key === 'target')
  if (typeof found?.value !== 'string' || !isWasm(found.value)) return []
  const line = text.slice(0, found.keyStart).split('\n').length
  return [[splitPath(path).folder.replace(/\/?\.cargo$/, ''), {target: found.value, path, line}]]
}

function guestOf(
  {target: named, package: name, manifestPath, args, folder, path, line}: StatedBuild,
  manifests: readonly Manifest[],
  configured: ReadonlyMap<string, Configured>,
): WasmBuild | undefined {
  const target = named ?? (folder === undefined ? undefined : configured.get(folder)?.target)
  if (target === undefined || !isWasm(target)) return undefined
  const at = (wanted: string) => manifests.find(manifest => manifest.path === wanted)
  const manifest =
    name === undefined
      ? at(joined(folder ?? '?', manifestPath ?? 'Cargo.toml'))
      : manifests.find(({packageName}) => packageName === name)
  // A workspace at the root isn't a guest: not all of its members are for wasm.
  if (manifest === undefined || (manifest.packageName === undefined && manifest.path === 'Cargo.toml')) return undefined
  return {manifest: manifest.path, folder: folder ?? '', target: current(target), args, path, line}
}

/** Guests that nothing but their configuration speaks of; as an example, one is built by whoever reads it. */
function configuredGuests(
  configured: ReadonlyMap<string, Configured>,
  manifests: readonly Manifest[],
): readonly WasmBuild[] {
  return [...configured].flatMap(([folder, {target, path, line}]) => {
    const manifest = joined(folder, 'Cargo.toml')
    const isGuest = manifests.some(one => one.path === manifest) && !/(^|\/)examples?\//.test(manifest)
    return isGuest ? [{manifest, folder, target: current(target), args: [], path, line}] : []
  })
}

function onePerGuest(builds: readonly WasmBuild[]): readonly WasmBuild[] {
  const found = new Map<string, WasmBuild>()
  for (const build of builds) {
    const key = `${build.manifest} ${build.target}`
    const known = found.get(key)
    if (known === undefined || (!isOptimised(known) && isOptimised(build))) found.set(key, build)
  }
  return [...found.values()]
}

function isOptimised({args}: WasmBuild): boolean {
  return args.includes('--release') || args.includes('--profile')
}

function isWasm(target: string): boolean {
  return /^wasm(?:32|64)[\w-]*$/.test(target)
}

/** Rust forgot the old name; what it builds for is the same. */
function current(target: string): string {
  return target === wasiTargetRename.old ? wasiTargetRename.new : target
}

function joined(folder: string, file: string): string {
  return folder === '' ? file.replace(/^\.\//, '') : `${folder}/${file.replace(/^\.\//, '')}`
}

const places: readonly PlaceKind[] = ['makefile', 'script', 'workflow', 'ci-config', 'cargo-config', 'dockerfile']
/** More guests than that are examples. */
const most = 12
