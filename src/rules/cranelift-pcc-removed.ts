import {removeCall} from './parts/remove-call.ts'
import type {Rule} from './rule.ts'

/** Cranelift no longer checks its code by proofs, so nothing turns that on or off. */
export const craneliftPccRemoved: Rule = {changes: ['cranelift-pcc-removed'], rewrite: removeCall}
