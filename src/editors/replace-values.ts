import {applyEdits, type Edit} from '../domain/edit.ts'
import type {PlaceKind} from '../domain/finding.ts'
import {formats} from './formats.ts'
import {type ParsedFile, replaceInPlace, type ValueChange} from './leaves.ts'
import {disproveChanges} from './prove-changes.ts'

export type {ValueChange} from './leaves.ts'

/** What an editor answers: the edits (with notes for the person), nothing to do, or why it can't. */
export type ReplacementPlan =
  | {readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly notes: readonly string[]}
  | {readonly kind: 'nothing'}
  | {readonly kind: 'cannot'; readonly why: string}

/**
 * Plans to put each change's `to` where its `from` stands. Takes the kind of file, its text, and the changes with
 * their spans; gives offset edits that were proved with the file's own parser: exactly these values differ afterwards.
 */
export function replaceValues(place: PlaceKind, text: string, changes: readonly ValueChange[]): ReplacementPlan {
  if (place === 'lockfile') return cannot('cargo writes the lockfile itself')
  const wrong = changes.find(({span, from}) => text.slice(span.start, span.end) !== from)
  if (wrong !== undefined) return cannot(misplaced(text, wrong))
  const wanted = changes.filter(({from, to}) => from !== to).toSorted((a, b) => a.span.start - b.span.start)
  if (wanted.length === 0) return {kind: 'nothing'}
  if (wanted.some(({span}, index) => span.start < (wanted[index - 1]?.span.end ?? 0))) {
    return cannot('two changes want the same place')
  }
  const before = parsed(place, text)
  if (typeof before === 'string') return cannot(`the file ${before}`)
  return planEdits({place, text, before}, wanted)
}

type Opened = {readonly place: PlaceKind; readonly text: string; readonly before: ParsedFile}

function planEdits({place, text, before}: Opened, wanted: readonly ValueChange[]): ReplacementPlan {
  const edits: Edit[] = []
  const notes = new Set<string>()
  const drops = new Set<string>()
  for (const change of wanted) {
    const adapted = (before.adapt ?? replaceInPlace)(change)
    if (adapted.kind === 'cannot') return adapted
    edits.push(...adapted.edits)
    for (const note of adapted.notes) notes.add(note)
    for (const path of adapted.drops) drops.add(path)
  }
  const after = parsed(place, applyEdits(text, edits))
  if (typeof after === 'string') return cannot(`the edited file ${after}`)
  const objection = disproveChanges({before: before.leaves, after: after.leaves, drops}, wanted)
  if (objection !== undefined) return cannot(`the edit would change something else: ${objection}`)
  return {kind: 'edits', edits, notes: [...notes]}
}

/** The parsed file, or why it can't be parsed. */
function parsed(place: PlaceKind, text: string): ParsedFile | string {
  const {name, parse} = formats[place]
  try {
    return parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return `is not valid ${name}: ${message.split('\n')[0]}`
  }
}

function misplaced(text: string, {span, from}: ValueChange): string {
  return `the file changed: it has ${JSON.stringify(text.slice(span.start, span.end))} where ${JSON.stringify(from)} was found`
}

function cannot(why: string): ReplacementPlan {
  return {kind: 'cannot', why}
}
