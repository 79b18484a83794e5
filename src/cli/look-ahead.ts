import {isFamily} from '../catalog/family.ts'
import {catalogReleases, type Releases} from '../catalog/release.ts'
import {ProblemError} from '../domain/errors.ts'
import type {PlaceKind} from '../domain/finding.ts'
import type {Plan} from '../domain/plan.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepPreview} from '../domain/question.ts'
import type {StepContext, StepKind} from '../domain/step-kind.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {Candidate, Target} from '../domain/target.ts'
import {assemblePlan} from '../plan/assemble-plan.ts'
import {chooseTarget} from '../plan/choose-target.ts'
import type {Wanted} from '../plan/wanted.ts'
import {surveyRepository} from '../scan/survey-repository.ts'
import {findToolchains} from '../scan/toolchains.ts'
import {raiseFamily} from '../steps/raise-family.ts'
import {raiseRust} from '../steps/raise-rust.ts'
import type {Environment} from './environment.ts'
import type {PlanOptions} from './run-options.ts'
import {selectSteps} from './select-steps.ts'

/** What was read. */
export type Sight = {
  readonly survey: Survey
  readonly toolchains: Toolchains
  /** The releases there are to choose from. */
  readonly known: Releases
}
/** What was decided from it. */
export type Decision = {readonly candidates: readonly Candidate[]; readonly target: Target; readonly plan: Plan}

/** Reads the repository and the machine. Throws a ProblemError where going on makes no sense (a broken manifest). */
export async function look(env: Environment, tree: Tree): Promise<Sight> {
  const sight = await glance(env, tree)
  const broken = sight.survey.problems.find(isInTheWay)
  if (broken !== undefined) throw new ProblemError(broken)
  return sight
}

/** The same with whatever can be read, for commands that only show; `places` reads no other kinds of file. */
export async function glance(env: Environment, tree: Tree, places?: ReadonlySet<PlaceKind>): Promise<Sight> {
  const [survey, toolchains] = await Promise.all([
    surveyRepository({tree, programs: env.programs, isFamily, ...(places === undefined ? {} : {places})}),
    findToolchains(env, tree.root),
  ])
  return {survey, toolchains, known: catalogReleases}
}

/** A manifest broken on purpose, as test data, is nobody's workspace member; any other stops cargo as well. */
function isInTheWay({code, path = ''}: Problem): boolean {
  if (code === 'no-manifest') return true
  return ['manifest-broken', 'manifest-linked'].includes(code) && !/(^|\/)(tests?|fixtures?|testdata)\//.test(path)
}

/** Chooses the target and makes the plan. Throws a ProblemError when no target is possible. */
export function decide(
  env: Environment,
  {survey, toolchains, known}: Sight,
  {wanted, only, skip}: Pick<PlanOptions, 'wanted' | 'only' | 'skip'>,
): Decision {
  const choice = chooseTarget({
    survey,
    toolchains,
    known,
    countUses: undefined,
    resolved: undefined,
    today: env.clock.now(),
    wanted,
  })
  if (choice.kind === 'refused') throw new ProblemError(choice.problem)
  const {candidates, target} = choice
  return {candidates, target, plan: selectSteps(assemblePlan(survey, target), only, skip)}
}

/** The decision again, for the candidate that a person chose. */
export function decideFor(
  env: Environment,
  sight: Sight,
  options: Pick<PlanOptions, 'wanted' | 'only' | 'skip'>,
  wasmtime: string,
): Decision {
  const wanted: Wanted = {...options.wanted, wasmtime}
  return decide(env, sight, {...options, wanted})
}

/** What each editing step would write, seen from today's tree. */
export async function previewSteps(
  tree: Tree,
  survey: Survey,
  {target, plan}: Pick<Decision, 'target' | 'plan'>,
): Promise<readonly StepPreview[]> {
  const deps = {target, survey: async () => survey}
  const editing = new Map<string, StepKind>([
    ['raise-rust', raiseRust(deps)],
    ['raise-family', raiseFamily(deps)],
  ])
  const previews: StepPreview[] = []
  for (const step of plan.steps) {
    const inspection = await editing.get(step.kind)?.inspect(readOnly(tree))
    if (inspection?.kind === 'needed')
      previews.push({stepId: step.id, summary: inspection.summary, writes: inspection.writes})
    if (inspection?.kind === 'done') previews.push({stepId: step.id, summary: inspection.evidence, writes: []})
  }
  return previews
}

/** Steps that only edit files never run anything while they are inspected. */
function readOnly(tree: Tree): StepContext {
  const never = () => {
    throw new Error('an inspection must not run commands')
  }
  return {
    tree,
    run: never,
    readLog: never,
    resultOf: () => undefined,
    say: () => undefined,
    signal: new AbortController().signal,
  }
}
