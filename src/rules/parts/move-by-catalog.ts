import {meaningOf} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {byHand, type Rewrite, type RustUse} from '../rule.ts'
import {moveEntries} from './move-entries.ts'
import {movePath} from './move-path.ts'

/** Moves a path to where the catalogue says that its name is at the target, with those that move from the same list. */
export function moveByCatalog(use: RustUse): Rewrite | undefined {
  const path = goneAt(use.leaf, use)
  if (path === undefined) return undefined
  const target = use.symbols.successorAt(path, use.way.to)
  if (target === undefined) return byHand(`wasmtime ${use.way.to} has no ${path}`)
  return moveEntries(use, leaf => targetOf(leaf, use)) ?? movePath(use, target)
}

function targetOf(leaf: Node, use: RustUse): string | undefined {
  const path = goneAt(leaf, use)
  return path === undefined ? undefined : use.symbols.successorAt(path, use.way.to)
}

function goneAt(leaf: Node, {file, symbols, way}: RustUse): string | undefined {
  return meaningOf(leaf, file).find(path => symbols.isGoneAt(path, way.to))
}
