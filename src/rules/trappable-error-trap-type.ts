import {resolved} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {typeOf} from '../rust-source/type-of.ts'
import {pathSegments} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {pathTo} from './parts/path-to.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, replaced} from './rule.ts'

/** The errors of WASI's traps are wasmtime's own: what makes one of anyhow's on the spot makes one of wasmtime's. */
export const trappableErrorTrapType: Rule = {
  changes: ['trappable-error-trap-type'],
  rewrite: use => {
    const {leaf, file, word} = use
    const call = callOf(leaf)
    // `trap` takes whatever can become an error; the cases of StreamError take one.
    if (call === undefined)
      return word !== 'trap' && isHandedOn(leaf) ? byHand('it is handed on as a function') : undefined
    const [error] = call.arguments
    if (error === undefined) return undefined
    const maker = makerOf(error)
    const made = maker && successors[resolved(pathSegments(maker), maker, file)[0] ?? '']
    if (maker && made !== undefined) return ofWasmtime(maker, made, use)
    return typeOf(error, file)?.includes('anyhow::Error') ? byHand('its error is one of anyhow') : undefined
  },
}

/** The macro of `anyhow!(…)`, the type of `Error::msg(…)`. */
function makerOf(error: Node): Node | undefined {
  if (error.type === 'macro_invocation') return error.childForFieldName('macro') ?? undefined
  const callee = error.type === 'call_expression' ? error.childForFieldName('function') : null
  const isKnown = /^(msg|new|from)$/.test(callee?.childForFieldName('name')?.text ?? '')
  return isKnown ? (callee?.childForFieldName('path') ?? undefined) : undefined
}

function ofWasmtime(maker: Node, path: string, use: RustUse): Rewrite {
  const name = pathTo(path, {leaf: maker, file: use.file})
  return name === undefined ? byHand("the package doesn't depend on wasmtime") : edits(replaced(maker, name))
}

/** `map_err(StreamError::Trap)`, not a pattern and not an import. */
function isHandedOn(leaf: Node): boolean {
  const path = leaf.parent?.type === 'scoped_identifier' ? leaf.parent : leaf
  return path.parent?.type === 'arguments' || path.parent?.type === 'let_declaration'
}

const successors: Readonly<Record<string, string>> = {
  'anyhow::anyhow': 'wasmtime::format_err',
  'anyhow::format_err': 'wasmtime::format_err',
  'anyhow::Error': 'wasmtime::Error',
}
