import type {Problem} from '../domain/problem.ts'
import type {Inspection, StepContext} from '../domain/step-kind.ts'
import {findWasmBuilds, type WasmBuild} from '../scan/wasm-builds.ts'
import {findWasmFiles, type WasmFile} from '../scan/wasm-files.ts'
import {type ArtifactDeps, type Making, nothingMade} from './artifacts.ts'
import {makeByCommands, makers, type Side} from './make-by-commands.ts'
import {guestName, makeGuests} from './make-guests.ts'
import {measureImage} from './measure-image.ts'
import {weighRelease} from './weigh-binaries.ts'
import {leftByBuilds, weighFiles} from './weigh-files.ts'

/**
 * Makes what can be made of the repository's wasm (guests by cargo, the rest by commands that somebody agreed to), then reads the sizes
 * of that and of what lies there. The problem is what ended it before its end: it was cancelled, or the disk is full.
 */
export async function buildArtifacts(
  ctx: StepContext,
  deps: ArtifactDeps,
  side: Side,
): Promise<{readonly making: Making; readonly ended?: Problem}> {
  const making = nothingMade()
  const earlier = await leftByBuilds(deps)
  const ended =
    (await makeGuests(ctx, deps, making)) ??
    (await makeByCommands(ctx, deps, side, making)) ??
    (await weighRelease(ctx, deps, making)) ??
    (await measureImage(ctx, deps, making))
  if (ended !== undefined) return {making, ended}
  await weighFiles(ctx, deps, making, earlier)
  return {making}
}

/** What would be made, and the files that git keeps and this may rewrite. `notes` are further lines. */
export async function inspectArtifacts(
  {tree}: Pick<StepContext, 'tree'>,
  deps: ArtifactDeps,
  side: Side,
  notes: (files: readonly WasmFile[]) => readonly string[],
): Promise<Inspection> {
  const guests = await findWasmBuilds(tree, (await deps.survey()).manifests)
  const own = await deps.ownCommands()
  const commands = own.kind === 'agreed' ? makers(own.commands, side) : []
  const files = await findWasmFiles(tree)
  const making = [
    ...guests.map(guest => `cargo build: ${guestName(guest)}`),
    ...(deps.measure.has('release') ? ['cargo build --release: the programs of the workspace'] : []),
    ...(deps.measure.has('image') ? ['the image of the Dockerfile'] : []),
    ...commands.map(({name, makes}) => `${name}: makes ${makes?.join(', ') ?? 'wasm'}`),
  ]
  const summary = making.length === 0 ? 'Nothing is made anew; the wasm that lies here is weighed' : making.join('\n')
  const kept = new Set(await tree.list())
  const made = commands.flatMap(({makes = []}) => makes.filter(path => kept.has(path)))
  const touches = [...lockfilesOf(guests), ...made, ...rewritable(files)]
  return {kind: 'needed', summary: [summary, ...notes(files)].join('\n'), writes: [], touches: [...new Set(touches)]}
}

/** A guest with a lockfile of its own has it in its folder. */
function lockfilesOf(guests: readonly WasmBuild[]): readonly string[] {
  return ['Cargo.lock', ...guests.map(({manifest}) => manifest.replace(/Cargo\.toml$/, 'Cargo.lock'))]
}

/** Build scripts and commands may write any of them: each is somebody's file, and saved first unless that takes too much. */
function rewritable(files: readonly WasmFile[]): readonly string[] {
  let left = mostSaved
  return files.flatMap(({path, sizeBytes}) => {
    left -= sizeBytes
    return left < 0 ? [] : [path]
  })
}

const mostSaved = 64 * 1024 * 1024
