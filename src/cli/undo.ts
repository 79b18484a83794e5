import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {ProblemError} from '../domain/errors.ts'
import type {FileState} from '../domain/file-state.ts'
import type {Tree} from '../domain/ports.ts'
import type {Ask} from '../domain/question.ts'
import {unifiedDiff} from '../editors/unified-diff.ts'
import type {EngineContext} from '../engine/engine-context.ts'
import {createInterrupts} from '../engine/interrupts.ts'
import {planUndo, type UndoPlan} from '../engine/plan-undo.ts'
import {recover} from '../engine/recover.ts'
import type {RunEnd} from '../engine/run-end.ts'
import {undoSteps} from '../engine/undo-steps.ts'
import type {Journal} from '../journal/journal.ts'
import {type Session, stepsInForce} from '../journal/session.ts'
import {readLogTail} from '../system/read-log-tail.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {openRepository} from './open-repository.ts'
import {openSession} from './open-session.ts'
import type {RepositoryOptions} from './run-options.ts'
import {sessionFiles} from './session-files.ts'

export type UndoOptions = RepositoryOptions & {
  readonly steps: readonly string[]
  readonly all: boolean
  readonly dryRun: boolean
  /** What becomes of a file that was edited by hand where a step had written. */
  readonly edited?: 'keep' | 'restore'
}

/** `upgrade-wizard undo`: puts the files of these steps back, proves it by hash and says what is true. */
export async function undo(env: Environment, options: UndoOptions): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const {journal, close} = await openSession(env, tree, {isFresh: false})
  try {
    if (journal.session === undefined) throw new ProblemError(nothingToUndo)
    const ctx = undoContext(env, tree, journal, options)
    const blocked = await recover(ctx)
    if (blocked !== undefined) return tellStuck(env, tree, ctx, blocked)
    const asked = askedSteps(journal.session, options)
    const plan = await planUndo(ctx, asked)
    if (plan.steps.length === 0) {
      env.err('Nothing to undo: none of these steps is in force.')
      return exitCodes.done
    }
    tellPlan(env, journal, plan, options.edited)
    if (options.dryRun) return exitCodes.done
    const stays = leftInPlace(journal.session, plan.steps)
    const end = await undoSteps(ctx, {asked, reason: 'undo', by: 'you'})
    if (end.kind !== 'undone') return tellStuck(env, tree, ctx, end, plan)
    const files = end.restored.length === 1 ? '1 file' : `${end.restored.length} files`
    env.err(`Undone: ${end.steps.join(', ')}. ${files} put back and read again: every hash is right.`)
    for (const line of stays) env.err(line)
    return exitCodes.done
  } finally {
    await close()
  }
}

/** What steps did outside of the repository: undo names it and takes nothing away. */
function leftInPlace({steps}: Session, undone: readonly string[]): readonly string[] {
  return steps.flatMap(({plan, data}) => {
    const said = undone.includes(plan.id) && typeof data === 'object' && data !== null && 'leftInPlace' in data
    return said && typeof data.leftInPlace === 'string' ? [data.leftInPlace] : []
  })
}

function undoContext(env: Environment, tree: Tree, journal: Journal, {edited}: UndoOptions): EngineContext {
  const ask: Ask = async question =>
    question.subject.kind === 'edited-file' && edited !== undefined ? {option: edited, by: 'you'} : undefined
  return {
    journal,
    tree,
    ask,
    kinds: new Map(),
    programs: env.programs,
    clock: env.clock,
    interrupts: createInterrupts(),
    logFolder: sessionFiles(tree.root).logs,
    readLog: readLogTail,
    say: env.err,
  }
}

function askedSteps(session: Session, {steps, all}: UndoOptions): readonly string[] {
  const inForce = stepsInForce(session).map(step => step.plan.id)
  if (all) return inForce
  const unknown = steps.find(id => !session.steps.some(step => step.plan.id === id))
  if (steps.length > 0 && unknown === undefined) return steps
  throw new ProblemError({
    code: 'no-such-step',
    title: unknown === undefined ? 'Which steps?' : `There is no step called ${unknown}`,
    detail: `Steps in force: ${inForce.join(', ') || 'none'}.`,
    nextSteps: ['Name steps: upgrade-wizard undo raise-rust', 'Or undo everything: upgrade-wizard undo --all'],
  })
}

function tellPlan({data, err}: Environment, journal: Journal, plan: UndoPlan, edited: UndoOptions['edited']): void {
  for (const {step, needs} of plan.because) err(`${step} is undone too: it needs ${needs}`)
  const text = (state: FileState | undefined) =>
    state?.kind === 'file' ? new TextDecoder().decode(journal.content(state.sha256)) : undefined
  for (const {path: file, now, target, isEditedSince} of plan.files) {
    if (target === undefined) err(`${file} was edited by hand where a step had written: ${becomes(edited)}`)
    else if (isEditedSince) err(`${file} was edited by hand since; your edits stay`)
    if (target !== undefined) data(unifiedDiff(file, text(now), text(target)))
  }
}

function becomes(edited: UndoOptions['edited']): string {
  if (edited === undefined) return 'you decide what becomes of it'
  return edited === 'keep' ? 'your version stays' : 'the saved version comes back, yours stays in the state file'
}

/** Nothing was overwritten: the restored version is put where it can be compared, and the two ways on are named. */
async function tellStuck(
  {err}: Environment,
  tree: Tree,
  {journal}: EngineContext,
  end: RunEnd,
  plan?: UndoPlan,
): Promise<ExitCode> {
  if (end.kind === 'undo-failed') {
    err('Not everything could be restored:')
    for (const {path: file, why} of end.failed) err(`  ${file}: ${why}`)
    err('→ Mend the cause and run `upgrade-wizard undo --all` again.')
    return exitCodes.undoFailed
  }
  if (end.kind !== 'waiting') return exitCodes.stopped
  err('Nothing was undone.')
  for (const {path: file, target, restored} of plan?.files ?? []) {
    if (target !== undefined || restored?.kind !== 'file') continue
    const copy = path.join(sessionFiles(tree.root).restored, file)
    await mkdir(path.dirname(copy), {recursive: true})
    await writeFile(copy, journal.content(restored.sha256))
    err(`  ${file} without your edits, to compare: ${copy}`)
  }
  err('→ To keep your version of such files: add --edited keep')
  err('→ To take the saved one (yours stays in the state file): add --edited restore')
  return exitCodes.undoFailed
}

const nothingToUndo = {
  code: 'no-session',
  title: 'There is nothing to undo',
  detail: 'No session was started in this repository.',
  nextSteps: ['To start one: upgrade-wizard run'],
}
