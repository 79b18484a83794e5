import {breakingChangesBetween} from '../../catalog/breaking-changes.ts'
import type {Knowledge} from '../../diagnose/match-change.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Survey} from '../../domain/survey.ts'
import {onTheirWay} from '../../plan/start-majors.ts'
import {findApiUses} from '../../scan/api-uses/find-api-uses.ts'
import type {Environment} from '../environment.ts'
import {rustParserOf, type Starts} from './rewrite-tree.ts'

/** The breaking changes on the way to a major, and where the tree's code meets them as it stands now. */
export async function breakingUses(
  env: Environment,
  {tree, survey, starts, to}: {tree: Tree; survey: Survey; starts: Starts; to: number},
): Promise<Knowledge> {
  const changes = await breakingChangesBetween(Math.min(to, ...Object.values(starts)), to)
  const {findings} = await findApiUses({tree, survey, searches: [{to, changes}], loadParser: rustParserOf(env)})
  return {changes, uses: onTheirWay(findings.get(to) ?? [], changes, starts)}
}
