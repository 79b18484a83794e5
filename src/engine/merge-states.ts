import {type FileState, isSameState} from '../domain/file-state.ts'
import type {Journal} from '../journal/journal.ts'
import {mergeLines} from './merge-lines.ts'

/** Where contents are kept by their hash. */
export type Contents = Pick<Journal, 'save' | 'content'>

/** A state, or two that can't be brought together without a person. */
export type Merged = {readonly kind: 'merged'; readonly state: FileState} | {readonly kind: 'conflict'}

/**
 * Brings the change base → theirs onto `ours`, line by line. Contents come from the state file and a merged one is
 * saved there. Bytes that aren't UTF-8 text are merged only when one side left them alone.
 */
export async function mergeStates(
  journal: Contents,
  base: FileState,
  ours: FileState,
  theirs: FileState,
): Promise<Merged> {
  if (isSameState(base, theirs) || isSameState(ours, theirs)) return {kind: 'merged', state: ours}
  if (isSameState(base, ours)) return {kind: 'merged', state: theirs}
  if (base.kind !== 'file' || ours.kind !== 'file' || theirs.kind !== 'file') return {kind: 'conflict'}

  const [baseText, ourText, theirText] = [base, ours, theirs].map(state => textOf(journal.content(state.sha256)))
  if (baseText === undefined || ourText === undefined || theirText === undefined) return {kind: 'conflict'}
  const merged = mergeTexts(baseText, ourText, theirText)
  if (merged === undefined) return {kind: 'conflict'}
  const sha256 = await journal.save(new TextEncoder().encode(merged))
  return {kind: 'merged', state: {kind: 'file', sha256, mode: base.mode === ours.mode ? theirs.mode : ours.mode}}
}

/** The same for texts; undefined when both changed the same lines in different ways. */
export function mergeTexts(base: string, ours: string, theirs: string): string | undefined {
  return mergeLines(linesOf(base), linesOf(ours), linesOf(theirs))?.join('')
}

/** Lines with their ends, so that CRLF and a missing last newline survive. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}

/** Undefined for what isn't UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    return undefined
  }
}
