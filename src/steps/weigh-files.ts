import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {findWasmFiles} from '../scan/wasm-files.ts'
import {type ArtifactDeps, addReading, type Making, sizeReading} from './artifacts.ts'

/** Absolute path of a wasm file that a build left → when it was written. */
export type LeftByBuilds = ReadonlyMap<string, string | undefined>

/**
 * The sizes of wasm that lies there and that nothing was told of: what the repository keeps, and what builds left. `earlier` is what
 * they had left before anything was made: what is as it was then is told as old.
 */
export async function weighFiles(
  ctx: StepContext,
  deps: ArtifactDeps,
  making: Making,
  earlier: LeftByBuilds,
): Promise<void> {
  const {root} = deps.cargo
  for (const {path} of await findWasmFiles(ctx.tree)) addReading(making, await sizeReading(deps, `${root}/${path}`))
  for (const [path, writtenAt] of latestFirst(await leftByBuilds(deps))) {
    const reading = await sizeReading(deps, path)
    if (reading === undefined || making.readings.some(({name}) => name === reading.name)) continue
    addReading(making, reading)
    if (earlier.get(path) !== writtenAt) continue
    making.skipped.push({
      what: reading.name.slice(0, 200),
      why: 'it was not built anew: its size is that of an earlier build',
    })
  }
}

/** Of a file under the old and the new name of a target, the one that was written last counts. */
function latestFirst(files: LeftByBuilds): readonly (readonly [string, string | undefined])[] {
  return [...files].toSorted(([, one = ''], [, other = '']) => (one < other ? 1 : -1))
}

/** The wasm in the target folders of the root and of the guests, for the targets that the repository names. */
export async function leftByBuilds({cargo: {root}, files, survey}: ArtifactDeps): Promise<LeftByBuilds> {
  const {manifests, findings} = await survey()
  const named = findings.flatMap(({kind, value, live}) => (kind === 'wasm-target' && live ? [value] : []))
  const targets = new Set([
    ...named,
    ...named.map(name => (name === wasiTargetRename.new ? wasiTargetRename.old : name)),
  ])
  const packages = manifests.filter(({path}) => path === 'Cargo.toml' || isGuest(path)).slice(0, most)
  const folders = packages.flatMap(({path}) => {
    const folder = `${root}/${path.replace(/Cargo\.toml$/, '')}target`
    return [...targets].flatMap(target => ['release', 'debug'].map(profile => `${folder}/${target}/${profile}`))
  })
  const lists = await Promise.all(
    folders.map(async folder => (await files.list(folder)).map(name => `${folder}/${name}`)),
  )
  const paths = lists.flat().filter(path => path.endsWith('.wasm'))
  return new Map(await Promise.all(paths.map(async path => [path, await files.modifiedAt(path)] as const)))
}

/** By the names that people give them. */
function isGuest(manifest: string): boolean {
  return /(^|\/)[^/]*(?:wasm|guest|plugin|component)/i.test(manifest)
}

const most = 40
