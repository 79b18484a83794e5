import {count} from '../domain/count.ts'
import type {ErrorGroup, SuggestedEdit} from '../domain/diagnosis.ts'
import {applyEdits} from '../domain/edit.ts'
import type {FileWrite, Proposal} from '../domain/step-kind.ts'
import {lineAt} from './suggested-edits.ts'

/** Path → text of the files as they are now; a file that is gone is missing. */
export type Texts = ReadonlyMap<string, string>

/** What the compiler suggests for a group, where the code still is what it was suggested for; undefined when nothing is. */
export function proposeSuggestions(group: ErrorGroup, texts: Texts): Proposal | undefined {
  let edits: readonly SuggestedEdit[] = []
  let taken = 0
  for (const suggestion of group.suggestions) {
    const more = withSuggestion(edits, suggestion, texts)
    if (more === undefined) continue
    edits = more
    taken += 1
  }
  if (taken === 0) return undefined
  return {
    id: group.id,
    title: `${group.title}: what the compiler suggests, in ${count(taken, 'place')}`,
    why: group.why,
    ...(group.change === undefined ? {} : {change: group.change}),
    writes: writesOf(edits, texts),
    // It makes the types fit; whether it makes what the change asks for, the compiler can't know.
    isSafe: group.change === undefined,
  }
}

/** Undefined when a part of it no longer fits the text, or stands at the place of another edit. */
function withSuggestion(
  edits: readonly SuggestedEdit[],
  suggestion: readonly SuggestedEdit[],
  texts: Texts,
): readonly SuggestedEdit[] | undefined {
  const all = [...edits]
  for (const edit of suggestion) {
    if (!stands(edit, texts.get(edit.path)) || all.some(other => meet(edit, other))) return undefined
    all.push(edit)
  }
  return all
}

/** The text is there still, in the very line. */
function stands({start, end, was, line}: SuggestedEdit, text: string | undefined): boolean {
  return text !== undefined && end - start === was.length && text.startsWith(was, start) && lineAt(text, start) === line
}

function meet(a: SuggestedEdit, b: SuggestedEdit): boolean {
  return a.path === b.path && (a.start === b.start || (a.start < b.end && b.start < a.end))
}

function writesOf(edits: readonly SuggestedEdit[], texts: Texts): readonly FileWrite[] {
  return [...new Set(edits.map(({path}) => path))].flatMap(path => {
    const before = texts.get(path)
    const ofFile = edits.filter(edit => edit.path === path)
    return before === undefined ? [] : [{path, before, after: applyEdits(before, ofFile)}]
  })
}
