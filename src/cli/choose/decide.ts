import {major as majorOf} from 'semver'
import {ProblemError} from '../../domain/errors.ts'
import type {Plan} from '../../domain/plan.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Candidate, Target} from '../../domain/target.ts'
import {assemblePlan} from '../../plan/assemble-plan.ts'
import {withBranch} from '../../plan/branch-step.ts'
import {type Choice, type ChoiceInput, chooseTarget} from '../../plan/choose-target.ts'
import type {CodeUses} from '../../plan/plan-input.ts'
import type {Resolved} from '../../plan/settle-target.ts'
import type {Wanted} from '../../plan/wanted.ts'
import {isMaker} from '../../settings/own-command.ts'
import {mentionsOld} from '../../steps/update-documents.ts'
import type {Environment} from '../environment.ts'
import type {Sight} from '../look/look.ts'
import {unaskedMeasures, wantedMeasures} from '../look/measurable.ts'
import {countFound} from '../look/search-code.ts'
import type {PlanOptions, RunOptions} from '../run-options.ts'
import {selectSteps} from './select-steps.ts'

/** What was decided from what was read. */
export type Decision = {
  readonly wanted: Wanted
  readonly candidates: readonly Candidate[]
  readonly target: Target
  readonly plan: Plan
  /** What breaks in the code on the way to the target; undefined when nobody looked. */
  readonly uses?: CodeUses
  /** What cargo would lock; undefined when it wasn't asked, or couldn't say. */
  readonly resolved?: Resolved
  /** What keeps the decision from being better founded. */
  readonly notes: readonly Problem[]
}

type DecideOptions = Pick<PlanOptions, 'wanted' | 'only' | 'skip' | 'measure' | 'offline'> & Pick<RunOptions, 'branch'>

/** Chooses the target and makes the plan, from facts alone. Throws a ProblemError when no target is possible. */
export function decide(env: Environment, sight: Sight, options: DecideOptions): Decision {
  return decisionOf(chooseTarget(choiceInput(env, sight, options.wanted)), sight, options)
}

/** The same for the candidate that a person chose. */
export function decideFor(env: Environment, sight: Sight, options: DecideOptions, wasmtime: string): Decision {
  return decide(env, sight, {...options, wanted: {...options.wanted, wasmtime}})
}

/** What a target is chosen from, as far as it is known by now. */
export function choiceInput(env: Environment, {survey, toolchains, known, code}: Sight, wanted: Wanted): ChoiceInput {
  const today = env.clock.now()
  return {survey, toolchains, known, countUses: code && countFound(code), resolved: undefined, today, wanted}
}

/** The decision that follows from a choice. Throws a ProblemError when the choice was refused. */
export function decisionOf(
  choice: Choice,
  sight: Sight,
  {wanted, only, skip, measure, offline, branch}: DecideOptions,
): Decision {
  if (choice.kind === 'refused') throw new ProblemError(choice.problem)
  const {survey, toolchains, code, isLinted, isKeptOffline, hasTeamRules, ownCommands, leavesOutOwnCommands} = sight
  const {measurable = new Set<never>(), yardstick, notes} = sight
  const {candidates, target} = choice
  const uses = target.wasmtime === null ? undefined : code?.get(majorOf(target.wasmtime))
  const machine = offline || isKeptOffline ? {} : {toolchains}
  const asked = new Set([...measure, ...(yardstick?.measure ?? [])])
  const seen = {
    hasTeamRules,
    measurable: wantedMeasures(measurable, asked),
    ownCommands: momentsOf(ownCommands),
    hasOldDocuments: sight.hasOpenChangelog === true || mentionsOld(survey, target),
    ...(uses && {code: uses.findings}),
    ...machine,
    ...(isLinted && {isLinted}),
  }
  const unwanted = leavesOutOwnCommands ? [...skip, 'record-own-commands', 'run-own-commands'] : skip
  const plan = withBranch(selectSteps(assemblePlan(survey, target, seen), only, unwanted), branch, skip)
  const told = [...notes, ...unaskedMeasures(measurable, asked)]
  return {wanted, candidates, target, plan, ...(uses === undefined ? {} : {uses}), notes: told}
}

/** When the repository's own commands want to run; what makes artifacts runs with those. */
function momentsOf(commands: Sight['ownCommands']): 'none' | 'after' | 'both' {
  const judging = commands.filter(command => !isMaker(command))
  if (judging.length === 0) return 'none'
  return judging.some(({when}) => when === 'both') ? 'both' : 'after'
}
