import {meaningOf} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {moveEntries} from './parts/move-entries.ts'
import {movePath} from './parts/move-path.ts'
import {isOfProxyModule, leaveProxyModule} from './parts/proxy-module.ts'
import {entriesOf} from './parts/use-tree.ts'
import {byHand, type Rule, type RustUse} from './rule.ts'

/**
 * What belongs to WASIp2 left the root of wasmtime-wasi-http; each name goes straight to where the target has it. Some
 * names of its module `types` left that module as well, so these go by themselves, before it does.
 */
export const wasiHttpP2Module: Rule = {
  changes: ['wasi-http-p2-module'],
  rewrite: use => {
    if (isOfProxyModule(use)) return leaveProxyModule(use)
    const path = goneAt(use.leaf, use)
    if (path === undefined || followsModule(path, use)) return undefined
    const target = use.symbols.successorAt(path, use.way.to)
    if (target === undefined) return byHand(`wasmtime ${use.way.to} has no ${path}`)
    if (namesBehind(use.leaf).some(name => leavesModule(`${path}::${name}`, use))) return undefined
    return moveEntries(use, leaf => targetOf(leaf, use)) ?? movePath(use, target)
  },
}

function targetOf(leaf: Node, use: RustUse): string | undefined {
  const path = goneAt(leaf, use)
  return path === undefined || followsModule(path, use) ? undefined : use.symbols.successorAt(path, use.way.to)
}

function goneAt(leaf: Node, {file, symbols, way}: RustUse): string | undefined {
  return meaningOf(leaf, file).find(path => symbols.isGoneAt(path, way.to))
}

function followsModule(path: string, use: RustUse): boolean {
  return path.startsWith(`${types}::`) && !leavesModule(path, use)
}

/** A name of `types` that the target has, but not in `p2::types`. */
function leavesModule(path: string, {symbols, way}: RustUse): boolean {
  const target = symbols.successorAt(path, way.to)
  return path.startsWith(`${types}::`) && target !== undefined && !target.startsWith('wasmtime_wasi_http::p2::types::')
}

/** The names written right behind a module's: `types::A`, `types::{A, B}`. */
function namesBehind(leaf: Node): readonly string[] {
  const path = leaf.parent?.childForFieldName('name')?.id === leaf.id ? leaf.parent : leaf
  const around = path.parent
  if (around === null || around.childForFieldName('path')?.id !== path.id) return []
  const list = around.childForFieldName('list')
  if (list === null) return [around.childForFieldName('name')?.text ?? '']
  return entriesOf(list).map(entry => (entry.childForFieldName('path') ?? entry).text)
}

const types = 'wasmtime_wasi_http::types'
