import type {Node} from '../rust-source/rust-parser.ts'
import {bindgenAround} from '../scan/api-uses/syntax.ts'
import {bindgenBody, bindgenEntries} from './parts/bindgen-body.ts'
import {memberSeparator} from './parts/bindgen-flags.ts'
import {byHand, edits, type Rule, replaced} from './rule.ts'

/** The members of interfaces in the keys of `bindgen!`: `wasi:io/poll/pollable` is `wasi:io/poll.pollable`. */
export const bindgenDotSeparator: Rule = {
  changes: ['bindgen-dot-separator'],
  rewrite: ({leaf, file, way}) => {
    const macro = bindgenAround(leaf, file)
    const body = macro && bindgenBody(macro)
    const entries = body && bindgenEntries(body)
    if (entries === undefined) return byHand('the options can’t be read')
    const keys = entries.flatMap(({key, value}) => (keyed.has(key.text) ? keysIn(value[0]) : []))
    return edits(...keys.flatMap(key => rewritten(key, memberSeparator(way.to))))
  },
}

function keysIn(list: Node | undefined): readonly Node[] {
  return (list && bindgenEntries(list)?.map(({key}) => key)) ?? []
}

/** An interface's name has one slash after its namespace, one that stands in the world by its bare name has none. */
function rewritten(key: Node, separator: string) {
  const parts = /^"([\w-]+:[\w-]+\/[\w-]+(?:@[\w.+-]+)?|[\w-]+)\/([[\]\w.-]+)"$/.exec(key.text)
  return parts === null ? [] : [replaced(key, `"${parts[1]}${separator}${parts[2]}"`)]
}

const keyed = new Set(['with', 'trappable_error_type', 'imports', 'exports'])
