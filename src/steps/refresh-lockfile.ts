import {lt, major as majorOf} from 'semver'
import * as z from 'zod'
import type {Command} from '../domain/command.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {secondCopyMajors} from '../scan/second-copies.ts'
import {type CargoSetting, cargo, commandFailed, succeeded} from './cargo.ts'
import {familyIn, lockedFamily, manifestBeside, nestedLockfiles, rootLockfile} from './locked-family.ts'
import {noLockfile, severalVersions} from './lockfile-problems.ts'
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
    async verify(_, applied) {
      const survey = await deps.survey()
      const lockfile = rootLockfile(survey)
      if (lockfile === undefined) return {kind: 'failed', problem: noLockfile}
      const unresolved = unresolvedIn(applied)
      const nested = nestedLockfiles(survey).filter(({path}) => !unresolved.some(one => one.path === path))
      const [left] = staleIn([lockfile, ...nested], survey, wanted)
      if (left !== undefined) return {kind: 'failed', problem: severalVersions(left.stale, wanted, left.lockfile)}
      const told = unresolved.map(({path, why}) => `; ${path} stays as it was: ${why}`).join('')
      if (wanted === null) return {kind: 'ok', summary: `Cargo.lock is resolved${told}`}
      const ours = Object.values(lockedFamily(survey)).flat()
      const shown = ours.find(version => majorOf(version) === majorOf(wanted)) ?? ours[0] ?? 'none'
      return {kind: 'ok', summary: `One version of the family in Cargo.lock: ${shown}${told}`}
    },
  }
}

/**
 * The root's lockfile, then those nested ones that hold what is too old. One that cargo can't resolve (a crate for fuzzing
 * that wants nightly, a folder that is gone) is no business of the root's: it is told.
 */
async function resolveAll(ctx: StepContext, deps: Needed): Promise<Outcome> {
  const {cargo: setting, survey, target} = deps
  const root = await resolve(ctx, deps, setting, 'Cargo.lock')
  if (root.kind === 'failed') return root
  const unresolved: {path: string; why: string}[] = []
  for (const {lockfile} of staleIn(nestedLockfiles(await survey()), await survey(), target.wasmtime)) {
    const manifestPath = `${setting.root}/${manifestBeside(lockfile.path)}`
    const nested = await resolve(ctx, deps, {...setting, manifestPath}, lockfile.path)
    if (nested.kind === 'ok') continue
    if (nested.problem.code !== 'command-failed') return nested
    ctx.say(`${lockfile.path} stays as it was. ${nested.problem.detail}`)
    unresolved.push({path: lockfile.path, why: firstLine(nested.problem.detail)})
  }
  return unresolved.length === 0 ? root : {...root, data: {unresolved}}
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200)
}

/** The nested lockfiles that cargo couldn't resolve when the step was just applied, with its words. */
function unresolvedIn(applied: Outcome | undefined): z.infer<typeof unresolvedSchema>['unresolved'] {
  return unresolvedSchema.safeParse(applied?.data).data?.unresolved ?? []
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

const unresolvedSchema = z.object({unresolved: z.array(z.object({path: z.string(), why: z.string()}))})
