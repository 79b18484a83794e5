import {major as majorOf} from 'semver'
import {breakingChangesBetween} from '../catalog/breaking-changes.ts'
import {catalogReleases} from '../catalog/release.ts'
import type {Tree} from '../domain/ports.ts'
import type {Survey} from '../domain/survey.ts'
import type {BreakingUses, Candidate} from '../domain/target.ts'
import type {CodeSearch, CodeUses} from '../plan/plan-input.ts'
import {summaryOfUses, wasmtimeUses} from '../plan/wasmtime-uses.ts'
import {loadRustParser, type RustParser} from '../rust-source/rust-parser.ts'
import {countUses} from '../scan/api-uses/count-uses.ts'
import {findApiUses} from '../scan/api-uses/find-api-uses.ts'
import {createPackedFiles} from '../system/packed-files.ts'
import type {Environment} from './environment.ts'
import type {Sight} from './look.ts'
import type {Wait} from './wait.ts'

/** What is known so far, with what each candidate breaks in the code. */
export async function searchCandidates(
  env: Environment,
  tree: Tree,
  sight: Sight,
  candidates: readonly Candidate[],
  wait: Wait,
): Promise<Sight> {
  const search = searchCode(env, tree, sight.survey, candidates)
  return {...sight, code: await wait('Searching the code for what breaks', search)}
}

/** Searches the code for what breaks on the way to each candidate's major. The parser is loaded once, if at all. */
async function searchCode(
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
  const code = readOnce(tree)
  const searchUpTo = async (to: number): Promise<CodeUses> => {
    const changes = await breakingChangesBetween(oldestMajor, to)
    const {findings} = await findApiUses({tree: code, survey, changes, to, loadParser})
    return {findings, changes}
  }
  for (const {wasmtime} of candidates) {
    const to = majorOf(wasmtime)
    // Of majors after the catalogue's last one nothing more is known: what is found for that one is found for them.
    const noted = Math.min(to, newestNotes)
    const known = found.get(noted) ?? (await searchUpTo(noted))
    found.set(noted, known).set(to, known)
  }
  return found
}

/** The last major whose changes the catalogue has. */
const newestNotes = Math.max(...catalogReleases.majors.map(({major}) => major))

/** Each major is a search of its own, but files are listed and read for the first one only. */
function readOnce(tree: Tree): Pick<Tree, 'list' | 'readUpTo'> {
  let paths: ReturnType<Tree['list']> | undefined
  const read = new Map<string, ReturnType<Tree['readUpTo']>>()
  return {
    list() {
      paths ??= tree.list()
      return paths
    },
    readUpTo(path, maxBytes) {
      const known = read.get(path) ?? tree.readUpTo(path, maxBytes)
      read.set(path, known)
      return known
    },
  }
}

/** Counts for the candidates' table; undefined for a major that wasn't asked about. */
export function countFound(search: CodeSearch): (from: number, to: number) => BreakingUses | undefined {
  return (from, to) => {
    const uses = search.get(to)
    return uses && countUses(uses.findings, uses.changes, from, to)
  }
}
