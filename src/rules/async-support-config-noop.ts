import {removeCall} from './parts/remove-call.ts'
import type {Rule} from './rule.ts'

/** `Config::async_support` does nothing any more: every store may use the async APIs. */
export const asyncSupportConfigNoop: Rule = {changes: ['async-support-config-noop'], rewrite: removeCall}
