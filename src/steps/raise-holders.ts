import {allows, raiseRequirement} from '../domain/cargo-requirement.ts'
import type {Tree} from '../domain/ports.ts'
import type {FileWrite, Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import {editToml, type TomlChange} from '../editors/edit-toml.ts'
import {readDependencies} from '../rules/manifest/manifest-dependency.ts'
import {cargo, commandFailed, succeeded} from './cargo.ts'
import {manifestBeside} from './locked-family.ts'
import type {HeldBy, StepDeps} from './step-deps.ts'

type Needed = Pick<StepDeps, 'target' | 'cargo' | 'survey' | 'holders'>

/**
 * Raises third-party crates that keep an old wasmtime to the newest release that allows the target: in the manifests where
 * they state an older one, then in the lockfile. What no release frees is said.
 */
export function raiseHolders(deps: Needed): StepKind {
  return {
    inspect: ({tree}) => inspect(tree, deps),
    apply: ctx => moveAll(ctx, deps),
    async verify() {
      const holders = await deps.holders()
      const free = holders.filter(isRaisable)
      if (free.length === 0) return {kind: 'ok', summary: summaryOf(holders)}
      const detail = free.map(({name, version, to}) => `${name} ${version} could be ${to}`).join('\n')
      return {
        kind: 'failed',
        problem: {
          code: 'holders-left',
          title: 'Crates that allow the target are still locked at releases that do not',
          detail,
          nextSteps: ['Raise them by hand (cargo update CRATE --precise VERSION) and verify again, or roll back.'],
        },
      }
    },
  }
}

function isRaisable({to}: HeldBy): boolean {
  return to !== null
}

async function inspect(tree: Tree, deps: Needed): Promise<Inspection> {
  const holders = await deps.holders()
  const free = holders.filter(isRaisable)
  if (free.length === 0) return {kind: 'done', evidence: summaryOf(holders)}
  const writes = await raisedManifests(tree, await deps.survey(), free)
  const moves = free.map(({name, version, to, holds}) =>
    to === version ? `${name} ${version} from ${holds} to ${deps.target.wasmtime}` : `${name} ${version} to ${to}`,
  )
  const summary = [moves.join(', '), ...holders.filter(({to}) => to === null).map(whatStays)].join('\n')
  return {kind: 'needed', summary, writes, touches: [...new Set(free.map(({lockfile}) => lockfile))]}
}

/** The requirements that ask for the locked release of a holder and would keep the new one away. */
async function raisedManifests(
  tree: Tree,
  {manifests}: Survey,
  free: readonly HeldBy[],
): Promise<readonly FileWrite[]> {
  const writes: FileWrite[] = []
  for (const {path, requirements} of manifests) {
    const before = requirements.some(({crate}) => free.some(({name}) => name === crate)) && (await tree.readText(path))
    if (typeof before !== 'string') continue
    const edited = editToml(
      before,
      readDependencies(before).flatMap(entry => changeFor(entry, free)),
    )
    if (edited.kind === 'edited' && edited.text !== before) writes.push({path, before, after: edited.text})
  }
  return writes
}

function changeFor(
  {crate, requirement, at, isBareText}: ReturnType<typeof readDependencies>[number],
  free: readonly HeldBy[],
): readonly TomlChange[] {
  const holder = free.find(({name, version}) => name === crate && allows(requirement ?? '', version))
  if (requirement === undefined || holder?.to == null) return []
  const to = raiseRequirement(requirement, holder.to)
  return to === undefined ? [] : [{do: 'set', at: isBareText ? at : [...at, 'version'], to}]
}

/** What stands behind a holder may come free only when the holder moved: a few rounds, each asked anew. */
async function moveAll(ctx: StepContext, deps: Needed): Promise<Outcome> {
  for (let round = 0; round < mostRounds; round++) {
    const [holder] = (await deps.holders()).filter(isRaisable)
    if (holder === undefined) break
    const {cargo: setting} = deps
    const isNested = holder.lockfile !== 'Cargo.lock'
    const nested = isNested ? {manifestPath: `${setting.root}/${manifestBeside(holder.lockfile)}`} : {}
    const command = cargo({...setting, ...nested}, 'update', ...whatMoves(holder, round, deps.target.wasmtime ?? ''))
    const result = await ctx.run(command)
    if (!succeeded(result)) return {kind: 'failed', problem: await commandFailed(ctx, command, result)}
  }
  return {kind: 'ok', summary: 'Moved'}
}

/**
 * A later release of the holder; or, where it allows the target as it is, what stands between it and wasmtime, and then
 * wasmtime itself: cargo alone keeps what is locked.
 */
function whatMoves(holder: HeldBy, round: number, wasmtime: string): readonly string[] {
  const {name, version, to, through, holds} = holder
  if (to !== null && to !== version) return [`${name}@${version}`, '--precise', to]
  if (through.length > 1 && round % 2 === 0) return through
  return [holds.replace(' ', '@'), '--precise', wasmtime]
}

function summaryOf(holders: readonly HeldBy[]): string {
  const left = holders.filter(({to}) => to === null)
  return left.length === 0 ? 'No third-party crate has to keep another wasmtime' : left.map(whatStays).join('; ')
}

function whatStays({name, version, holds, why}: HeldBy): string {
  return `${name} ${version} goes on holding ${holds}: ${why}`
}

const mostRounds = 20
