import {BugError} from '../domain/errors.ts'
import {isSameState} from '../domain/file-state.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileChange} from '../journal/event.ts'
import {type StepSession, uncommittedStep} from '../journal/session.ts'
import {askAboutStep, type StepEnd} from './decide-step.ts'
import type {EngineContext} from './engine-context.ts'
import {refusedCommit} from './gates.ts'
import {orProblem} from './or-problem.ts'
import {runCommand} from './run-command.ts'
import {isInState, saveState} from './saved-tree.ts'
import type {CommitEnd, StepCommits} from './step-commits.ts'

/**
 * Commits the accepted step that has no commit yet, where each is to have one. 'next' when something came of it, undefined
 * when there is no such step. After a kill between the commit and its event, the commit is found and not made again.
 */
export async function commitStep(ctx: EngineContext): Promise<StepEnd | undefined> {
  const {commits, journal} = ctx
  const step = journal.session === undefined ? undefined : uncommittedStep(journal.session)
  if (commits === undefined || step === undefined) return undefined
  const edited = await rewritten(ctx, step)
  if (edited.length > 0) return askAboutCommit(ctx, step, editedSince(edited), edited)
  const end = await committed(ctx, commits, step)
  if (ctx.interrupts.quit.aborted && end.kind !== 'committed') return {kind: 'quit'}
  if (end.kind === 'refused') return askAboutCommit(ctx, step, end.problem, [])
  for (const line of end.remarks) ctx.say(line)
  await record(ctx, step, end.kind === 'committed' ? end.commit : null, 'wizard')
  return 'next'
}

/** A hook that mends the step's own files refuses first, and lets them pass when it is asked again: so it is. */
async function committed(ctx: EngineContext, commits: StepCommits, step: StepSession): Promise<CommitEnd> {
  const signal = ctx.interrupts.beginStep()
  const ofStep = {step: step.plan.id, attempt: step.attempt, signal, isAside: true}
  const wish = {
    step: step.plan,
    files: changed(step).map(({path, before}) => ({path, isNew: before.kind === 'absent'})),
    run: (command: Parameters<typeof runCommand>[2]) => runCommand(ctx, ofStep, command),
    readLog: ctx.readLog,
  }
  const commit = async (): Promise<CommitEnd> => {
    const tried = await orProblem(() => commits.commit(wish))
    return 'problem' in tried ? {kind: 'refused', problem: tried.problem} : tried.result
  }
  const end = await commit()
  const isRewritten = await takeOver(ctx, step, await rewritten(ctx, step))
  if (end.kind !== 'refused' || !isRewritten || signal.aborted) return end
  ctx.say('A hook changed the step’s files and refused the commit: once more with what it made of them')
  const again = await commit()
  await takeOver(ctx, step, await rewritten(ctx, current(ctx, step)))
  return again
}

/** The step's files that are no longer what it left, as they are now; their bytes are in the state file. */
async function rewritten(ctx: EngineContext, step: StepSession): Promise<readonly FileChange[]> {
  const files: FileChange[] = []
  for (const {path, after} of changed(step)) {
    if (await isInState(ctx, path, after)) continue
    files.push({path, before: after, after: await saveState(ctx, path)})
  }
  return files
}

async function takeOver(ctx: EngineContext, step: StepSession, files: readonly FileChange[]): Promise<boolean> {
  if (files.length === 0) return false
  await ctx.journal.append({type: 'step-rewritten', ...ofAttempt(step), files: [...files]})
  return true
}

function askAboutCommit(
  ctx: EngineContext,
  step: StepSession,
  problem: Problem,
  edited: readonly FileChange[],
): Promise<StepEnd> {
  ctx.say(`${problem.title}: ${problem.detail.split('\n')[0]}`)
  const question = refusedCommit(step.plan, problem, edited.length > 0)
  return askAboutStep<StepEnd>(ctx, step, question, async ({option, by}) => {
    if (option === 'adopt') await takeOver(ctx, step, edited)
    if (option === 'go-on') await record(ctx, step, null, by)
    return 'next'
  })
}

function record(ctx: EngineContext, step: StepSession, commit: string | null, by: string): Promise<void> {
  return ctx.journal.append({type: 'step-committed', ...ofAttempt(step), commit, by})
}

function current({journal}: EngineContext, {plan}: StepSession): StepSession {
  const step = journal.session?.steps.find(one => one.plan.id === plan.id)
  if (step === undefined) throw new BugError(`no step ${plan.id}`)
  return step
}

function ofAttempt({plan, attempt}: StepSession) {
  return {step: plan.id, attempt}
}

function changed({files}: StepSession): readonly FileChange[] {
  return files.flatMap(({path, before, after}) => {
    return after === undefined || isSameState(before, after) ? [] : [{path, before, after}]
  })
}

function editedSince(edited: readonly FileChange[]): Problem {
  const names = edited.map(({path}) => path).join(', ')
  return {
    code: 'commit-edited',
    title: 'Edited by hand since the step was proven',
    detail: `${names}: a step’s commit has what the step left, and nothing that nobody has proven.`,
    nextSteps: ['Put your edits aside and try again, or commit them with the step.'],
    ...(edited[0] === undefined ? {} : {path: edited[0].path}),
  }
}
