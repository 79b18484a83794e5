import type {FileState} from '../domain/file-state.ts'

import {type StateSaver, saveState} from './saved-tree.ts'

/** What stands at a path, with its content saved; or why that can't be known: a folder is there, or it may not be read. */
export type SeenState =
  | {readonly kind: 'seen'; readonly state: FileState}
  | {readonly kind: 'unseen'; readonly why: string}

/** Looks before it saves: what the tree refuses is an answer, a state file that can't be written is not. */
export async function seenState(ctx: StateSaver, path: string): Promise<SeenState> {
  try {
    await ctx.tree.state(path)
    await ctx.tree.read(path)
  } catch (error) {
    return {kind: 'unseen', why: error instanceof Error ? error.message : String(error)}
  }
  return {kind: 'seen', state: await saveState(ctx, path)}
}
