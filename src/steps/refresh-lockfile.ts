import {lt, major as majorOf} from 'semver'
import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Command} from '../domain/command.ts'
import type {Problem} from '../domain/problem.ts'
import type {Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Lockfile} from '../domain/survey.ts'
import {holdersOf} from '../scan/family-in-lockfile.ts'
import {type CargoSetting, cargo, commandFailed, succeeded} from './cargo.ts'
import {lockedFamily, rootLockfile} from './locked-family.ts'
import type {StepDeps} from './step-deps.ts'

type Needed = Pick<StepDeps, 'target' | 'cargo' | 'survey'>

/** Lets cargo resolve again, as little as possible, until the lockfile holds one version of the family: the target's. */
export function refreshLockfile(deps: Needed): StepKind {
  const wanted = deps.target.wasmtime
  return {
    async inspect() {
      const survey = await deps.survey()
      const isThere = rootLockfile(survey) !== undefined
      if (isThere && stale(lockedFamily(survey), wanted).length === 0 && wanted !== null) {
        return {kind: 'done', evidence: `Cargo.lock holds the family at ${wanted} and no other`}
      }
      const summary = isThere
        ? 'cargo resolves again; only what must move moves'
        : 'cargo writes a lockfile (there is none)'
      return {kind: 'needed', summary, writes: [], touches: ['Cargo.lock']}
    },
    apply: ctx => resolve(ctx, deps),
    async verify() {
      const survey = await deps.survey()
      const lockfile = rootLockfile(survey)
      if (lockfile === undefined) return {kind: 'failed', problem: noLockfile}
      const locked = lockedFamily(survey)
      const left = stale(locked, wanted)
      if (left.length > 0) return {kind: 'failed', problem: severalVersions(left, wanted, lockfile)}
      if (wanted === null) return {kind: 'ok', summary: 'Cargo.lock is resolved'}
      return {
        kind: 'ok',
        summary: `One version of the family in Cargo.lock: ${Object.values(locked).flat()[0] ?? 'none'}`,
      }
    },
  }
}

async function resolve(ctx: StepContext, {cargo: setting, survey, target}: Needed): Promise<Outcome> {
  const isThere = rootLockfile(await survey()) !== undefined
  // `--workspace` keeps every other package where it is; without a lockfile there is nothing to keep.
  const first = resolving(setting, ...(isThere ? ['update', '--workspace'] : ['generate-lockfile']))
  const result = await ctx.run(first)
  if (!succeeded(result)) return {kind: 'failed', problem: await commandFailed(ctx, first, result)}

  const behind = stale(lockedFamily(await survey()), target.wasmtime).filter(
    ({version}) => target.wasmtime !== null && majorOf(version) === majorOf(target.wasmtime),
  )
  if (behind.length === 0) return {kind: 'ok', summary: 'Resolved'}
  // The family pins itself with `=`: its patch release moves for all of its crates in one call, or not at all.
  const all = resolving(setting, 'update', ...behind.map(({crate, version}) => `${crate}@${version}`))
  const moved = await ctx.run(all)
  return succeeded(moved)
    ? {kind: 'ok', summary: 'Resolved'}
    : {kind: 'failed', problem: await commandFailed(ctx, all, moved)}
}

/**
 * Where cargo has a choice, it takes what the stated Rust can build, as newer resolvers do by themselves: raising wasmtime
 * must not raise the Rust that all the rest needs.
 */
function resolving(setting: CargoSetting, ...args: readonly string[]): Command {
  const command = cargo(setting, ...args)
  return {...command, env: {...command.env, CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback'}}
}

type Stale = {readonly crate: string; readonly version: string}

/** Locked versions of another major than the target's, or of an older release of it. A newer patch release is fine. */
function stale(locked: Readonly<Record<string, readonly string[]>>, wanted: string | null): readonly Stale[] {
  if (wanted === null) return []
  const all = Object.entries(locked).flatMap(([crate, versions]) => versions.map(version => ({crate, version})))
  return all.filter(({version}) => majorOf(version) !== majorOf(wanted) || lt(version, wanted))
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
    title: `Cargo.lock still holds a family version other than ${wanted}`,
    detail: (causes.length > 0 ? [...new Set(causes)] : own).join('\n'),
    nextSteps: [
      causes.length > 0
        ? 'Update or replace these crates (cargo update, or a newer requirement) and retry.'
        : 'Ask cargo who brings it: cargo tree --invert CRATE@VERSION',
      'Or take the tree as it is, when the second copy is there on purpose.',
    ],
    path: 'Cargo.lock',
  }
}

const noLockfile: Problem = {
  code: 'no-lockfile',
  title: 'There is no Cargo.lock that can be read',
  detail: 'Without it nothing says which version of the family a build uses.',
  nextSteps: ['Run `cargo generate-lockfile` and mend what it reports; then verify again, or roll back.'],
  path: 'Cargo.lock',
}
