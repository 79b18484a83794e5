import type {Edit} from '../../domain/edit.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import {type RustUse, replaced} from '../rule.ts'
import {pathTo} from './path-to.ts'

/** Writes wasmtime's own error and result in a type that has those of anyhow. */
export function withOwnError(type: Node | null, use: RustUse): readonly Edit[] {
  if (type === null) return []
  if (!named.has(type.type)) return type.namedChildren.flatMap(child => withOwnError(child, use))
  const [meaning = ''] = resolved(pathSegments(type), type, use.file)
  const own = owns[meaning]
  const path = own === undefined ? undefined : pathTo(own, use)
  return path === undefined ? [] : [replaced(type, path)]
}

const named = new Set(['type_identifier', 'scoped_type_identifier'])
const owns: Readonly<Record<string, string>> = {
  'anyhow::Error': 'wasmtime::Error',
  'anyhow::Result': 'wasmtime::Result',
}
