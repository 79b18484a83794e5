import {removeCall} from './parts/remove-call.ts'
import type {Rule} from './rule.ts'

/** The cache for indirect calls is gone, and with it what tuned it. */
export const callIndirectCacheConfigRemoved: Rule = {
  changes: ['call-indirect-cache-config-removed'],
  rewrite: removeCall,
}
