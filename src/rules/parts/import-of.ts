import {closest} from '../../rust-source/ancestors.ts'
import {meaningOf, resolved} from '../../rust-source/meaning-of.ts'
import {moduleOf} from '../../rust-source/read-modules.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import {isPath} from '../../scan/api-uses/syntax.ts'
import {leavesOf} from './leaves-of.ts'

/** The name in the private `use` that imports one of these paths, under no other name, for the module of a node. */
export function importOf(at: Node, word: string, paths: readonly string[], file: UsingFile): Node | undefined {
  const module = moduleOf(at, file.module).join('::')
  return leavesOf(word, file.root).find(leaf => {
    const declaration = closest(leaf, 'use_declaration')
    if (declaration === undefined || closest(leaf, 'use_as_clause', 'use_declaration')?.type === 'use_as_clause')
      return false
    const isItem = declaration.parent?.type === 'source_file' || declaration.parent?.type === 'declaration_list'
    const isPrivate = declaration.namedChildren.every(one => one?.type !== 'visibility_modifier')
    return (
      isItem && isPrivate && isPath(meaningOf(leaf, file), paths) && moduleOf(leaf, file.module).join('::') === module
    )
  })
}

/** Whether the module of a node uses the last name of a path, and it doesn't stand for that path there. */
export function isUnknown(path: string, at: Node, file: UsingFile): boolean {
  const word = path.slice(path.lastIndexOf(':') + 1)
  const module = moduleOf(at, file.module).join('::')
  return leavesOf(word, file.root).some(
    name =>
      name.type !== 'field_identifier' &&
      !isAfterPath(name) &&
      moduleOf(name, file.module).join('::') === module &&
      !resolved([word], name, file).includes(path),
  )
}

function isAfterPath({parent, id}: Node): boolean {
  return parent?.type.startsWith('scoped_') === true && parent.childForFieldName('name')?.id === id
}
