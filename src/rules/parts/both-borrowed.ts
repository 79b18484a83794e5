import {fieldType} from '../../rust-source/declarations.ts'
import {resolved} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments} from '../../rust-source/written-path.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'
import type {Place} from './view-impls.ts'

/** Why two parts of the state of an `impl`'s type can't be borrowed at once for sure; undefined when they can. */
export function bothBorrowed(first: Place, second: Place, item: Node, file: UsingFile): string | undefined {
  const shared = first.fields.findIndex((field, at) => field !== second.fields[at])
  if (shared === -1 || shared === second.fields.length) return 'ctx() and table() give parts of each other'
  let type = item.childForFieldName('type')
  for (const field of first.fields.slice(0, shared)) {
    const struct = type && pathSegments(type).at(-1)
    type = struct ? plainType(fieldType(file.declarations(), struct, field)) : null
    if (type === null || !isPlain(type, file))
      return `whether self.${field} lets both be borrowed isn't told in this file`
  }
  return undefined
}

/** The type behind what the language itself sees through: `&mut` and `Box`. */
function plainType(type: Node | null): Node | null {
  if (type?.type === 'reference_type') return plainType(type.childForFieldName('type'))
  if (type?.type === 'generic_type' && pathSegments(type).at(-1) === 'Box')
    return plainType(type.childForFieldName('type_arguments')?.firstNamedChild ?? null)
  return type
}

/** Tuples, and types of the own package that its own code doesn't see through. */
function isPlain(type: Node, file: UsingFile): boolean {
  if (type.type === 'tuple_type') return true
  const name = pathSegments(type).at(-1) ?? ''
  const paths = resolved(pathSegments(type), type, file)
  const isSeenThrough = file.root
    .descendantsOfType('impl_item')
    .some(
      item =>
        /\bDeref(Mut)?$/.test(item.childForFieldName('trait')?.text ?? '') &&
        pathSegments(item.childForFieldName('type')).at(-1) === name,
    )
  const {crate} = file.names
  return !isSeenThrough && paths.length === 1 && paths[0]?.startsWith(`${crate}::`) === true
}
