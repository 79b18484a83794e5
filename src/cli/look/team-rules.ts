import {lstat, readdir, readFile} from 'node:fs/promises'
import path from 'node:path'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import {isRepositoryPath} from '../../domain/repository-path.ts'
import type {Survey} from '../../domain/survey.ts'
import {loadAstGrep} from '../../rust-source/ast-grep.ts'
import {settingsFile} from '../../settings/settings.ts'
import {createPackedFiles} from '../../system/packed-files.ts'
import {runTeamRules, type TeamRewrite} from '../../team-rules/run-team-rules.ts'
import {readTeamRules, type TeamRule} from '../../team-rules/team-rule.ts'
import type {Environment} from '../environment.ts'
import {settingsOf} from './own-commands.ts'

/** Where a team's rules are looked for without being named. */
export const ownRules = '.upgrade-wizard/rules'

export type FoundRules = {
  readonly rules: readonly TeamRule[]
  readonly problems: readonly Problem[]
}

/** The team's own rules: below `.upgrade-wizard/rules`, and what `upgrade-wizard.toml` names. Links are not followed. */
export async function findTeamRules(tree: Tree): Promise<FoundRules> {
  const settings = await settingsOf(tree)
  const named = 'rules' in settings ? settings.rules : []
  const outside = named.filter(one => !isRepositoryPath(one))
  const places = [ownRules, ...named.filter(isRepositoryPath)]
  const files = (await Promise.all(places.map(place => ruleFiles(tree.root, place)))).flat()
  const read = await Promise.all(
    [...new Set(files)].map(async file => readTeamRules(file, await readFile(path.join(tree.root, file), 'utf8'))),
  )
  return {
    rules: read.flatMap(({rules}) => rules),
    problems: [
      ...('rules' in settings ? [] : [settings]),
      ...outside.map(leavesRepository),
      ...read.flatMap(({problems}) => problems),
    ],
  }
}

/** What the team's rules make of the tree as it is now. */
export async function applyTeamRules(
  env: Environment,
  tree: Tree,
  survey: Pick<Survey, 'marked'>,
): Promise<TeamRewrite> {
  const {rules, problems} = await findTeamRules(tree)
  const ran = await runTeamRules({
    tree,
    survey,
    rules,
    loadAstGrep: () => loadAstGrep(createPackedFiles(env.bundleFolder)),
  })
  return {...ran, problems: [...problems, ...ran.problems]}
}

/** The rule files at a place, which is a file or a folder; a link, or nothing at all, has none. */
async function ruleFiles(root: string, place: string): Promise<readonly string[]> {
  const found = await lstat(path.join(root, place)).catch(() => undefined)
  if (found?.isFile() === true) return [place]
  if (found?.isDirectory() !== true) return []
  const entries = await readdir(path.join(root, place), {withFileTypes: true})
  return entries
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(({name}) => `${place.replace(/\/$/, '')}/${name}`)
    .toSorted()
}

function leavesRepository(named: string): Problem {
  return {
    code: 'settings-broken',
    title: `Cannot use the rules at ${named}`,
    detail: 'The path leaves the repository. The other rules are used.',
    nextSteps: [`Name a path inside the repository in ${settingsFile}.`],
    path: settingsFile,
  }
}
