import {lt, major as majorOf} from 'semver'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Command} from '../domain/command.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {holdersOf} from '../scan/family-in-lockfile.ts'
import {secondCopyMajors} from '../scan/second-copies.ts'
import {type CargoSetting, cargo, commandFailed, succeeded} from './cargo.ts'
import {familyIn, lockedFamily, manifestBeside, nestedLockfiles, rootLockfile} from './locked-family.ts'
import type {StepDeps} from './step-deps.ts'
import {type Copies, type Stale, uniteCopies} from './unite-copies.ts'

type Needed = Pick<StepDeps, 'target' | 'cargo' | 'survey'>

/**
 * Lets cargo resolve again, as little as possible, until every lockfile holds one version of the family: the target's, beside
 * second copies that are there on purpose. Nested workspaces and excluded packages have lockfiles of their own.
 */
export function refreshLockfile(deps: Needed): StepKind {
  const wanted = deps.target.wasmtime
  return {
    async inspect() {
      const survey = await deps.survey()
      const isThere = rootLockfile(survey) !== undefined
      const nested = staleIn(nestedLockfiles(survey), survey, wanted).map(({lockfile}) => lockfile.path)
      if (isThere && nested.length === 0 && staleRoot(survey, wanted).length === 0 && wanted !== null) {
        return {kind: 'done', evidence: `Cargo.lock holds the family at ${wanted} and no other`}
      }
      const summary = isThere
        ? 'cargo resolves again; only what must move moves'
        : 'cargo writes a lockfile (there is none)'
      const also = nested.length === 0 ? [] : [`With it: ${nested.join(', ')}`]
      return {kind: 'needed', summary: [summary, ...also].join('\n'), writes: [], touches: ['Cargo.lock', ...nested]}
    },
    apply: ctx => resolveAll(ctx, deps),
    async verify() {
      const survey = await deps.survey()
      const lockfile = rootLockfile(survey)
      if (lockfile === undefined) return {kind: 'failed', problem: noLockfile}
      const [left] = staleIn([lockfile, ...nestedLockfiles(survey)], survey, wanted)
      if (left !== undefined) return {kind: 'failed', problem: severalVersions(left.stale, wanted, left.lockfile)}
      if (wanted === null) return {kind: 'ok', summary: 'Cargo.lock is resolved'}
      const ours = Object.values(lockedFamily(survey)).flat()
      const shown = ours.find(version => majorOf(version) === majorOf(wanted)) ?? ours[0] ?? 'none'
      return {kind: 'ok', summary: `One version of the family in Cargo.lock: ${shown}`}
    },
  }
}

/** The root's lockfile, then those nested ones that hold what is too old. */
async function resolveAll(ctx: StepContext, deps: Needed): Promise<Outcome> {
  const {cargo: setting, survey, target} = deps
  const root = await resolve(ctx, deps, setting, 'Cargo.lock')
  if (root.kind === 'failed') return root
  for (const {lockfile} of staleIn(nestedLockfiles(await survey()), await survey(), target.wasmtime)) {
    const manifestPath = `${setting.root}/${manifestBeside(lockfile.path)}`
    const nested = await resolve(ctx, deps, {...setting, manifestPath}, lockfile.path)
    if (nested.kind === 'failed') return nested
  }
  return root
}

async function resolve(
  ctx: StepContext,
  {survey, target: {wasmtime}}: Needed,
  setting: CargoSetting,
  path: string,
): Promise<Outcome> {
  const here = async () => {
    const seen = await survey()
    return {seen, lockfile: seen.lockfiles.find(lockfile => lockfile.path === path)}
  }
  const {lockfile} = await here()
  // `--workspace` keeps every other package where it is; without a lockfile there is nothing to keep.
  const first = resolving(setting, ...(lockfile === undefined ? ['generate-lockfile'] : ['update', '--workspace']))
  const result = await ctx.run(first)
  if (!succeeded(result)) return {kind: 'failed', problem: await commandFailed(ctx, first, result)}

  const look = async () => {
    const {seen, lockfile: written} = await here()
    if (written === undefined) return undefined
    return {lockfile: written, stale: staleIn([written], seen, wasmtime).flatMap(({stale}) => stale)}
  }
  return wasmtime === null ? {kind: 'ok', summary: 'Resolved'} : moveFamily(ctx, setting, wasmtime, look)
}

/** What cargo left behind of the family: older patch releases of the target's major, then second copies. */
async function moveFamily(
  ctx: StepContext,
  setting: CargoSetting,
  wasmtime: string,
  look: Copies['look'],
): Promise<Outcome> {
  const behind = (await look())?.stale.filter(({version}) => majorOf(version) === majorOf(wasmtime)) ?? []
  if (behind.length > 0) {
    // The family pins itself with `=`: its patch release moves for all of its crates in one call, or not at all.
    const all = resolving(setting, 'update', ...behind.map(({crate, version}) => `${crate}@${version}`))
    const moved = await ctx.run(all)
    if (!succeeded(moved)) return {kind: 'failed', problem: await commandFailed(ctx, all, moved)}
  }
  const moving = (from: string, to: string) => resolving(setting, 'update', from, '--precise', to)
  const problem = await uniteCopies(ctx, {wanted: wasmtime, look, moving})
  return problem === undefined ? {kind: 'ok', summary: 'Resolved'} : {kind: 'failed', problem}
}

/**
 * Where cargo has a choice, it takes what the stated Rust can build, as newer resolvers do by themselves: raising wasmtime
 * must not raise the Rust that all the rest needs.
 */
function resolving(setting: CargoSetting, ...args: readonly string[]): Command {
  const command = cargo(setting, ...args)
  return {...command, env: {...command.env, CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback'}}
}

/** The lockfiles that hold versions of another major than the target's, or older releases of it. Newer patches are fine. */
function staleIn(
  lockfiles: readonly Lockfile[],
  {findings}: Survey,
  wanted: string | null,
): readonly {readonly lockfile: Lockfile; readonly stale: readonly Stale[]}[] {
  if (wanted === null) return []
  const kept = secondCopyMajors(findings)
  const isStale = (version: string) => majorOf(version) !== majorOf(wanted) || lt(version, wanted)
  return lockfiles.flatMap(lockfile => {
    const all = Object.entries(familyIn(lockfile)).flatMap(([crate, versions]) =>
      versions.map(version => ({crate, version})),
    )
    const stale = all.filter(({version}) => isStale(version) && !kept.has(majorOf(version)))
    return stale.length === 0 ? [] : [{lockfile, stale}]
  })
}

function staleRoot(survey: Survey, wanted: string | null): readonly Stale[] {
  const root = rootLockfile(survey)
  return root === undefined ? [] : staleIn([root], survey, wanted).flatMap(({stale}) => stale)
}

/** Root causes only: one line for each crate the workspace asks for that leads to another version. */
function severalVersions(left: readonly Stale[], wanted: string | null, lockfile: Lockfile): Problem {
  const holders = left.flatMap(({crate, version}) => holdersOf(lockfile, crate, version))
  const causes = holders
    .filter(({name}) => !isFamily(name) && !isCompanion(name))
    .map(({name, version, chain}) => `${name} ${version} holds ${chain.at(-1)}`)
  const own = left.map(({crate, version}) => `${crate} ${version}`)
  return {
    code: 'family-not-at-target',
    title: `${lockfile.path} still holds a family version other than ${wanted}`,
    detail: (causes.length > 0 ? [...new Set(causes)] : own).join('\n'),
    nextSteps: [
      causes.length > 0
        ? 'Update or replace these crates (cargo update, or a newer requirement) and retry.'
        : 'Ask cargo who brings it: cargo tree --invert CRATE@VERSION',
      'Or take the tree as it is, when the second copy is there on purpose.',
    ],
    path: lockfile.path,
  }
}

const noLockfile: Problem = {
  code: 'no-lockfile',
  title: 'There is no Cargo.lock that can be read',
  detail: 'Without it nothing says which version of the family a build uses.',
  nextSteps: ['Run `cargo generate-lockfile` and mend what it reports; then verify again, or roll back.'],
  path: 'Cargo.lock',
}
