import {ProblemError} from '../domain/errors.ts'
import {isSameState} from '../domain/file-state.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import {problemOf} from '../domain/system-problem.ts'
import type {FileChange} from '../journal/event.ts'
import type {EngineContext} from './engine-context.ts'
import {saveState, saveText} from './saved-tree.ts'

/**
 * Saves the old and new bytes of each write. Where its path is a link, the file in the repository that it leads to is the one
 * to write. Undefined when a file isn't what the writes were worked out from. Throws a ProblemError where a link leads out.
 */
export async function prepareWrites(
  ctx: EngineContext,
  writes: readonly FileWrite[],
): Promise<FileChange[] | undefined> {
  const prepared = new Map<string, FileChange>()
  for (const write of writes) {
    if ((await ctx.tree.readText(write.path)) !== write.before) return undefined
    const path = await meantBy(ctx.tree, write.path)
    const before = await saveState(ctx, path)
    const after = await saveText(ctx, write.after, before)
    const other = prepared.get(path)
    if (other !== undefined && !isSameState(other.after, after)) throw new ProblemError(changedTwice(path))
    prepared.set(path, {path, before, after})
  }
  return [...prepared.values()]
}

/** The path to write, no link any more. Throws a ProblemError where it leads out of the repository. */
export async function meantBy(tree: EngineContext['tree'], path: string): Promise<string> {
  const meant = await tree.follow(path)
  if (meant === undefined) throw new ProblemError(leadsOut(path))
  return meant
}

function leadsOut(path: string): Problem {
  return {
    code: 'link-leads-out',
    title: `${path} is a link to no file of the repository`,
    detail: 'The wizard follows links to files within the repository only.',
    nextSteps: [`Put the file itself at ${path}, then retry.`],
    path,
  }
}

function changedTwice(path: string): Problem {
  return {
    code: 'linked-twice',
    title: `${path} would be changed in two ways`,
    detail: 'Several links lead to it, and what stands at each of them asks for something else.',
    nextSteps: ['Give each of them a file of its own, then retry.'],
    path,
  }
}

/** Why a file could not be written, and what to do; the system's own words among it. */
export function writeFailed(path: string, error: unknown): Problem {
  const next = 'then retry; or roll the step back.'
  const known = problemOf(error, next)
  const title = `Cannot write ${path}`
  if (known !== undefined)
    return {...known, code: 'write-failed', title, detail: `${known.title}. ${known.detail}`, path}
  const detail = error instanceof Error ? error.message : String(error)
  return {code: 'write-failed', title, detail, nextSteps: [`Make the file writable, ${next}`], path}
}

/** A file that is no longer what the step had looked at when its turn to be written came. */
export function editedMeanwhile(path: string): Problem {
  return {
    code: 'edited-meanwhile',
    title: `${path} was edited meanwhile`,
    detail: 'It was changed after the step had looked at it. It stays as it is now.',
    nextSteps: ['Retry: the step looks at it again.'],
    path,
  }
}
