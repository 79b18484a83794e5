import {isFamily} from '../../catalog/family.ts'
import {catalogReleases, type Releases} from '../../catalog/release.ts'
import type {TellAmount} from '../../domain/amount.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {PlaceKind} from '../../domain/finding.ts'
import type {Registry, Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Survey, Toolchains} from '../../domain/survey.ts'
import {readGitPlace} from '../../gates/git-place.ts'
import type {Measurable} from '../../plan/measure-steps.ts'
import type {CodeSearch} from '../../plan/plan-input.ts'
import type {StartFacts} from '../../report/start-facts-of.ts'
import {findLintChecks} from '../../scan/lint-checks.ts'
import {surveyRepository} from '../../scan/survey-repository.ts'
import {findToolchains} from '../../scan/toolchains.ts'
import type {JudgingCommand} from '../../settings/own-command.ts'
import type {Settings} from '../../settings/settings.ts'
import {openChangelog} from '../../steps/open-changelog.ts'
import type {Environment} from '../environment.ts'
import {isCargoKeptOffline} from './is-kept-offline.ts'
import {findMeasurable} from './measurable.ts'
import {settingsOf} from './own-commands.ts'
import {findTeamRules} from './team-rules.ts'

/** What was read. */
export type Sight = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  /** The releases there are to choose from. */
  readonly known: Releases
  /** The registry that told of them; undefined until it was asked. */
  readonly registry?: Registry
  /** What breaks in the code, by major; undefined until it was searched. */
  readonly code?: CodeSearch
  /** Whether the repository runs clippy over itself; undefined when nobody looked. */
  readonly isLinted?: boolean
  /** Whether cargo's own configuration forbids the network; undefined when nobody looked. */
  readonly isKeptOffline?: boolean
  /** Whether the team has rules of its own. */
  readonly hasTeamRules: boolean
  /** Whether its changelog has an entry for what isn't released yet; undefined when nobody looked. */
  readonly hasOpenChangelog?: boolean
  /** Commands that its settings name, and found ones that were chosen; none runs unless somebody agreed to them. */
  readonly ownCommands: readonly JudgingCommand[]
  /** What its settings say of measuring; undefined without settings that can be read. */
  readonly yardstick?: Pick<Settings, 'limits' | 'measure' | 'validate'>
  /** What can be measured beside build and tests, wanted or not; undefined when nobody looked. */
  readonly measurable?: ReadonlySet<Measurable>
  /** Somebody, or the policy, left those out. */
  readonly leavesOutOwnCommands?: true
  /** Checks of the repository that won't run, and why. */
  readonly notRun?: StartFacts['notRun']
  /** What went wrong when something was asked that isn't in the repository. */
  readonly notes: readonly Problem[]
}

/** Reads the repository and the machine. Throws a ProblemError where going on makes no sense (a broken manifest). */
export async function look(env: Environment, tree: Tree, tell?: TellAmount): Promise<Sight> {
  const [sight, checks, isKeptOffline] = await Promise.all([
    glance(env, tree, {...(tell && {tell})}),
    findLintChecks({tree}),
    isCargoKeptOffline(env, tree.root),
  ])
  const broken = sight.survey.problems.find(isInTheWay)
  if (broken !== undefined) throw new ProblemError(broken)
  const [{rules, problems}, settings, changelog] = await Promise.all([
    findTeamRules(tree),
    settingsOf(tree),
    openChangelog(tree),
  ])
  const own = 'code' in settings ? {} : {ownCommands: settings.commands, yardstick: settings}
  return {
    ...sight,
    isLinted: checks.length > 0,
    hasTeamRules: rules.length > 0,
    ...own,
    measurable: await findMeasurable(tree, sight.survey, own.ownCommands ?? []),
    hasOpenChangelog: changelog !== undefined,
    isKeptOffline,
    notes: [...sight.notes, ...problems],
  }
}

type Glance = {
  /** No other kinds of file are read. */
  readonly places?: ReadonlySet<PlaceKind>
  readonly tell?: TellAmount
}

/** The same with whatever can be read, for commands that only show. */
export async function glance(env: Environment, tree: Tree, options: Glance = {}): Promise<Sight> {
  const [survey, toolchains] = await Promise.all([
    surveyRepository({tree, programs: env.programs, isFamily, ...options}),
    findToolchains(env, tree.root),
  ])
  const notes = survey.git === null && options.places === undefined ? await whyNoGit(env, tree) : []
  return {survey, toolchains, known: catalogReleases, hasTeamRules: false, ownCommands: [], notes}
}

/** A repository of which git says nothing isn't one without git. */
async function whyNoGit({programs, files}: Environment, {root}: Tree): Promise<readonly Problem[]> {
  const place = await readGitPlace(programs, files, root)
  return place.kind === 'refused' ? [place.problem] : []
}

/** A manifest broken on purpose, as test data, is nobody's workspace member; any other stops cargo as well. */
function isInTheWay({code, path = ''}: Problem): boolean {
  if (code === 'no-manifest') return true
  return ['manifest-broken', 'manifest-linked'].includes(code) && !/(^|\/)(tests?|fixtures?|testdata)\//.test(path)
}
