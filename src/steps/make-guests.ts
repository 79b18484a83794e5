import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {readBuiltFiles} from '../measure/built-files.ts'
import {findWasmBuilds, type WasmBuild} from '../scan/wasm-builds.ts'
import {type ArtifactDeps, addReading, type Making, sizeReading} from './artifacts.ts'
import {cargo, commandFailed, succeeded} from './cargo.ts'

/**
 * Builds the guests as the repository does, with plain cargo, and reads their sizes. A guest whose target isn't installed is
 * passed over with the reason. The problem is what ended it before its end: it was cancelled, or the disk is full.
 */
export async function makeGuests(ctx: StepContext, deps: ArtifactDeps, making: Making): Promise<Problem | undefined> {
  const builds = await findWasmBuilds(ctx.tree, (await deps.survey()).manifests)
  const installed = new Map<string, boolean>()
  for (const build of builds) {
    const {target} = build
    if (!installed.has(target)) installed.set(target, await hasTarget(ctx, deps, target))
    if (installed.get(target) !== true) making.skipped.push(notInstalled(build, deps))
    else {
      const ended = await makeGuest(ctx, deps, build, making)
      if (ended !== undefined) return ended
    }
  }
  return undefined
}

async function makeGuest(
  ctx: StepContext,
  deps: ArtifactDeps,
  build: WasmBuild,
  making: Making,
): Promise<Problem | undefined> {
  const name = guestName(build)
  ctx.say(`Building ${name}`)
  const command = guestCommand(deps, build)
  const result = await ctx.run(command)
  if (succeeded(result)) {
    const built = readBuiltFiles(await ctx.readLog(result.out)).filter(({kind}) => kind === 'wasm')
    for (const {path} of built) addReading(making, await sizeReading(deps, path))
    making.made.push(name)
    return undefined
  }
  const problem = await commandFailed(ctx, command, result)
  if (problem.code !== 'command-failed') return problem
  making.failures.push({name, problem})
  return undefined
}

/** In the folder where the repository runs it: cargo finds the configuration from there. */
function guestCommand({cargo: setting}: ArtifactDeps, {manifest, folder, target, args}: WasmBuild) {
  const root = folder === '' ? setting.root : `${setting.root}/${folder}`
  const there = {...setting, root, manifestPath: `${setting.root}/${manifest}`}
  return cargo(there, 'build', '--target', target, ...args, '--message-format=json-diagnostic-rendered-ansi')
}

/** `wasm/extractor for wasm32-wasip2`: the same before and after. */
export function guestName({manifest, target}: WasmBuild): string {
  return `${manifest.replace(/\/?Cargo\.toml$/, '') || 'the package at the root'} for ${target}`
}

/** Whether the toolchain has the standard library that a build for the target needs. */
async function hasTarget(ctx: StepContext, {cargo: {root, toolchain}, files}: ArtifactDeps, target: string) {
  const argv = ['rustc', '--print', 'target-libdir', '--target', target] as const
  const asked = await ctx.run({argv, cwd: root, env: {RUSTUP_TOOLCHAIN: toolchain}})
  if (!succeeded(asked)) return false
  const folder = (await ctx.readLog(asked.out)).trim()
  return (await files.list(folder)).some(name => /^libcore-.*\.rlib$/.test(name))
}

function notInstalled(build: WasmBuild, {cargo: {toolchain}}: ArtifactDeps) {
  const {target, path, line} = build
  const where = toolchain === undefined ? '' : `--toolchain ${toolchain} `
  return {
    what: guestName(build),
    why: `${path}:${line} builds it, but this Rust has no standard library for ${target}. To install it: rustup target add ${where}${target}`,
  }
}
