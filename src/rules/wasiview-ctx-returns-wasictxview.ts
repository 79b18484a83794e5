import type {Edit} from '../domain/edit.ts'
import {closest} from '../rust-source/ancestors.ts'
import {meaningOf, resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import {isPath} from '../scan/api-uses/syntax.ts'
import {bothBorrowed} from './parts/both-borrowed.ts'
import {importOf, isUnknown} from './parts/import-of.ts'
import {pathTo} from './parts/path-to.ts'
import {replaceImport} from './parts/replace-import.ts'
import {
  aboveOf,
  functionIn,
  hasOnly,
  implOf,
  ioViewBeside,
  ioViews,
  namesMeaning,
  type Place,
  placeGiven,
  wasiViewBeside,
  wasiViews,
} from './parts/view-impls.ts'
import {viewLiteral} from './parts/view-literal.ts'
import {itemLines} from './parts/without-item.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed, replaced} from './rule.ts'

/**
 * `WasiView::ctx` gives the context and the table as one `WasiCtxView`; `table()`, whether it stood in `WasiView` (till
 * 29) or in `IoView` (till 35), goes. Only where both give a part of the state by name: what is computed can't be
 * borrowed twice without thought.
 */
export const wasiviewCtxReturnsWasictxview: Rule = {
  changes: ['wasiview-ctx-returns-wasictxview'],
  rewrite: use => {
    const {leaf, file, word} = use
    if (closest(leaf, 'use_declaration') !== undefined) return word === 'IoView' ? withoutIoView(use) : undefined
    const item = implOf(leaf)
    const meaning = meaningOf(leaf, file)
    if (item === undefined) return byHand(`wasmtime-wasi 36 has no ${word}`)
    if (isPath(meaning, wasiViews)) return mergedView(item, use)
    if (!isPath(meaning, ioViews)) return undefined
    return wasiViewBeside(item, file) === undefined ? byHand('its WasiView is in another file') : undefined
  },
}

/** The import of `IoView` goes with its last use; the view that `ctx` gives takes its place. */
function withoutIoView(use: RustUse): Rewrite | undefined {
  if (namesMeaning('IoView', ioViews, use.file).length > 0) return undefined
  return replaceImport(use, isUnknown(viewPath, use.leaf, use.file) ? viewPath : undefined)
}

type Merge = {
  readonly ctx: Node
  readonly places: readonly [Place, Place]
  readonly gone: Node
  readonly above: readonly Node[]
}

function mergedView(item: Node, use: RustUse): Rewrite | undefined {
  const merge = mergeOf(item, use)
  if (merge === undefined) return undefined
  return 'why' in merge ? byHand(merge.why) : carriedOut(merge, use)
}

/** What has to be done to an `impl WasiView`; undefined when it has the new form, a reason when it is for people. */
function mergeOf(item: Node, use: RustUse): Merge | {readonly why: string} | undefined {
  const ctx = functionIn(item, 'ctx')
  const returned = ctx?.childForFieldName('return_type')
  if (ctx === undefined || !returned) return {why: 'it has no ctx()'}
  if (returned.type !== 'reference_type') return undefined
  const io = functionIn(item, 'table') === undefined ? ioViewBeside(item, use.file) : undefined
  const table = functionIn(io ?? item, 'table')
  if (table === undefined) return {why: 'the table() of its type is in another file'}
  if (!hasOnly(item, ['ctx', 'table']) || (io !== undefined && !hasOnly(io, ['table'])))
    return {why: 'it has more in it than ctx() and table()'}
  const isKept = io !== undefined && !isPath(traitOf(io, use), ioViews)
  const places = [placeGiven(ctx), placeGiven(table)] as const
  const [first, second] = places
  if (first === undefined || second === undefined) return {why: 'ctx() or table() works out what it gives'}
  const why = bothBorrowed(first, second, item, use.file)
  if (why !== undefined) return {why}
  const gone = io ?? table
  const above = isKept ? [] : [...aboveOf(gone), ...(io === undefined ? [] : aboveOf(table))]
  if (above.some(one => one.type === 'attribute_item' && !/^#\[inline\b/.test(one.text)))
    return {why: 'table() is there on a condition'}
  return {ctx, places: [first, second], gone: isKept ? ctx : gone, above}
}

function traitOf(item: Node, {file}: RustUse): readonly string[] {
  const trait = item.childForFieldName('trait')
  return trait ? resolved(pathSegments(trait), trait, file) : []
}

function carriedOut({ctx, places, gone, above}: Merge, use: RustUse): Rewrite {
  const name = viewName(ctx, use)
  const returned = ctx.childForFieldName('return_type')
  const body = ctx.childForFieldName('body')
  if (name === undefined || !returned || !body) return byHand("the package doesn't depend on wasmtime-wasi")
  const lifetime = returned.namedChildren.find(one => one?.type === 'lifetime')?.text ?? "'_"
  const comments = [...above.filter(({type}) => type.endsWith('comment')).map(({text}) => text), ...places[1].comments]
  const list: Edit[] = [replaced(returned, `${name}<${lifetime}>`), viewLiteral(body, name, places, comments, use.text)]
  if (gone.id !== ctx.id) {
    const own = aboveOf(gone)
    list.push(removed(itemLines(gone, own, use.text)))
  }
  return edits(...list)
}

/** The view's name where it is imported, or will be in the place of `IoView`; else its full path. */
function viewName(at: Node, use: RustUse): string | undefined {
  const imported = importOf(at, 'IoView', ioViews, use.file)
  const others = namesMeaning('IoView', ioViews, use.file)
  const isReplaced =
    imported !== undefined &&
    others.every(leaf => isMerged(leaf, use)) &&
    replaceImport({...use, leaf: imported}, viewPath).kind === 'edits'
  return isReplaced ? view : pathTo(viewPath, {leaf: at, file: use.file})
}

function isMerged(leaf: Node, use: RustUse): boolean {
  const item = implOf(leaf)
  const wasi = item && wasiViewBeside(item, use.file)
  const merge = wasi && mergeOf(wasi, use)
  return merge !== undefined && !('why' in merge)
}

const view = 'WasiCtxView'
const viewPath = 'wasmtime_wasi::WasiCtxView'
