import type {RustMark} from '../../catalog/change-marks.ts'
import {type File, meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeOf} from '../../rust-source/type-of.ts'
import type {UsingFile} from './shape.ts'
import {type Call, callOf, isPath} from './syntax.ts'

/** How sure it is that a name is what was looked for: by what it resolves to, or by its spelling alone. */
export type Match = 'resolved' | 'by-name'

/** The match of a condition that resolved names make. */
export function when(holds: boolean): Match | undefined {
  return holds ? 'resolved' : undefined
}

type CallMark = Extract<RustMark, {on: 'call'}>

/** Whether the name is that of a call that the mark looks for, by the type it is made on. */
export function matchCall(mark: CallMark, leaf: Node, file: UsingFile): Match | undefined {
  if (leaf.parent?.type === 'token_tree') return matchTokens(mark, leaf, file)
  const call = callOf(leaf)
  if (call?.form === 'method') return matchMethod(mark, call, file)
  if (mark.form === 'method' || leaf.type === 'field_identifier') return undefined
  const wanted = mark.types.flatMap(type => mark.names.map(name => `${type}::${name}`))
  return when(isPath(meaningOf(leaf, file), wanted) && (call === undefined || hasCallShape(mark, call)))
}

function matchMethod(mark: CallMark, call: Call, file: UsingFile): Match | undefined {
  if (mark.form === 'path' || !hasCallShape(mark, call)) return undefined
  const type = typeOf(call.receiver, file)
  if (mark.types.includes('*')) return when(file.namesFamily)
  if (type !== undefined && !isUndecided(type, file)) return when(isPath(type, mark.types))
  if (mark.distinct === true) return when(file.namesFamily)
  return file.namesFamily && mark.types.some(wanted => isNamedHere(wanted, file)) ? 'by-name' : undefined
}

/** A type of the own package that no file which was read defines: it may be an alias, so nothing is known of it. */
function isUndecided(type: readonly string[], {names}: File): boolean {
  return type.every(path => path.startsWith(`${names.crate}::`) && !isDefinedHere(path, names))
}

function isDefinedHere(path: string, {own, others}: File['names']): boolean {
  const end = path.lastIndexOf('::')
  const scope = own.get(path.slice(0, end)) ?? others.get(path.slice(0, end))
  return scope?.items.has(path.slice(end + 2)) ?? false
}

/** Whether the file's own module knows the type by its last name. */
function isNamedHere(wanted: string, file: File): boolean {
  const name = wanted.slice(wanted.lastIndexOf(':') + 1)
  return isPath(resolved([name], file.root, file), [wanted])
}

/** Inside macros there is no tree: paths, methods of a variable and names that nothing else has can be told. */
function matchTokens(mark: CallMark, leaf: Node, file: UsingFile): Match | undefined {
  const list = leaf.nextSibling
  if (list?.type !== 'token_tree' || mark.first !== undefined) return undefined
  if (leaf.previousSibling?.type === '.')
    return mark.form === 'path' ? undefined : matchMethodTokens(mark, leaf, list, file)
  const wanted = mark.types.flatMap(type => mark.names.map(name => `${type}::${name}`))
  return when(mark.form !== 'method' && leaf.previousSibling?.type === '::' && isPath(meaningOf(leaf, file), wanted))
}

function matchMethodTokens(mark: CallMark, leaf: Node, list: Node, file: UsingFile): Match | undefined {
  if (mark.arguments !== undefined && !mark.arguments.includes(countArguments(list))) return undefined
  const variable = leaf.previousSibling?.previousSibling
  const isWhole = variable?.type === 'identifier' && !/^(\.|::)$/.test(variable.previousSibling?.type ?? '')
  const type = isWhole ? typeOf(variable, file) : undefined
  if (type !== undefined && !isUndecided(type, file)) return when(isPath(type, mark.types))
  return when(mark.distinct === true && file.namesFamily)
}

/** The arguments between the parentheses of a token tree. */
function countArguments({children}: Node): number {
  const commas = children.filter(child => child?.type === ',').length
  const last = children.at(-2)?.type
  return children.length <= 2 ? 0 : commas + (last === ',' ? 0 : 1)
}

function hasCallShape(mark: CallMark, call: Call): boolean {
  const [first] = call.arguments
  if (mark.first !== undefined && (first === undefined || !mark.first.test(first.text))) return false
  return mark.arguments === undefined || mark.arguments.includes(call.arguments.length)
}
