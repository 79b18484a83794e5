import {meaningOf} from '../../rust-source/meaning-of.ts'
import {byHand, type Rewrite, type RustUse} from '../rule.ts'
import {movePath} from './move-path.ts'

/** Moves a path to where the catalogue says that its name is at the target. */
export function moveByCatalog(use: RustUse): Rewrite | undefined {
  const {symbols, way} = use
  const gone = meaningOf(use.leaf, use.file).filter(path => symbols.isGoneAt(path, way.to))
  const [path] = gone
  if (path === undefined) return undefined
  const target = symbols.successorAt(path, way.to)
  if (target === undefined) return byHand(`wasmtime ${way.to} has no ${path}`)
  return movePath(use, target)
}
