import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import {findWasmFiles} from '../scan/wasm-files.ts'
import {type ArtifactDeps, addReading, type Making, sizeReading} from './artifacts.ts'

/** The sizes of wasm that lies there and that nothing made anew: what the repository keeps, and what earlier builds left. */
export async function weighFiles(ctx: StepContext, deps: ArtifactDeps, making: Making): Promise<void> {
  const {root} = deps.cargo
  for (const {path} of await findWasmFiles(ctx.tree)) addReading(making, await sizeReading(deps, `${root}/${path}`))
  for (const path of await leftByBuilds(deps, await deps.survey())) {
    const reading = await sizeReading(deps, path)
    if (reading === undefined || making.readings.some(({name}) => name === reading.name)) continue
    addReading(making, reading)
    making.skipped.push({what: reading.name, why: 'it was not built anew: its size is that of an earlier build'})
  }
}

/** Absolute paths of the wasm in the target folders of the root and of the guests, for the targets that the repository names. */
async function leftByBuilds(
  {cargo: {root}, files}: ArtifactDeps,
  {manifests, findings}: Survey,
): Promise<readonly string[]> {
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
  return lists.flat().filter(path => path.endsWith('.wasm'))
}

/** By the names that people give them. */
function isGuest(manifest: string): boolean {
  return /(^|\/)[^/]*(?:wasm|guest|plugin|component)/i.test(manifest)
}

const most = 40
