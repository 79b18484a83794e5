import {meaningOf} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {typeOf} from '../rust-source/type-of.ts'
import {type Call, callOf, isPath} from '../scan/api-uses/syntax.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed} from './rule.ts'

/** `AsyncStdinStream::new` and `AsyncStdoutStream::new` take what was wrapped into a pipe's stream before. */
export const asyncstdioNewTakesTokio: Rule = {
  changes: ['asyncstdio-new-takes-tokio'],
  rewrite: use => {
    const call = callOf(use.leaf)
    const [stream, ...others] = call?.arguments ?? []
    if (call === undefined) return byHand('it is handed on as a function')
    if (stream === undefined || others.length > 0) return undefined
    const inner = wrapping(stream, use)
    if (inner !== undefined) return unwrapped(stream, inner)
    return isPath(typeOf(stream, use.file) ?? [], pipes) ? byHand('the stream was wrapped elsewhere') : undefined
  },
}

/** The call of `AsyncReadStream::new` or `AsyncWriteStream::new` that an argument is. */
function wrapping(stream: Node, {file}: RustUse): Call | undefined {
  const callee = stream.type === 'call_expression' ? stream.childForFieldName('function') : undefined
  const name = callee?.childForFieldName('name')
  const isNew =
    name &&
    isPath(
      meaningOf(name, file),
      pipes.map(type => `${type}::new`),
    )
  return isNew ? callOf(name) : undefined
}

/** What stands between the parentheses of the inner call takes the place of the call, laid out as it is. */
function unwrapped(stream: Node, {node}: Call): Rewrite {
  const inside = node.childForFieldName('arguments')
  if (!inside) return byHand('what it wraps is not told here')
  return edits(
    removed({start: stream.startIndex, end: inside.startIndex + 1}),
    removed({start: inside.endIndex - 1, end: stream.endIndex}),
  )
}

const pipes = ['wasmtime_wasi::**::pipe::AsyncReadStream', 'wasmtime_wasi::**::pipe::AsyncWriteStream']
