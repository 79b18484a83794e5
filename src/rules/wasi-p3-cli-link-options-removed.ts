import type {Node} from '../rust-source/rust-parser.ts'
import {writtenPath} from '../rust-source/written-path.ts'
import {callOf} from '../scan/api-uses/syntax.ts'
import {renamePath} from './parts/rename.ts'
import {isPlain} from './parts/statement.ts'
import {byHand, type Rule, removed} from './rule.ts'

/** The options of WASIp3's command line are gone: what they switched on is part of it. */
export const wasiP3CliLinkOptionsRemoved: Rule = {
  changes: ['wasi-p3-cli-link-options-removed'],
  rewrite: use => {
    const renamed = renamePath(use, {[`${cli}::add_to_linker_with_options`]: `${cli}::add_to_linker`})
    if (writtenPath(use.leaf)?.isUse === true || renamed?.kind !== 'edits') return renamed
    const [linker, options] = callOf(use.leaf)?.arguments ?? []
    if (linker === undefined || options === undefined) return byHand('it is not called here')
    if (!isPlain(options) && !isDefault(options)) return byHand('its options may do something')
    return {...renamed, edits: [...renamed.edits, removed({start: linker.endIndex, end: options.endIndex})]}
  },
}

/** `&LinkOptions::default()`. */
function isDefault(options: Node): boolean {
  return /^&\s*[\w:]+::default\(\s*\)$/.test(options.text)
}

const cli = 'wasmtime_wasi::p3::cli'
