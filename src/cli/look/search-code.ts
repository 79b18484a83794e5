import {major as majorOf} from 'semver'
import {breakingChangesBetween} from '../../catalog/breaking-changes.ts'
import {catalogReleases} from '../../catalog/release.ts'
import type {TellAmount} from '../../domain/amount.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import type {BreakingUses, Candidate} from '../../domain/target.ts'
import type {CodeSearch, CodeUses} from '../../plan/plan-input.ts'
import {onTheirWay, startMajors} from '../../plan/start-majors.ts'
import {summaryOfUses, wasmtimeUses} from '../../plan/wasmtime-uses.ts'
import {countUses} from '../../scan/api-uses/count-uses.ts'
import {findApiUses} from '../../scan/api-uses/find-api-uses.ts'
import type {Environment} from '../environment.ts'
import type {Wait} from '../wait.ts'
import type {Sight} from './look.ts'
import {rustParserOf} from './rewrite-tree.ts'

/** What is known so far, with what each candidate breaks in the code. */
export async function searchCandidates(
  env: Environment,
  tree: Tree,
  sight: Sight,
  candidates: readonly Candidate[],
  wait: Wait,
): Promise<Sight> {
  const search = (tell: TellAmount) => searchCode(env, tree, sight.survey, candidates, tell)
  return {...sight, code: await wait('Searching the code for what breaks', search)}
}

/** Searches the code, once, for what breaks on the way to each candidate's major. The parser is loaded only when it is needed. */
async function searchCode(
  env: Environment,
  tree: Tree,
  survey: Survey,
  candidates: readonly Pick<Candidate, 'wasmtime'>[],
  tell: TellAmount,
): Promise<CodeSearch> {
  const {oldestMajor} = summaryOfUses(wasmtimeUses(survey))
  if (oldestMajor === undefined) return new Map()
  const majors = candidates.map(({wasmtime}) => majorOf(wasmtime))
  const searches = await Promise.all(
    [...new Set(majors.map(noted))].map(async to => ({to, changes: await breakingChangesBetween(oldestMajor, to)})),
  )
  const {findings} = await findApiUses({tree, survey, searches, loadParser: rustParserOf(env), tell})
  const starts = startMajors(survey)
  const uses = new Map(
    searches.map(({to, changes}) => [to, {findings: onTheirWay(findings.get(to) ?? [], changes, starts), changes}]),
  )
  return new Map(majors.map(major => [major, uses.get(noted(major)) ?? nothing]))
}

/** Of majors after the catalogue's last one nothing more is known: what is found for that one is found for them. */
function noted(major: number): number {
  return Math.min(major, newestNotes)
}

/** The last major whose changes the catalogue has. */
const newestNotes = Math.max(...catalogReleases.majors.map(({major}) => major))
const nothing: CodeUses = {findings: [], changes: []}

/** Counts for the candidates' table; undefined for a major that wasn't asked about. */
export function countFound(search: CodeSearch): (from: number, to: number) => BreakingUses | undefined {
  return (from, to) => {
    const uses = search.get(to)
    return uses && countUses(uses.findings, uses.changes, from, to)
  }
}
