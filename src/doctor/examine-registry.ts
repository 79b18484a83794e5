import type {CrateSource, Registry} from '../domain/ports.ts'
import {newest as newestOf} from '../registry/pick-versions.ts'
import type {Item} from './examination.ts'

/**
 * Whether the source of crates that cargo is configured for answers: one small question about wasmtime, within the
 * registry's own time limit. In the way only when something has to be downloaded.
 */
export async function examineRegistry(
  registry: Registry,
  {isOffline, isNeeded}: {readonly isOffline: boolean; readonly isNeeded: boolean},
): Promise<readonly Item[]> {
  const {problem} = await registry.refresh(['wasmtime'])
  const source = await registry.source()
  const name = source?.name ?? 'crates'
  if (problem !== undefined) {
    // Looking runs nothing that a repository brings; an upgrade does, and may well reach it.
    const isInTheWay = isNeeded && !isOffline && problem.code !== 'registry-not-asked'
    const state = isInTheWay ? 'blocking' : 'warning'
    return [{name, state, have: problem.title, need: problem.detail, todo: problem.nextSteps}]
  }
  const newest = newestOf((await registry.versions('wasmtime')) ?? [])?.version
  if (newest !== undefined) {
    return [{name, state: 'ok', have: `${howAsked(source, isOffline)}; its newest wasmtime is ${newest}`, todo: []}]
  }
  const todo = isOffline ? ['Run it once without --offline, so that cargo learns what is published.'] : []
  return [
    {name, state: isNeeded ? 'warning' : 'ok', have: `${howAsked(source, isOffline)}; it knows no wasmtime`, todo},
  ]
}

/** Whether crates come over the network. */
export function isRemote(source: CrateSource | undefined): boolean {
  return source === undefined || source.kind === 'sparse' || source.kind === 'git'
}

function howAsked(source: CrateSource | undefined, isOffline: boolean): string {
  if (source !== undefined && 'folder' in source) return `on this machine, in ${source.folder}`
  return isOffline ? 'not asked, because of --offline' : 'answers'
}
