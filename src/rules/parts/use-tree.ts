import type {Edit, Span} from '../../domain/edit.ts'
import {closest} from '../../rust-source/ancestors.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {inserted, removed, replaced, spanOf} from '../rule.ts'

/** The entry of a `use` list that a node is in: what stands between its commas. The whole tree when there is no list. */
export function entryOf(node: Node): {readonly entry: Node; readonly list: Node | undefined} {
  let entry = node
  while (entry.parent !== null && entry.parent.type !== 'use_list' && entry.parent.type !== 'use_declaration')
    entry = entry.parent
  return {entry, list: entry.parent?.type === 'use_list' ? entry.parent : undefined}
}

/**
 * Takes an entry out of its list and gives it a `use` of its own, `text`, right after; a list that has no other entry
 * goes with it.
 */
export function takenOut(entry: Node, text: string, source: string): readonly Edit[] {
  const declaration = closest(entry, 'use_declaration')
  const argument = declaration?.childForFieldName('argument')
  if (declaration === undefined || !argument) return []
  const {list} = entryOf(entry)
  const isAlone = list === undefined || entriesOf(list).length === 1
  if (isAlone) {
    const outer = list === undefined ? argument : (list.parent ?? list)
    if (outer.id === argument.id || list === undefined) return [replaced(argument, text)]
    return takenOut(outer, text, source)
  }
  return [removedEntry(entry, source), newUse(declaration, [text], source)]
}

/** A `use` of its own for each of some paths, after a declaration and with its visibility. */
export function newUse(declaration: Node, paths: readonly string[], source: string): Edit {
  const argument = declaration.childForFieldName('argument')
  const start = lineStart(source, declaration.startIndex)
  const indent = source.slice(start, declaration.startIndex)
  const lineBreak = source.startsWith('\r', source.indexOf('\n') - 1) ? '\r\n' : '\n'
  const before = indent.trim() === '' ? `${lineBreak}${indent}` : ' '
  const head = source.slice(declaration.startIndex, argument?.startIndex)
  return inserted(declaration.endIndex, paths.map(path => `${before}${head}${path};`).join(''))
}

/** Takes an entry out of a list of any kind with its comma, and with its line where it has one of its own. */
export function removedEntry(entry: Node, source: string): Edit {
  const {start, end} = spanOf(entry)
  const after = /^\s*,/.exec(source.slice(end))
  if (after === null) {
    const before = /,\s*$/.exec(source.slice(0, start))
    return removed({start: before === null ? start : before.index, end})
  }
  const stop = end + after[0].length
  const indent = /\r?\n[ \t]*$/.exec(source.slice(0, start))
  if (indent !== null && /^[ \t]*(\r?\n)/.test(source.slice(stop))) return removed({start: indent.index, end: stop})
  return removed({start, end: stop + (/^ */.exec(source.slice(stop))?.[0].length ?? 0)})
}

/** Takes entries out of a list that keeps others; one that is left over needs no braces. */
export function withoutEntries(list: Node, leaving: readonly Node[], source: string): readonly Edit[] {
  const gone = new Set(leaving.map(({id}) => id))
  const entries = entriesOf(list)
  const kept = entries.filter(({id}) => !gone.has(id))
  const [only] = kept
  const isBare =
    only !== undefined && kept.length === 1 && only.type !== 'self' && list.namedChildCount === entries.length
  if (isBare) return [replaced(list, only.text)]
  const lastKept = kept.at(-1)
  const spans = leaving.map(entry => {
    const {start, end} = removedEntry(entry, source)
    // The last one has no comma after it: the one before it goes, which is that of the last one kept.
    const hasComma = end > entry.endIndex || lastKept === undefined
    return hasComma ? {start, end} : {start: Math.min(start, lastKept.endIndex), end}
  })
  return united(spans).map(removed)
}

/** Spans that overlap or touch, as one. */
function united(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = out.at(-1)
    if (before === undefined || span.start > before.end) out.push(span)
    else out[out.length - 1] = {start: before.start, end: Math.max(before.end, span.end)}
  }
  return out
}

/** What stands in a list, without the comments. */
export function entriesOf(list: Node): readonly Node[] {
  return list.namedChildren.filter(({type}) => !type.endsWith('comment'))
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}
