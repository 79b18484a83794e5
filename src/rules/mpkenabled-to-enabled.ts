import {renamePath} from './parts/rename.ts'
import type {Rule} from './rule.ts'

/** `MpkEnabled::{Auto, Enable, Disable}` are `Enabled::{Auto, Yes, No}`. */
export const mpkenabledToEnabled: Rule = {
  changes: ['mpkenabled-to-enabled'],
  isRename: true,
  rewrite: use => renamePath(use, {'wasmtime::MpkEnabled': 'wasmtime::Enabled'}, {Enable: 'Yes', Disable: 'No'}),
}
