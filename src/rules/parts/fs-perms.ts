import {ancestors} from '../../rust-source/ancestors.ts'
import {meaningOf} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import {callOf, isPath} from '../../scan/api-uses/syntax.ts'

/** What `FsPerms` calls them. */
export type FsPerms = 'ReadOnly' | 'ReadWrite'

export const dirPerms = ['wasmtime_wasi::**::DirPerms']
export const filePerms = ['wasmtime_wasi::**::FilePerms']

/** What permissions for directories and for files are as one; undefined where the two differ or are worked out. */
export function asOne(ofDirs: Node, ofFiles: Node, file: UsingFile): FsPerms | undefined {
  const dirs = permsOf(ofDirs, dirPerms, 'MUTATE', file)
  return dirs !== undefined && dirs === permsOf(ofFiles, filePerms, 'WRITE', file) ? dirs : undefined
}

function permsOf(value: Node, type: readonly string[], mutating: string, file: UsingFile): FsPerms | undefined {
  const flags = flagsOf(value, type, file)
  if (flags === undefined) return undefined
  if (flags.has('all') || (flags.has('READ') && flags.has(mutating))) return 'ReadWrite'
  return flags.size === 1 && flags.has('READ') ? 'ReadOnly' : undefined
}

/** The flags that an expression names; undefined when anything else is in it. */
function flagsOf(value: Node, type: readonly string[], file: UsingFile): ReadonlySet<string> | undefined {
  if (value.type === 'parenthesized_expression' && value.firstNamedChild)
    return flagsOf(value.firstNamedChild, type, file)
  if (value.type === 'binary_expression') {
    const sides = [value.childForFieldName('left'), value.childForFieldName('right')]
    const [left, right] = sides.map(side => (side ? flagsOf(side, type, file) : undefined))
    const isUnion = value.childForFieldName('operator')?.text === '|'
    return isUnion && left && right ? new Set([...left, ...right]) : undefined
  }
  const isCall = value.type === 'call_expression'
  const path = isCall ? value.childForFieldName('function') : value
  const name = path?.type === 'scoped_identifier' ? path.childForFieldName('name') : undefined
  const owner = path?.childForFieldName('path')
  const last = owner?.type === 'scoped_identifier' ? owner.childForFieldName('name') : owner
  if (!name || !last || isCall !== (name.text === 'all') || !isPath(meaningOf(last, file), type)) return undefined
  return new Set([name.text])
}

/** The call of `preopened_dir` with four arguments that a node is in the permissions of. */
export function preopenAround(node: Node): Node | undefined {
  for (const at of ancestors(node)) {
    if (at.type !== 'call_expression') continue
    const callee = at.childForFieldName('function')
    const name = callee?.type === 'field_expression' ? callee.childForFieldName('field') : undefined
    const call = name?.text === 'preopened_dir' ? callOf(name) : undefined
    const [, , first, last] = call?.arguments ?? []
    if (!first || !last || call?.arguments.length !== 4) continue
    return first.startIndex <= node.startIndex && node.endIndex <= last.endIndex ? at : undefined
  }
  return undefined
}
