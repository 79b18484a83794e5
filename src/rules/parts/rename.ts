import {closest} from '../../rust-source/ancestors.ts'
import {meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import {moduleOf} from '../../rust-source/read-modules.ts'
import {type WrittenPath, writtenPath} from '../../rust-source/written-path.ts'
import {byHand, type Rewrite, type RustUse, replaced} from '../rule.ts'
import {movePath} from './move-path.ts'

/** A thing's new full path, by its old one: `wasmtime::MpkEnabled` → `wasmtime::Enabled`. */
export type Renames = Readonly<Record<string, string>>

/**
 * Renames what the use means: its import, and where the name stands by itself. A name that another file of the
 * repository re-exports keeps its old name there, so it stays as it is here. `variants` are new names for what follows.
 */
export function renamePath(use: RustUse, renames: Renames, variants: Renames = {}): Rewrite | undefined {
  const moved = renameAlone(use, renames)
  const variant = writtenPath(use.leaf)?.outer.parent?.childForFieldName('name')
  if (moved?.kind !== 'edits' || !variant || variant.id === use.leaf.id) return moved
  const name = variants[variant.text]
  return name === undefined ? moved : {...moved, edits: [...moved.edits, replaced(variant, name)]}
}

function renameAlone(use: RustUse, renames: Renames): Rewrite | undefined {
  const path = meaningOf(use.leaf, use.file).find(one => renames[one] !== undefined)
  const target = path && renames[path]
  const written = writtenPath(use.leaf)
  if (path === undefined || target === undefined || written === undefined) return undefined
  const name = lastOf(target)
  const isFree = !isTaken(name, target, use)
  if (!written.isUse && written.segments.length === 1)
    return isImportedHere(use) && isFree ? {kind: 'edits', edits: [replaced(use.leaf, name)]} : undefined
  if (written.segments.length > 1 && !isBelow(written.segments, path, use)) return undefined
  if (bringsItself(written) && (isPublic(use) || !isFree) && !hasAlias(use))
    return byHand(`its new name ${name} would be another one for this module`)
  const moved = movePath(use, target)
  if (moved.kind !== 'edits' || !written.isUse || name === use.word || hasAlias(use) || isPrefix(written)) return moved
  return isPublic(use) || !isFree
    ? {...moved, edits: moved.edits.map(edit => ({...edit, text: aliased(edit.text, use.word)}))}
    : moved
}

/** What is before the name leads to where it is defined, not to a module of the own package that re-exports it. */
function isBelow(segments: readonly string[], path: string, {leaf, file}: RustUse): boolean {
  const parents = resolved(segments.slice(0, -1), leaf, file)
  return segments[0] === '' || parents.some(parent => path === `${parent}::${segments.at(-1)}`)
}

/** Something else has the new name already where the use stands. */
function isTaken(name: string, target: string, {word, leaf, file}: RustUse): boolean {
  const locals = file.names.locals.filter(({start, end}) => start <= leaf.startIndex && leaf.startIndex < end)
  const own = file.names.own.get(moduleOf(leaf, file.module).join('::'))
  // What a glob may bring in yields to what is named, so it takes nothing.
  const isNamed = [own, ...locals.map(({names}) => names)].some(
    scope => scope?.names.has(name) || scope?.items.has(name),
  )
  return name !== word && isNamed && resolved([name], leaf, file).some(one => one !== target)
}

/** `a` in `use a::{b, c}` and `use a::*`: it brings in no name of its own. */
function isPrefix({outer}: WrittenPath): boolean {
  return outer.parent?.type === 'use_wildcard' || outer.parent?.childForFieldName('path')?.id === outer.id
}

/** `preview1` in `use a::preview1::{self, b}`: it is imported under its own name. */
function bringsItself({outer, isUse}: WrittenPath): boolean {
  const list = isUse ? outer.parent?.childForFieldName('list') : undefined
  return list?.namedChildren.some(one => one?.type === 'self') ?? false
}

function aliased(text: string, name: string): string {
  return text === '' ? text : text.replace(/(;?)$/, ` as ${name}$1`)
}

/** The name comes from an import of this file that names the crate, or through a glob of it. */
function isImportedHere({word, leaf, file}: RustUse): boolean {
  const inModule = file.names.own.get(moduleOf(leaf, file.module).join('::'))
  const local = file.names.locals.find(
    ({start, end, names}) => start <= leaf.startIndex && leaf.startIndex < end && names.names.has(word),
  )
  const written = local?.names.names.get(word) ?? inModule?.names.get(word)
  if (written === undefined) return true
  const [first = ''] = written
  if (written.at(-1) !== word) return false
  return !resolved([first], leaf, file).some(one => one === file.names.crate || one.startsWith(`${file.names.crate}::`))
}

function hasAlias({leaf}: RustUse): boolean {
  return closest(leaf, 'use_as_clause', 'use_declaration')?.type === 'use_as_clause'
}

function isPublic({leaf}: RustUse): boolean {
  return closest(leaf, 'use_declaration')?.namedChildren.some(({type}) => type === 'visibility_modifier') ?? false
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1)
}
