import type {RustMark} from '../../catalog/change-marks.ts'
import {ancestors, closest} from '../../rust-source/ancestors.ts'
import {type File, implementedTrait, meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import {type LocalUse, type ModuleNames, moduleOf} from '../../rust-source/read-modules.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {writtenPath} from '../../rust-source/written-path.ts'
import {type Match, matchCall, when} from './match-call.ts'
import type {UsingFile} from './shape.ts'
import {hasShape} from './shapes.ts'
import {bindgenAround, callOf, isPath, mayBeGenerated} from './syntax.ts'

/** Whether the name at this leaf of the tree is what the mark looks for. */
export function matchMark(mark: RustMark, leaf: Node, file: UsingFile): Match | undefined {
  switch (mark.on) {
    case 'name':
      return when(mark.written === true ? isWritten(mark.paths, leaf, file) : isPath(meaningOf(leaf, file), mark.paths))
    case 'call':
      return matchCall(mark, leaf, file)
    case 'impl':
      return when(isImplementation(mark, leaf, file))
    case 'match':
      return when(isInFullMatch(leaf) && isPath(meaningOf(leaf, file), mark.paths))
    case 'bindgen':
      return when(isBindgenKey(mark, leaf, file))
    case 'generated':
      return when(isGenerated(mark, leaf, file))
    case 'shape':
      return when(hasShape(mark.shape, leaf, file))
    case 'moved':
      return undefined
    default:
      return mark satisfies never
  }
}

/** A move is mended where the path is spelled out; names that an import brought in follow by themselves. */
function isWritten(paths: readonly string[], leaf: Node, file: File): boolean {
  const path = writtenPath(leaf)
  if (path === undefined || !isPath(resolved(path.segments, leaf, file), paths)) return false
  const [first = ''] = path.segments[0] === '' ? path.segments.slice(1) : path.segments
  const crates = paths.map(one => one.split('::', 1)[0] ?? '')
  if (path.isUse || path.segments.length > 1) {
    return resolved([first], leaf, file).some(one =>
      crates.some(crate => one === crate || one.startsWith(`${crate}::`)),
    )
  }
  const scopes = [file.names.own.get(moduleOf(leaf, file.module).join('::')), ...localScopes(leaf, file)]
  return !scopes.some(scope => scope?.names.has(first) || isBehindGlob(scope?.globs ?? [], first, leaf, file))
}

/** `use super::*` brings in what the module above imports by name. */
function isBehindGlob(globs: ModuleNames['globs'], name: string, leaf: Node, file: File): boolean {
  const {own, others} = file.names
  return globs
    .flatMap(glob => resolved(glob, leaf, file))
    .some(path => own.get(path)?.names.has(name) || others.get(path)?.names.has(name))
}

function localScopes(leaf: Node, {names}: File): readonly ModuleNames[] {
  const isAround = ({start, end}: LocalUse) => start <= leaf.startIndex && leaf.startIndex < end
  return names.locals.filter(isAround).map(use => use.names)
}

function isImplementation(mark: Extract<RustMark, {on: 'impl'}>, leaf: Node, file: File): boolean {
  if (mark.functions !== undefined) {
    const isName = leaf.parent?.type === 'function_item' && leaf.parent.childForFieldName('name')?.id === leaf.id
    return isName && isPath(implementedTrait(leaf, file), mark.traits)
  }
  const path = writtenPath(leaf)
  const item = closest(leaf, 'impl_item')
  const trait = item?.childForFieldName('trait')
  if (path === undefined || !trait || leaf.startIndex < trait.startIndex || leaf.endIndex > trait.endIndex) return false
  const isWhole = path.outer.id === trait.id || trait.childForFieldName('type')?.id === path.outer.id
  return isWhole && isPath(meaningOf(leaf, file), mark.traits)
}

/** The leaf is the first of its spelling among the patterns of a `match` that has no arm for the rest. */
function isInFullMatch(leaf: Node): boolean {
  const pattern = closest(leaf, 'match_pattern', 'block')
  if (pattern?.type !== 'match_pattern') return false
  const arms = closest(pattern, 'match_block')?.namedChildren.filter(({type}) => type === 'match_arm') ?? []
  const patterns = arms.map(arm => arm.childForFieldName('pattern'))
  // `_`, `other`, `(_, other)`: a pattern without a constant or a variant takes everything.
  if (patterns.some(one => one !== null && /^[_a-z(][^A-Z:"'\d]*$/.test(one.text))) return false
  const naming = patterns.find(one => one !== null && new RegExp(`\\b${leaf.text}\\b`).test(one.text))
  return naming?.id === pattern.id && !pattern.text.slice(0, leaf.startIndex - pattern.startIndex).includes(leaf.text)
}

function isBindgenKey(mark: Extract<RustMark, {on: 'bindgen'}>, leaf: Node, file: File): boolean {
  const macro = bindgenAround(leaf, file)
  if (macro === undefined) return false
  if (mark.deep === true) return true
  if (leaf.nextSibling?.type !== ':') return false
  const around = [...ancestors(leaf)].findIndex(({id}) => id === macro.id)
  const value = leaf.nextSibling.nextSibling?.text ?? ''
  return around <= 2 && (mark.value === undefined || mark.value.test(value))
}

function isGenerated(mark: Extract<RustMark, {on: 'generated'}>, leaf: Node, file: UsingFile): boolean {
  const path = writtenPath(leaf)
  if (path === undefined || !mayBeGenerated(path.segments, leaf, file)) return false
  if (mark.arguments === undefined) return true
  const call = callOf(leaf)
  if (call?.form !== 'path' || path.segments.length < 2 || call.hasTurbofish) return false
  return mark.arguments.includes(call.arguments.length)
}
