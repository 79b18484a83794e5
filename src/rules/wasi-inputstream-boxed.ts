import {writtenPath} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** `InputStream` is the boxed stream itself: what was wrapped into its case `Host` is one as it is. */
export const wasiInputstreamBoxed: Rule = {
  changes: ['wasi-inputstream-boxed'],
  rewrite: ({leaf, word}) => {
    const call = callOf(leaf)
    const type = writtenPath(leaf)?.outer.childForFieldName('path')
    const [stream] = call?.arguments ?? []
    if (word !== 'Host') return byHand('a FileInputStream is no InputStream any more')
    if (call === undefined || !type || stream === undefined) return byHand('InputStream has no cases any more')
    const {startIndex: start, endIndex: end} = call.node
    const isAlone = standingAlone.has(call.node.parent?.type ?? '')
    return edits(
      replaced({start, end: stream.startIndex}, isAlone ? '' : '('),
      replaced({start: stream.endIndex, end}, ` as ${type.text}${isAlone ? '' : ')'}`),
    )
  },
}

/** Where a cast needs no parentheses. */
const standingAlone = new Set([
  'arguments',
  'assignment_expression',
  'block',
  'expression_statement',
  'field_initializer',
  'let_declaration',
  'match_arm',
  'return_expression',
])
