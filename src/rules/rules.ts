import {asyncSupportConfigNoop} from './async-support-config-noop.ts'
import {bindgenAddToLinkerHasdata} from './bindgen-add-to-linker-hasdata.ts'
import {bindgenAsyncOption} from './bindgen-async-option.ts'
import {bindgenDotSeparator} from './bindgen-dot-separator.ts'
import {bindgenGuestpreToGuestindices} from './bindgen-guestpre-to-guestindices.ts'
import {mpkenabledToEnabled} from './mpkenabled-to-enabled.ts'
import type {Rule} from './rule.ts'
import {wasiCtxBackToRoot} from './wasi-ctx-back-to-root.ts'
import {wasiPreviewModulesRenamed} from './wasi-preview-modules-renamed.ts'
import {wasiRootToP2} from './wasi-root-to-p2.ts'
import {wasiSocketaddruseMoved} from './wasi-socketaddruse-moved.ts'
import {wasiStdioToCli} from './wasi-stdio-to-cli.ts'

/** Every rule for Rust code. To add one: its file, a line here, and `fixtures/rules/<change>/{in,out}.rs`. */
export const rules: readonly Rule[] = [
  asyncSupportConfigNoop,
  bindgenAddToLinkerHasdata,
  bindgenAsyncOption,
  bindgenDotSeparator,
  bindgenGuestpreToGuestindices,
  mpkenabledToEnabled,
  wasiCtxBackToRoot,
  wasiPreviewModulesRenamed,
  wasiRootToP2,
  wasiSocketaddruseMoved,
  wasiStdioToCli,
]

/** The rules by the ids of the changes they carry out. */
export const rulesByChange: ReadonlyMap<string, Rule> = new Map(
  rules.flatMap(rule => rule.changes.map(change => [change, rule] as const)),
)
