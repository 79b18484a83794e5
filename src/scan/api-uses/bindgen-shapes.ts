import {closest} from '../../rust-source/ancestors.ts'
import type {File} from '../../rust-source/meaning-of.ts'
import type {Node} from '../../rust-source/rust-parser.ts'
import {typeNamed, typeOf} from '../../rust-source/type-of.ts'
import {pathSegments, writtenPath} from '../../rust-source/written-path.ts'
import type {Shape, UsingFile} from './shape.ts'
import {bindgenAround, callOf, isPath, mayBeGenerated} from './syntax.ts'

type BindgenShape =
  | 'async-trait'
  | 'indices-new'
  | 'interface-key'
  | 'not-trappable'
  | 'resource-drop'
  | 'tuple-of-instantiate'

/** `bindgen!` without `trappable_imports`, and a host trait in the same file whose functions return a `Result`. */
const notTrappable: Shape = (leaf, file) => {
  const macro = bindgenCalled(leaf, file)
  if (macro === undefined || /\btrappable_imports\b/.test(macro.text)) return false
  return [...file.declarations().functions.values()]
    .filter(item => isHostTrait(item, file))
    .some(item => /\bResult\b/.test(item.childForFieldName('return_type')?.text ?? ''))
}

/** A member of an interface as a string key: `"wasi:io/streams/stream-error"`, or `"logger/level"` of a world's own one. */
const interfaceKey: Shape = (leaf, file) =>
  (bindgenCalled(leaf, file)?.descendantsOfType('string_literal') ?? []).some(
    ({text, nextSibling}) =>
      /^(:|=>)$/.test(nextSibling?.type ?? '') &&
      /^"([\w-]+:[\w-]+\/[\w-]+(@[\w.+-]+)?|[\w-]+)\/[[\]\w.-]+"$/.test(text),
  )

/** `fn drop` of a host trait that takes a resource. */
const resourceDrop: Shape = (leaf, file) => {
  const item = leaf.parent
  if (item?.type !== 'function_item' || item.childForFieldName('name')?.id !== leaf.id) return false
  if (!isHostTrait(item, file) || item.namedChildren.some(({text}) => text === 'async')) return false
  const types = item.childForFieldName('parameters')?.namedChildren.map(one => one.childForFieldName('type')) ?? []
  return types.some(type => isPath(typeNamed(type, file) ?? [], ['wasmtime::component::Resource']))
}

/** `#[async_trait]` on an `impl` of a host trait. */
const asyncTrait: Shape = (leaf, file) => {
  const attribute = closest(leaf, 'attribute_item')
  if (leaf.nextSibling?.type === '::') return false
  let next = attribute?.nextNamedSibling
  while (next?.type === 'attribute_item' || next?.type === 'line_comment') next = next.nextNamedSibling
  const trait = next?.type === 'impl_item' ? next.childForFieldName('trait') : undefined
  return trait != null && isHostPath(trait, file)
}

/** `let (bindings, instance) = World::instantiate_async(…)`. */
const tupleOfInstantiate: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form !== 'path' || !isGeneratedCall(leaf, file)) return false
  const declaration = closest(leaf, 'let_declaration', 'block')
  return declaration?.childForFieldName('pattern')?.type === 'tuple_pattern'
}

/** `World::new(&mut store, &instance)` and `WorldIndices::new(…)`. */
const indicesNew: Shape = (leaf, file) => {
  const call = callOf(leaf)
  if (call?.form !== 'path' || !isGeneratedCall(leaf, file)) return false
  const owner = leaf.parent?.childForFieldName('path')
  if (owner != null && /Indices$/.test(pathSegments(owner).at(-1) ?? '')) return true
  const instance = typeOf(call.arguments[1] ?? null, file)
  return call.arguments.length === 2 && isPath(instance ?? [], ['wasmtime::component::Instance'])
}

/** The macro when the leaf is its name. */
function bindgenCalled(leaf: Node, file: File): Node | undefined {
  const macro = bindgenAround(leaf, file)
  const name = macro?.childForFieldName('macro')
  return name && leaf.startIndex >= name.startIndex && leaf.endIndex === name.endIndex ? macro : undefined
}

function isGeneratedCall(leaf: Node, file: UsingFile): boolean {
  return mayBeGenerated(writtenPath(leaf)?.segments ?? [], leaf, file)
}

/** Whether a function stands in an `impl` of a trait that `bindgen!` generated. */
function isHostTrait(item: Node, file: UsingFile): boolean {
  const trait = closest(item, 'impl_item')?.childForFieldName('trait')
  return trait != null && isHostPath(trait, file)
}

function isHostPath(trait: Node, file: UsingFile): boolean {
  const segments = pathSegments(trait)
  const name = segments.at(-1) ?? ''
  if (!/^Host([A-Z]\w*)?$|Imports$/.test(name) || file.definesTrait(name)) return false
  return mayBeGenerated(segments, trait, file)
}

export const bindgenShapes: Readonly<Record<BindgenShape, Shape>> = {
  'async-trait': asyncTrait,
  'indices-new': indicesNew,
  'interface-key': interfaceKey,
  'not-trappable': notTrappable,
  'resource-drop': resourceDrop,
  'tuple-of-instantiate': tupleOfInstantiate,
}
