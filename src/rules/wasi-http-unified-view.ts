import {meaningOf} from '../rust-source/meaning-of.ts'
import type {Node} from '../rust-source/rust-parser.ts'
import {fieldsGiven} from './parts/http-view.ts'
import {moveByCatalog} from './parts/move-by-catalog.ts'
import {renamePath} from './parts/rename.ts'
import {aboveOf, implBeside, implOf} from './parts/view-impls.ts'
import {itemLines} from './parts/without-item.ts'
import {byHand, edits, type Rewrite, type Rule, type RustUse, removed} from './rule.ts'

/**
 * The views and hooks of `p2` and `p3` are at the root of wasmtime-wasi-http and serve both. A type with a view for each
 * keeps the one for `p2` where both lend the same.
 */
export const wasiHttpUnifiedView: Rule = {
  changes: ['wasi-http-unified-view'],
  rewrite: use => {
    const paths = meaningOf(use.leaf, use.file)
    if (paths.includes(`${p3}::DefaultWasiHttpCtx`)) return byHand('its defaults are those of default_hooks()')
    if (paths.includes(`${p3}::WasiHttpCtx`))
      return renamePath(use, {[`${p3}::WasiHttpCtx`]: 'wasmtime_wasi_http::WasiHttpHooks'})
    const second = secondView(use)
    return second === undefined ? moveByCatalog(use) : withoutSecond(second, use)
  },
}

type Views = {readonly first: Node; readonly second: Node}

/** The view for `p3` whose trait the name is, and the one for `p2` of the same type. */
function secondView({leaf, file}: RustUse): Views | undefined {
  const second = implOf(leaf)
  if (second === undefined || !meaningOf(leaf, file).includes(`${p3}::WasiHttpView`)) return undefined
  const first = implBeside(second, ['wasmtime_wasi_http::p2::WasiHttpView', 'wasmtime_wasi_http::WasiHttpView'], file)
  return first && {first, second}
}

function withoutSecond({first, second}: Views, {text}: RustUse): Rewrite {
  const [one, other] = [first, second].map(view => fieldsGiven(view, 'http'))
  const isSame = ['ctx', 'table'].every(name => one?.get(name) && one.get(name)?.text === other?.get(name)?.text)
  if (!isSame || !isDefault(one?.get('hooks')) || !isDefault(other?.get('hooks')))
    return byHand('one view serves both versions now, and the two of this type differ')
  return edits(removed(itemLines(second, aboveOf(second), text)))
}

function isDefault(hooks: Node | undefined): boolean {
  return /(^|::)(default_hooks|Default::default)\(\)$/.test(hooks?.text ?? '')
}

const p3 = 'wasmtime_wasi_http::p3'
