import {major as majorOf} from 'semver'
import {breakingChangesBetween} from '../catalog/breaking-changes.ts'
import type {Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import type {BreakingUses, Candidate} from '../domain/target.ts'
import type {CodeUses} from '../plan/plan-input.ts'
import {summaryOfUses, wasmtimeUses} from '../plan/wasmtime-uses.ts'
import {loadRustParser, type RustParser} from '../rust-source/rust-parser.ts'
import {countUses} from '../scan/api-uses/count-uses.ts'
import {findApiUses} from '../scan/api-uses/find-api-uses.ts'
import {createPackedFiles} from '../system/packed-files.ts'
import type {Environment} from './environment.ts'

/** What breaks in the code on the way to each of the majors asked about. */
export type CodeSearch = ReadonlyMap<number, CodeUses>

/** Searches the code for what breaks on the way to each candidate's major. The parser is loaded once, if at all. */
export async function searchCode(
  env: Environment,
  tree: Tree,
  survey: Survey,
  candidates: readonly Pick<Candidate, 'wasmtime'>[],
): Promise<CodeSearch> {
  const {oldestMajor} = summaryOfUses(wasmtimeUses(survey))
  if (oldestMajor === undefined) return new Map()
  const files = createPackedFiles(env.bundleFolder)
  let parser: Promise<RustParser> | undefined
  const loadParser = () => {
    parser ??= loadRustParser(files)
    return parser
  }
  const found = new Map<number, CodeUses>()
  for (const to of new Set(candidates.map(({wasmtime}) => majorOf(wasmtime)))) {
    const changes = await breakingChangesBetween(oldestMajor, to)
    const {findings} = await findApiUses({tree, survey, changes, to, loadParser})
    found.set(to, {findings, changes})
  }
  return found
}

/** Counts for the candidates' table; undefined for a major that wasn't asked about. */
export function countFound(search: CodeSearch): (from: number, to: number) => BreakingUses | undefined {
  return (from, to) => {
    const uses = search.get(to)
    return uses && countUses(uses.findings, uses.changes, from, to)
  }
}
