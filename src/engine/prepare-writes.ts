import type {Problem} from '../domain/problem.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import {problemOf} from '../domain/system-problem.ts'
import type {FileChange} from '../journal/event.ts'
import type {EngineContext} from './engine-context.ts'
import {saveState, saveText} from './saved-tree.ts'

/** Saves the old and new bytes of each write. Undefined when a file isn't what the writes were worked out from. */
export async function prepareWrites(
  ctx: EngineContext,
  writes: readonly FileWrite[],
): Promise<FileChange[] | undefined> {
  const prepared: FileChange[] = []
  for (const write of writes) {
    if ((await ctx.tree.readText(write.path)) !== write.before) return undefined
    const before = await saveState(ctx, write.path)
    prepared.push({path: write.path, before, after: await saveText(ctx, write.after, before)})
  }
  return prepared
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
