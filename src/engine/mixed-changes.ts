import type {Inspection, Proposal} from '../domain/step-kind.ts'
import type {EngineContext} from './engine-context.ts'
import {fileHistory} from './file-history.ts'
import {isInState} from './saved-tree.ts'

/** The inspection of a step whose commit would take somebody's own changes along is a blocked one. */
export async function withoutMixing(ctx: EngineContext, inspection: Inspection): Promise<Inspection> {
  if (ctx.commits === undefined || inspection.kind !== 'needed') return inspection
  const paths = [...inspection.writes.map(({path}) => path), ...inspection.touches]
  const mixed = await notOurs(ctx, paths)
  return mixed.length === 0 ? inspection : {kind: 'blocked', problem: ctx.commits.mixed(mixed)}
}

/** Those of the paths that have uncommitted changes which this session didn't make. */
async function notOurs(
  {journal, tree, commits}: Pick<EngineContext, 'journal' | 'tree' | 'commits'>,
  paths: readonly string[],
): Promise<readonly string[]> {
  const {session} = journal
  if (paths.length === 0 || session === undefined || commits === undefined) return []
  const found: string[] = []
  for (const path of await commits.uncommitted(paths)) {
    const history = await fileHistory(journal, session, path)
    if (history === undefined || !(await isInState({journal, tree}, path, history.current))) found.push(path)
  }
  return found
}

/** The proposals whose writes keep clear of somebody's own uncommitted changes, where the step is to become a commit. */
export async function keptApart(ctx: EngineContext, proposals: readonly Proposal[]): Promise<readonly Proposal[]> {
  const paths = [...new Set(proposals.flatMap(({writes}) => writes.map(({path}) => path)))]
  const mixed = new Set(await notOurs(ctx, paths))
  for (const path of mixed) ctx.say(`${path} has changes of your own that aren’t committed: nothing is proposed for it`)
  return proposals.filter(({writes}) => !writes.some(({path}) => mixed.has(path)))
}
