import {type Diagnosing, diagnose} from '../diagnose/diagnose.ts'
import {proposeSuggestions} from '../diagnose/propose-suggestions.ts'
import {count} from '../domain/count.ts'
import {burnDown, type Diagnosis, diagnosisSchema} from '../domain/diagnosis.ts'
import {measurementSchema} from '../domain/measurement.ts'
import type {Outcome, Proposal, StepContext, StepKind} from '../domain/step-kind.ts'
import {readCompilerErrors} from '../measure/compiler-errors.ts'
import {type CargoSetting, without} from './cargo.ts'
import {editableFiles} from './editable-files.ts'
import {measureCheck} from './measure-workspace.ts'
import {codeBroken} from './mend-problem.ts'
import {judgeBuild} from './prove-build.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Checks the workspace, explains what no longer compiles, and proposes what can be mended: the rules' rewrites and the
 * compiler's own suggestions. Each mend is followed by another check, until nothing is left or nothing helps any more.
 */
export function mendCode(deps: StepDeps): StepKind {
  const check = (ctx: StepContext) => checkCode(ctx, deps)
  return {
    async inspect() {
      const summary = 'cargo check, all targets; what breaks is explained, and mended where that is safe'
      return {kind: 'needed', summary, writes: [], touches: ['Cargo.lock']}
    },
    apply: check,
    verify: async (ctx, applied) => applied ?? check(ctx),
    propose: ctx => propose(ctx, deps),
  }
}

async function checkCode(ctx: StepContext, deps: StepDeps): Promise<Outcome> {
  const before = measurementSchema.safeParse(ctx.resultOf('record-baseline')).data
  const setting = without(deps.cargo, before?.without)
  const checked = await measureCheck(ctx, setting)
  const {check, problem, messages} = checked
  const judged = judgeBuild(before, checked)
  const known = new Set(before?.check?.failedTargets)
  const errors = judged.kind === 'ok' ? [] : readCompilerErrors(messages, rootsOf(setting), known)
  // Cargo refused before it compiled anything: there is no code to mend.
  if (judged.kind === 'failed' && errors.length === 0) return judged
  const diagnosing: Diagnosing = {
    errors,
    targets: check.failedTargets.filter(target => !known.has(target)),
    mends: ctx.mends,
    before: diagnosisOf(ctx),
    knowledge: (errors.length === 0 ? undefined : await deps.breakingUses?.()) ?? {changes: [], uses: []},
    file: errors.length === 0 ? () => undefined : await editableFiles(ctx.tree, await deps.survey(), errors),
  }
  const diagnosis = diagnose(diagnosing)
  const data = {...diagnosis, check}
  if (judged.kind === 'failed') return {kind: 'failed', problem: codeBroken(diagnosis, problem), data}
  const mended = diagnosis.rounds.length > 1 ? `; errors ${burnDown(diagnosis)}` : ''
  return {kind: 'ok', summary: `${judged.summary}${mended}`, data}
}

/** What this step found out in its last round; undefined before the first. */
function diagnosisOf(ctx: StepContext): Diagnosis | undefined {
  return diagnosisSchema.safeParse(ctx.resultOf('mend-code')).data
}

function rootsOf({root, manifestPath}: CargoSetting) {
  return {root, workspace: manifestPath?.replace(/[\\/][^\\/]*$/, '') ?? root}
}

async function propose(ctx: StepContext, deps: StepDeps): Promise<readonly Proposal[]> {
  const diagnosis = diagnosisOf(ctx)
  if (diagnosis === undefined || diagnosis.stalled !== undefined) return []
  const rewritten = await rewrites(ctx, deps, diagnosis)
  const paths = new Set(diagnosis.groups.flatMap(({suggestions}) => suggestions.flat().map(({path}) => path)))
  const texts = new Map<string, string>()
  for (const path of paths) {
    const text = await ctx.tree.readText(path)
    if (text !== undefined) texts.set(path, text)
  }
  return [...rewritten, ...diagnosis.groups.flatMap(group => proposeSuggestions(group, texts) ?? [])]
}

/** What the rules would still do in the files that have errors. A rule that fails is our bug, not the end of the step. */
async function rewrites(ctx: StepContext, deps: StepDeps, {groups}: Diagnosis): Promise<readonly Proposal[]> {
  const broken = new Set(groups.flatMap(({places}) => places.map(({path}) => path)))
  try {
    const writes = (await deps.rewriteCode()).writes.filter(({path}) => broken.has(path))
    if (writes.length === 0) return []
    const title = `Automatic changes that are not carried out yet, in ${count(writes.length, 'file')}`
    const why = 'The rules know how this code is written for the target.'
    return [{id: 'rewrite-code', title, why, writes, isSafe: true}]
  } catch (error) {
    ctx.say(`The rules failed, which is a bug of the wizard: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}
