import {applyEdits, type Edit} from '../domain/edit.ts'
import type {Finding} from '../domain/finding.ts'
import type {Tree} from '../domain/ports.ts'
import type {FileWrite, Inspection} from '../domain/step-kind.ts'
import {editListItems, type ItemChange} from '../editors/edit-list-items.ts'
import type {LowAxis, LowEntry} from '../scan/matrix-axes.ts'
import {type Raise, rewriteFindings} from './rewrite-findings.ts'

/** What becomes of an entry of a build matrix: it goes, or `to` comes to stand behind it. */
export type MatrixChange = LowEntry & {readonly kind: 'remove' | 'insert'}

/** A file with the entries of its matrices changed. */
export type EditedFile = {readonly before: string; readonly after: string; readonly edits: readonly Edit[]}

/** The files that could be changed, by path, and the changes that are for people: their entries stand in no list. */
export type EditedMatrices = {
  readonly files: ReadonlyMap<string, EditedFile>
  readonly done: readonly MatrixChange[]
  readonly refused: readonly MatrixChange[]
}

/** Entries that go away. */
export function removals(axes: readonly LowAxis[], entries: (axis: LowAxis) => readonly LowEntry[]): MatrixChange[] {
  return axes.flatMap(axis => entries(axis).map(entry => ({...entry, kind: 'remove' as const})))
}

/** Changes entries of build matrices, each edit proven. Writes nothing. */
export async function editMatrices(tree: Tree, changes: readonly MatrixChange[]): Promise<EditedMatrices> {
  const files = new Map<string, EditedFile>()
  const done: MatrixChange[] = []
  const refused: MatrixChange[] = []
  for (const path of new Set(changes.map(({finding}) => finding.path))) {
    const ofFile = changes.filter(({finding}) => finding.path === path)
    const before = await tree.readText(path)
    const possible = before === undefined ? [] : possibleChanges(before, ofFile)
    const edits = before === undefined ? [] : editsFor(before, possible)
    refused.push(...ofFile.filter(change => !possible.includes(change)))
    if (before === undefined || edits === undefined || edits.length === 0) continue
    done.push(...possible)
    files.set(path, {before, after: applyEdits(before, edits), edits})
  }
  return {files, done, refused}
}

/** Writes the changed matrices and, on top of them, the raised values; blocked as `rewriteFindings` is. */
export async function writeMatrices(
  tree: Tree,
  {files}: EditedMatrices,
  raises: readonly Raise[],
  summary: string,
): Promise<Inspection> {
  const texts = {readText: async (path: string) => files.get(path)?.after ?? tree.readText(path)}
  const moved = raises.map(raise => ({...raise, finding: movedBy(files.get(raise.finding.path)?.edits, raise.finding)}))
  const inspection = await rewriteFindings(texts, moved, summary)
  if (inspection.kind !== 'needed') return inspection
  const raised = inspection.writes.map(write => ({...write, before: files.get(write.path)?.before ?? write.before}))
  const rest = [...files].flatMap<FileWrite>(([path, {before, after}]) =>
    raised.some(write => write.path === path) ? [] : [{path, before, after}],
  )
  return {...inspection, writes: [...raised, ...rest]}
}

/** All of them, or those that are possible by themselves; in a file with very many it is all or nothing. */
function possibleChanges(text: string, changes: readonly MatrixChange[]): readonly MatrixChange[] {
  if (editsFor(text, changes) !== undefined) return changes
  const alone = changes.length > manyChanges ? [] : changes.filter(change => editsFor(text, [change]) !== undefined)
  return editsFor(text, alone) === undefined ? [] : alone
}

function editsFor(text: string, changes: readonly MatrixChange[]): readonly Edit[] | undefined {
  const [first] = changes
  if (first === undefined) return []
  if (changes.some(({finding: {span, value}}) => text.slice(span.start, span.end) !== value)) return undefined
  const plan = editListItems(first.finding.place, text, changes.map(itemChange))
  return plan.kind === 'edits' ? plan.edits : undefined
}

function itemChange({kind, finding: {span}, to}: MatrixChange): ItemChange {
  return kind === 'remove' ? {kind, item: span} : {kind, behind: span, value: to}
}

/** The finding where it stands after the edits before it. */
function movedBy(edits: readonly Edit[] = [], finding: Finding): Finding {
  const by = edits
    .filter(({start}) => start < finding.span.start)
    .reduce((sum, {start, end, text}) => sum + text.length - (end - start), 0)
  const {start, end} = finding.span
  return {...finding, span: {start: start + by, end: end + by}}
}

const manyChanges = 50
