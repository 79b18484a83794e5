import type {Edit} from '../domain/edit.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {bindgenAround} from '../scan/api-uses/syntax.ts'
import {type BindgenEntry, bindgenBody, bindgenEntries, commentsIn, withoutEntry} from './parts/bindgen-body.ts'
import {flagsOf} from './parts/bindgen-flags.ts'
import {byHand, type Rewrite, type Rule, type RustUse, replaced, spanOf} from './rule.ts'

/**
 * `async`, `trappable_imports`, `tracing` and `verbose_tracing` of `bindgen!` are flags of its `imports` and `exports`.
 * They are carried over together, since one flag's default would hide another's.
 */
export const bindgenAsyncOption: Rule = {
  changes: ['bindgen-async-option', 'bindgen-trappable-imports-option', 'bindgen-tracing-option-moved'],
  rewrite: use => {
    const macro = bindgenAround(use.leaf, use.file)
    const body = macro && bindgenBody(macro)
    const entries = body && bindgenEntries(body)
    if (macro === undefined || entries === undefined) return byHand('the options can’t be read')
    return mergedFlags(macro, entries, use)
  },
}

function mergedFlags(macro: Node, entries: readonly BindgenEntry[], {text, way}: RustUse): Rewrite | undefined {
  const [first, ...others] = entries.filter(({key}) => oldKeys.has(key.text))
  if (first === undefined) return undefined
  const flags = flagsOf(entries, way.to)
  if (typeof flags === 'string') return byHand(flags)
  if (others.some(entry => commentsIn(entry).length > 0) || (commentsIn(first).length > 0 && !startsLine(first, text)))
    return byHand('a comment stands inside of the option')
  const existing = entries.flatMap(entry => {
    const key = entry.key.text
    if (key !== 'imports' && key !== 'exports') return []
    const list = flags[key]
    return list === undefined ? [] : [{key, edit: replaced(entry.span, `${key}: ${list}`)}]
  })
  const added = keys.flatMap(key => {
    const list = flags[key]
    return list === undefined || existing.some(one => one.key === key) ? [] : [`${key}: ${list}`]
  })
  const edits = [insteadOf(first, added, text), ...existing.map(({edit}) => edit)]
  return {kind: 'edits', edits: [...edits, ...others.map(entry => withoutEntry(entry, text))], region: spanOf(macro)}
}

/** The new options in an old one's place: in lines of their own where it had one, behind the comments it held. */
function insteadOf(old: BindgenEntry, options: readonly string[], text: string): Edit {
  const comments = commentsIn(old)
  if (options.length === 0 && comments.length === 0) return withoutEntry(old, text)
  const lineBreak = startsLine(old, text) ? lineBreakBefore(old, text) : ' '
  return replaced(old.span, [...comments.map(comment => comment + lineBreak), options.join(`,${lineBreak}`)].join(''))
}

function startsLine({span}: BindgenEntry, text: string): boolean {
  return text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start).trim() === ''
}

/** The line break and the blanks that an entry begins its line with. */
function lineBreakBefore({span}: BindgenEntry, text: string): string {
  const line = text.lastIndexOf('\n', span.start - 1)
  return `${text[line - 1] === '\r' ? '\r' : ''}${text.slice(line, span.start)}`
}

const keys = ['imports', 'exports'] as const
const oldKeys = new Set(['async', 'trappable_imports', 'tracing', 'verbose_tracing'])
