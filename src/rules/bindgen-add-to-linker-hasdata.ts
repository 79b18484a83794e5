import {closest} from '../rust-source/ancestors.ts'
import {declaredAs} from '../rust-source/declarations.ts'
import {meaningOf} from '../rust-source/meaning-of.ts'
import {moduleOf} from '../rust-source/read-modules.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {isGeneratedHere} from './parts/generated-here.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, inserted, type Rule, type RustUse} from './rule.ts'

/**
 * A generated `add_to_linker` has to be told what its getter returns. Up to 33 that was always a `&mut U`, so it is
 * `HasSelf<_>`; but a getter has to be a plain function now, so one that captures something is left to people.
 */
export const bindgenAddToLinkerHasdata: Rule = {
  changes: ['bindgen-add-to-linker-hasdata'],
  rewrite: use => {
    const getter = callOf(use.leaf)?.arguments.at(-1)
    if (getter === undefined) return undefined
    if (isUncertain(use)) return byHand('it may be a function of the repository’s own')
    if (meaningOf(use.leaf, use.file).some(path => /^wasmtime\w*::/.test(path)))
      return byHand('what the bindings of another crate are implemented for is to be named')
    const host = hostOf(getter, use)
    if (host === undefined) return byHand('its getter may capture something, or can’t be followed')
    const hasSelf = pathTo('wasmtime::component::HasSelf', use)
    if (hasSelf === undefined) return byHand('the package doesn’t depend on wasmtime')
    return edits(inserted(use.leaf.endIndex, `::<_, ${hasSelf}<${host}>>`))
  },
}

/** A function in a module may be one of another file; what belongs to a type of no definition is generated. */
function isUncertain({leaf, file}: RustUse): boolean {
  const owner = leaf.parent?.childForFieldName('path')?.text ?? ''
  return !/(^|::)[A-Z]\w*$/.test(owner) && file.definesFunction(leaf.text) && !isGeneratedHere(leaf, file)
}

/**
 * What a getter that can be made a function pointer gives. A closure that looks at nothing but its parameter leaves that
 * to the compiler; of a function's name the compiler doesn't work it out. Undefined when it can't be told.
 */
function hostOf(getter: Node, use: RustUse): string | undefined {
  if (getter.type !== 'closure_expression') return hostOfFunction(getter, use)
  const [parameter, ...more] = getter.childForFieldName('parameters')?.namedChildren ?? []
  const name = parameter?.type === 'parameter' ? parameter.childForFieldName('pattern') : parameter
  const body = getter.childForFieldName('body')
  const isPlain = more.length === 0 && name?.type === 'identifier' && body !== null && looksAt(body, name.text)
  return isPlain ? '_' : undefined
}

/** The `T` of a function of the same module that returns `&mut T`: `host_of`, or `State::host`. */
function hostOfFunction(name: Node, {file}: RustUse): string | undefined {
  if (name.type === 'identifier' ? declaredAs(name) !== undefined : name.type !== 'scoped_identifier') return undefined
  const [method = '', ...owner] = pathSegments(name).toReversed()
  const item = file.declarations().functions.get(method)
  const block = item && closest(item, 'impl_item')
  if (item === undefined || moduleOf(item, file.module).join() !== moduleOf(name, file.module).join()) return undefined
  if ((block?.childForFieldName('type')?.text ?? '') !== owner.toReversed().join('::')) return undefined
  const isGeneric = [item, block].some(one => one?.childForFieldName('type_parameters') != null)
  const returned = item.childForFieldName('return_type')
  const isBorrow =
    returned?.type === 'reference_type' && returned.namedChildren.some(one => one?.type === 'mutable_specifier')
  const host = isBorrow && !isGeneric ? returned.childForFieldName('type')?.text : undefined
  return host === 'Self' ? owner.toReversed().join('::') : host
}

/** Whether an expression is built from a variable alone: its fields, methods without arguments, and borrows of these. */
function looksAt(expression: Node, variable: string): boolean {
  if (expression.type === 'identifier') return expression.text === variable
  if (expression.type === 'block' && expression.namedChildCount !== 1) return false
  if (expression.type === 'call_expression' && expression.childForFieldName('arguments')?.namedChildCount !== 0)
    return false
  return (
    through.has(expression.type) &&
    expression.namedChildren.every(child => child !== null && (leaves.has(child.type) || looksAt(child, variable)))
  )
}

const through = new Set([
  'block',
  'call_expression',
  'field_expression',
  'parenthesized_expression',
  'reference_expression',
  'unary_expression',
])
const leaves = new Set(['arguments', 'field_identifier', 'integer_literal', 'mutable_specifier'])
