import {moduleOf} from '../../rust-source/read-modules.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {pathSegments, writtenPath} from '../../rust-source/written-path.ts'
import type {UsingFile} from '../../scan/api-uses/shape.ts'

/**
 * Whether a path leads into what a `bindgen!` of the same file generates: through imports and modules of the file to a
 * module with such a call, on to a name that the module has from nowhere else.
 */
export function isGeneratedHere(leaf: Node, file: UsingFile): boolean {
  let module = moduleOf(leaf, file.module)
  let path = writtenPath(leaf)?.segments ?? []
  for (let step = 0; step < mostSteps; step++) {
    const [first = '', ...rest] = path
    const names = file.names.own.get(module.join('::'))
    const imported = names?.names.get(first)
    const inner = [...module, first]
    if (imported !== undefined && imported[0] !== first) path = [...imported, ...rest]
    else if (first === 'self') path = rest
    else if (imported === undefined && file.names.own.has(inner.join('::'))) {
      module = inner
      path = rest
    } else {
      const isOther = imported !== undefined || names?.items.has(first) || file.names.crates.has(first)
      return !isOther && /^(?!(crate|super)$)[a-z]\w*$/.test(first) && rest.length > 0 && hasBindgen(module, file)
    }
  }
  return false
}

function hasBindgen(module: readonly string[], file: UsingFile): boolean {
  return file.root
    .descendantsOfType('macro_invocation')
    .some(
      macro =>
        pathSegments(macro.childForFieldName('macro')).at(-1) === 'bindgen' &&
        moduleOf(macro, file.module).join('::') === module.join('::'),
    )
}

const mostSteps = 16
