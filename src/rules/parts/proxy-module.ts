import {meaningOf} from '../../rust-source/meaning-of.ts'
import {writtenPath} from '../../rust-source/written-path.ts'
import {wordsIn} from '../../scan/api-uses/open-code.ts'
import {byHand, edits, type Rewrite, type RustUse, removed, spanOf} from '../rule.ts'
import {type Renames, renamePath} from './rename.ts'
import {wholeLines} from './statement.ts'
import {entryOf, withoutEntries} from './use-tree.ts'

/** What the module `proxy` of wasmtime-wasi-http had up to 22, by where it is at the target. */
export function leaveProxyModule(use: RustUse): Rewrite | undefined {
  if (meaningOf(use.leaf, use.file).includes(proxy)) return withoutImport(use)
  return renamePath(use, renamesAt(use.way.to))
}

/** Whether a name is the module or something in it. */
export function isOfProxyModule({leaf, file}: RustUse): boolean {
  return meaningOf(leaf, file).some(path => path === proxy || path.startsWith(`${proxy}::`))
}

/** The import of the module itself goes when nothing is written through it any more. */
function withoutImport({leaf, text}: RustUse): Rewrite | undefined {
  const written = writtenPath(leaf)
  const {entry, list} = entryOf(leaf)
  const imported = entry.type === 'use_as_clause' ? entry.childForFieldName('path') : entry
  if (written?.isUse === true && /^::\s*\{[^}]*\bself\b/.test(text.slice(leaf.endIndex)))
    return byHand('the module is imported together with what it has')
  if (written?.isUse !== true || imported?.endIndex !== leaf.endIndex) return undefined
  const name = entry.childForFieldName('alias')?.text ?? leaf.text
  if ([...wordsIn(text)].filter(({word}) => word === name).length > 1)
    return byHand('more is written through the module')
  if (list !== undefined) return edits(...withoutEntries(list, [entry], text))
  const declaration = entry.parent
  return declaration === null ? undefined : edits(removed(wholeLines(spanOf(declaration), text)))
}

function renamesAt(major: number): Renames {
  const root = major < 43 ? 'wasmtime_wasi_http' : 'wasmtime_wasi_http::p2'
  return {
    [`${proxy}::add_to_linker`]: `${root}::add_to_linker_async`,
    [`${proxy}::sync::add_to_linker`]: `${root}::add_to_linker_sync`,
    [`${proxy}::Proxy`]: `${root}::bindings::Proxy`,
    [`${proxy}::sync::Proxy`]: `${root}::bindings::sync::Proxy`,
  }
}

const proxy = 'wasmtime_wasi_http::proxy'
