import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments, type WrittenPath, writtenPath} from '../../rust-source/written-path.ts'
import {byHand, type Rewrite, type RustUse, replaced} from '../rule.ts'
import {crateName, pathTo, spelledOut} from './path-to.ts'
import {entryOf, takenOut} from './use-tree.ts'

/** Writes another full path in the place of the one that ends with the use's name. */
export function movePath(use: RustUse, path: string): Rewrite {
  const written = writtenPath(use.leaf)
  if (written === undefined) return byHand('the name is no path here')
  return written.isUse ? moveImport(use, written, path) : moveName(use, written, path)
}

function moveName(use: RustUse, {segments, outer}: WrittenPath, path: string): Rewrite {
  const {leaf} = use
  const target = segments.length > 1 && segments[0] !== '' ? inFull(use, path) : pathTo(path, use)
  if (target === undefined) return byHand(`the package doesn't depend on ${path.split('::', 1)}`)
  const span = {start: startOfPath(outer, segments.length), end: leaf.endIndex}
  const before = use.text.slice(span.start, span.end)
  return {kind: 'edits', edits: before === target ? [] : [replaced(span, target)]}
}

/** A path spelled out stays spelled out, with the first name that was written. */
function inFull(use: RustUse, path: string): string | undefined {
  return spelledOut(path, writtenPath(use.leaf)?.segments.slice(0, -1) ?? [], use)
}

/** In a macro every name is a node of its own, so the path begins some tokens before. */
function startOfPath(outer: Node, count: number): number {
  if (outer.parent?.type !== 'token_tree') return outer.startIndex
  let first = outer
  for (let left = count - 1; left > 0; left--) first = first.previousSibling?.previousSibling ?? first
  return first.startIndex
}

function moveImport(use: RustUse, {segments, outer}: WrittenPath, path: string): Rewrite {
  const own = pathSegments(outer).length
  const prefix = segments.slice(0, segments.length - own)
  const relative = prefix.length === 0 ? undefined : below(use, prefix, path)
  if (relative !== undefined) return {kind: 'edits', edits: [replaced(outer, relative)]}
  const crate = crateName(path.split('::', 1)[0] ?? '', use.file.names.crates)
  if (crate === undefined) return byHand(`the package doesn't depend on ${path.split('::', 1)}`)
  const full = prefix.length === 0 ? inFull(use, path) : [crate, ...path.split('::').slice(1)].join('::')
  if (full === undefined) return byHand('the path has no beginning that is known here')
  if (prefix.length === 0) return {kind: 'edits', edits: [replaced(outer, full)]}
  const {entry} = entryOf(outer)
  const text = `${full}${use.text.slice(outer.endIndex, entry.endIndex)}`
  return {kind: 'edits', edits: takenOut(entry, text, use.text)}
}

/** The rest of a path below what a list's beginning leads to; undefined when it isn't below. */
function below(use: RustUse, prefix: readonly string[], path: string): string | undefined {
  const base = resolved(prefix, use.leaf, use.file)
  const [only] = base
  if (only === undefined || base.length > 1 || !path.startsWith(`${only}::`)) return undefined
  return path.slice(only.length + 2)
}
