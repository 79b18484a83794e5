import {major as majorOf} from 'semver'
import type {TellAmount} from '../../domain/amount.ts'
import type {Plan} from '../../domain/plan.ts'
import type {Tree} from '../../domain/ports.ts'
import type {StepPreview} from '../../domain/question.ts'
import type {StepContext, StepKind} from '../../domain/step-kind.ts'
import type {Survey} from '../../domain/survey.ts'
import {startMajors} from '../../plan/start-majors.ts'
import {nothingRewritten} from '../../rules/rewrite-code.ts'
import {applyTeamRules as applyTeamRulesStep} from '../../steps/apply-team-rules.ts'
import {moveWasmTarget} from '../../steps/move-wasm-target.ts'
import {raiseFamily} from '../../steps/raise-family.ts'
import {raiseRust} from '../../steps/raise-rust.ts'
import {rewriteCode as rewriteCodeStep} from '../../steps/rewrite-code.ts'
import type {StatedBefore} from '../../steps/step-deps.ts'
import {tidyAudit} from '../../steps/tidy-audit.ts'
import {updateDocuments} from '../../steps/update-documents.ts'
import type {Environment} from '../environment.ts'
import {rewriteTree} from '../look/rewrite-tree.ts'
import {applyTeamRules} from '../look/team-rules.ts'
import type {Decision} from './decide.ts'
import {previewedDocuments} from './previewed-documents.ts'
import {statedFacts} from './start-facts.ts'

/** What each editing step would write, seen from today's tree. */
export async function previewSteps(
  tree: Tree,
  survey: Survey,
  {target, plan, uses}: Pick<Decision, 'target' | 'plan' | 'uses'>,
  env: Environment,
  tell: TellAmount,
): Promise<readonly StepPreview[]> {
  const rewriteCode = async () => {
    const isMet = uses === undefined || uses.findings.some(({live}) => live)
    if (target.wasmtime === null || !isMet) return nothingRewritten
    return rewriteTree(env, {tree, survey, starts: startMajors(survey), to: majorOf(target.wasmtime)})
  }
  const deps = {
    target,
    survey: async () => survey,
    rewriteCode,
    applyTeamRules: () => applyTeamRules(env, tree, survey),
  }
  const previews: StepPreview[] = []
  const documents = (): StepKind => {
    const given = {...deps, before: statedNow(survey, plan), isPreview: true} as const
    const seen = () => previewedDocuments(tree, survey, previews)
    const kind = updateDocuments({...given, survey: async () => (await seen()).survey})
    return {...kind, inspect: async ctx => kind.inspect({...ctx, tree: (await seen()).tree})}
  }
  const editing = new Map<string, StepKind>([
    ['raise-rust', raiseRust(deps)],
    ['move-wasm-target', moveWasmTarget(deps)],
    ['raise-family', raiseFamily(deps)],
    ['tidy-audit', tidyAudit(deps)],
    ['rewrite-code', rewriteCodeStep(deps)],
    ['apply-team-rules', applyTeamRulesStep(deps)],
    ['update-documents', documents()],
  ])
  for (const [done, step] of plan.steps.entries()) {
    tell({done, total: plan.steps.length})
    const inspection = await editing.get(step.kind)?.inspect(readOnly(tree))
    if (inspection?.kind === 'needed')
      previews.push({stepId: step.id, summary: inspection.summary, writes: inspection.writes})
    if (inspection?.kind === 'done') previews.push({stepId: step.id, summary: inspection.evidence, writes: []})
  }
  return previews
}

/** What the start of a session would record. */
function statedNow(survey: Survey, {steps}: Plan): StatedBefore {
  const {rust, requirements} = statedFacts(survey)
  return {rust, requirements, planned: steps.map(({id}) => id)}
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
    mends: 0,
    say: () => undefined,
    signal: new AbortController().signal,
  }
}
