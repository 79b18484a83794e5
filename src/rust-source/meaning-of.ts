import {ancestors, closest} from './ancestors.ts'
import type {Declarations} from './declarations.ts'
import {moduleOf} from './read-modules.ts'
import {type Names, resolvePath} from './resolve-path.ts'
import type {Node} from './rust-parser.ts'
import {pathSegments, writtenPath} from './written-path.ts'

/** What is known of a file while its tree is there. */
export type File = {
  readonly root: Node
  /** The file's own module. */
  readonly module: readonly string[]
  readonly names: Names
  /** What a method of a known type gives: `a::Linker.instantiate` → `a::Instance`; undefined: not known. */
  readonly resultOf: (type: string, method: string) => string | undefined
  readonly declarations: () => Declarations
  /** What was worked out already, by the id of the node. */
  readonly types: Map<number, readonly string[] | undefined>
  readonly meanings: Map<number, readonly string[]>
}

/** The full paths that a name may stand for where it is written; none for what is no path or of unknown origin. */
export function meaningOf(leaf: Node, file: File): readonly string[] {
  const before = file.meanings.get(leaf.id)
  if (before !== undefined) return before
  const path = writtenPath(leaf)
  const meaning = path === undefined ? [] : resolved(path.segments, leaf, file)
  file.meanings.set(leaf.id, meaning)
  return meaning
}

/** The full paths of a written path at a node. `Self` is the type of the `impl` around. */
export function resolved(segments: readonly string[], at: Node, file: File): readonly string[] {
  const here = {module: moduleOf(at, file.module), offset: at.startIndex}
  if (segments[0] !== 'Self') return resolvePath(segments, here, file.names)
  const type = closest(at, 'impl_item')?.childForFieldName('type')
  const self = type ? pathSegments(type) : []
  return self.length === 0 || self[0] === 'Self' ? [] : resolvePath([...self, ...segments.slice(1)], here, file.names)
}

/** The full paths of the trait that the `impl` block around is for; none outside of one. */
export function implementedTrait(node: Node, file: File): readonly string[] {
  for (const at of ancestors(node)) {
    if (at.type !== 'impl_item') continue
    const trait = at.childForFieldName('trait')
    return trait === null ? [] : resolved(pathSegments(trait), trait, file)
  }
  return []
}
