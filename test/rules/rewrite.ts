import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {isMet} from '../../src/catalog/count-breaking-changes.ts'
import {loadSymbolPaths} from '../../src/catalog/symbol-paths.ts'
import type {Survey} from '../../src/domain/survey.ts'
import {type RewrittenCode, rewriteCode} from '../../src/rules/rewrite-code.ts'
import type {Rule, Way} from '../../src/rules/rule.ts'
import {rulesByChange} from '../../src/rules/rules.ts'
import {manifestWith, surveyOf, treeOf} from '../scan/api-uses/find.ts'
import {rustParser} from '../support/rust-parser.ts'

const changes = await loadBreakingChanges()
const symbols = await loadSymbolPaths()

/** What the rules make of one library on a way. */
export async function rewriteOne(
  text: string,
  way: Way,
  rules: ReadonlyMap<string, Rule> = rulesByChange,
): Promise<RewrittenCode & {readonly text: string}> {
  const rewritten = await rewriteAll({'Cargo.toml': manifestWith(family), 'src/lib.rs': text}, way, rules)
  return {...rewritten, text: rewritten.writes[0]?.after ?? text}
}

/** What the rules make of a repository of texts on a way. */
export function rewriteAll(
  files: Readonly<Record<string, string>>,
  {from, to}: Way,
  rules: ReadonlyMap<string, Rule> = rulesByChange,
  marked: Survey['marked'] = new Map(),
): Promise<RewrittenCode> {
  return rewriteCode({
    tree: treeOf(files),
    survey: {...surveyOf(files), marked},
    to,
    startOf: () => from,
    changesBetween: (start, end) => changes.filter(change => isMet(change, start, end)),
    rules,
    symbols,
    loadParser: rustParser,
  })
}

/** The step that a change comes with: from the major before it to its own. */
export function wayOf(id: string): Way {
  const change = changes.find(one => one.id === id)
  if (change === undefined) throw new Error(`no such change: ${id}`)
  return {from: change.major - 1, to: change.major}
}

const family = [
  'anyhow = "1"',
  'async-trait = "0.1"',
  'wasmtime = "30"',
  'wasmtime-wasi = "30"',
  'wasmtime-wasi-config = "30"',
  'wasmtime-wasi-runtime-config = { package = "wasmtime-wasi-config", version = "30" }',
  'wasmtime-wasi-http = "30"',
  'wasmtime-wasi-io = "30"',
  'wasmtime-wasi-tls = "30"',
  'wiggle = "30"',
].join('\n')
