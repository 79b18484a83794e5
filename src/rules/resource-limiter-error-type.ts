import {withOwnError} from './parts/own-error.ts'
import type {Rule} from './rule.ts'

/** A limiter is told of failures by wasmtime's own error. */
export const resourceLimiterErrorType: Rule = {
  changes: ['resource-limiter-error-type'],
  rewrite: use => {
    const item = use.leaf.parent
    const edits = ['parameters', 'return_type'].flatMap(field =>
      withOwnError(item?.childForFieldName(field) ?? null, use),
    )
    return edits.length === 0 ? undefined : {kind: 'edits', edits}
  },
}
