import {callOf} from '../scan/api-uses/syntax.ts'
import {removeCall} from './parts/remove-call.ts'
import type {Rule} from './rule.ts'

/** `Config::async_support` does nothing any more: every store may use the async APIs. */
export const asyncSupportConfigNoop: Rule = {
  changes: ['async-support-config-noop'],
  rewrite: use => {
    const rewrite = removeCall(use)
    const isRefused = callOf(use.leaf)?.arguments[0]?.text === 'false'
    return rewrite.kind === 'edits' && isRefused ? {...rewrite, note: noLongerRefused} : rewrite
  },
}

const noLongerRefused = '`async_support(false)` kept the async APIs from being used; nothing does that any more'
