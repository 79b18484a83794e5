import type {Node} from '../rust-source/rust-parser.ts'
import {type Call, callOf} from '../scan/api-uses/syntax.ts'
import {handled} from './parts/handled.ts'
import {pathTo} from './parts/path-to.ts'
import {isPlain} from './parts/statement.ts'
import {byHand, inserted, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** A cache is loaded by `Cache::from_file` and handed to `Config::cache`; no cache is `None`. */
export const configCacheApi: Rule = {
  changes: ['config-cache-api'],
  rewrite: use => {
    const call = callOf(use.leaf)
    const list = call?.node.childForFieldName('arguments')
    if (call?.form !== 'method' || !list) return byHand('it is not called as a method here')
    if (use.word === 'disable_cache')
      return {kind: 'edits', edits: [replaced(use.leaf, 'cache'), replaced(list, '(None)')]}
    return load(use, call, list)
  },
}

/** What handles the failure moves inside, because loading is what fails now. */
function load(use: RustUse, {node, receiver, arguments: [path]}: Call, list: Node): Rewrite {
  const cache = pathTo('wasmtime::Cache', use)
  if (cache === undefined) return byHand("the package doesn't depend on wasmtime")
  const loading = `${cache}::from_file(${path === undefined ? 'None' : `Some(${asPath(path, use)})`})`
  const {node: whole, isUnwrapped} = handled(node)
  if (isUnwrapped) {
    const edits = [replaced(use.leaf, 'cache'), replaced(list, `(Some(${loading}`), inserted(whole.endIndex, '))')]
    return {kind: 'edits', edits, note: enabledKey}
  }
  if (receiver === null || !isPlain(receiver)) return byHand('its failure is handled in a way of its own')
  const text = `${loading}.map(|cache| ${receiver.text}.cache(Some(cache)))`
  return {kind: 'edits', edits: [replaced(node, text)], note: enabledKey}
}

/** Any `impl AsRef<Path>` as a `&Path`. */
function asPath(path: Node, use: RustUse): string {
  if (path.type === 'string_literal') return `${pathTo('std::path::Path', use) ?? 'std::path::Path'}::new(${path.text})`
  if (/(\bPath::new\([^()]*\)|\.as_path\(\))$/.test(path.text)) return path.text
  const value = path.type === 'reference_expression' ? path.childForFieldName('value') : path
  return value !== null && postfix.has(value.type) ? `${value.text}.as_ref()` : `(${path.text}).as_ref()`
}

const postfix = new Set([
  'identifier',
  'field_expression',
  'call_expression',
  'scoped_identifier',
  'macro_invocation',
  'parenthesized_expression',
  'index_expression',
])
const enabledKey = 'from wasmtime 33 on a cache file must not have the key `enabled`'
