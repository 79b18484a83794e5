import {loadBreakingChanges} from '../../catalog/breaking-changes.ts'
import {isMet} from '../../catalog/count-breaking-changes.ts'
import {loadSymbolPaths} from '../../catalog/symbol-paths.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import {type RewrittenCode, rewriteCode} from '../../rules/rewrite-code.ts'
import {rulesByChange} from '../../rules/rules.ts'
import {loadRustParser, type RustParser} from '../../rust-source/rust-parser.ts'
import {createPackedFiles} from '../../system/packed-files.ts'
import type {Environment} from '../environment.ts'

export type Starts = Readonly<Record<string, number>>

/** What the rules make of the tree's code on the way to a major. `starts`: where each package's code comes from. */
export async function rewriteTree(
  env: Environment,
  {tree, survey, starts, to}: {tree: Tree; survey: Survey; starts: Starts; to: number},
): Promise<RewrittenCode> {
  const [changes, symbols] = await Promise.all([loadBreakingChanges(), loadSymbolPaths()])
  const oldest = Math.min(to, ...Object.values(starts))
  return rewriteCode({
    tree,
    survey,
    to,
    startOf: folder => starts[folder] ?? oldest,
    changesBetween: (start, end) => changes.filter(change => isMet(change, start, end)),
    rules: rulesByChange,
    symbols,
    loadParser: rustParserOf(env),
  })
}

/** The parser of this run, loaded when the first Rust file has to be parsed. */
export function rustParserOf({bundleFolder}: Pick<Environment, 'bundleFolder'>): () => Promise<RustParser> {
  return () => {
    loaded ??= loadRustParser(createPackedFiles(bundleFolder))
    return loaded
  }
}

let loaded: Promise<RustParser> | undefined
