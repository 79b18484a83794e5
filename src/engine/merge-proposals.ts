import type {FileWrite, Proposal} from '../domain/step-kind.ts'
import {mergeTexts} from './merge-states.ts'

/** What is written at once, and by which proposals; those that get in the way of an earlier one wait for the next round. */
export type MergedProposals = {readonly taken: readonly Proposal[]; readonly writes: readonly FileWrite[]}

/** Brings proposals together that were all worked out from the same tree. A proposal is taken as a whole or not at all. */
export function mergeProposals(proposals: readonly Proposal[]): MergedProposals {
  let writes: ReadonlyMap<string, FileWrite> = new Map()
  const taken: Proposal[] = []
  for (const proposal of proposals) {
    const merged = withWrites(writes, proposal.writes)
    if (merged === undefined) continue
    writes = merged
    taken.push(proposal)
  }
  return {taken, writes: [...writes.values()]}
}

/** Undefined when one of the writes can't be brought together with what is there. */
function withWrites(
  writes: ReadonlyMap<string, FileWrite>,
  added: readonly FileWrite[],
): ReadonlyMap<string, FileWrite> | undefined {
  const all = new Map(writes)
  for (const write of added) {
    const merged = mergeWrites(all.get(write.path), write)
    if (merged === undefined) return undefined
    all.set(write.path, merged)
  }
  return all
}

function mergeWrites(ours: FileWrite | undefined, theirs: FileWrite): FileWrite | undefined {
  if (ours === undefined || ours.after === theirs.after) return theirs
  if (ours.before === undefined || ours.before !== theirs.before) return undefined
  const after = mergeTexts(ours.before, ours.after, theirs.after)
  return after === undefined ? undefined : {...ours, after}
}
