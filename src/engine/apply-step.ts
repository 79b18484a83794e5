import {isSameState} from '../domain/file-state.ts'
import type {Problem} from '../domain/problem.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {FileChange} from '../journal/event.ts'
import type {StepSession} from '../journal/session.ts'
import type {EngineContext} from './engine-context.ts'
import {orProblem, outcomeOf} from './or-problem.ts'
import {editedMeanwhile, meantBy, prepareWrites, writeFailed} from './prepare-writes.ts'
import {takeBack} from './recover.ts'
import type {RunEnd} from './run-end.ts'
import {isInState, putState, saveState} from './saved-tree.ts'

type Application = {
  readonly step: StepSession
  readonly attempt: number
  readonly kind: StepKind
  readonly inspection: Extract<Inspection, {kind: 'needed'}>
  readonly context: StepContext
}

type Applied =
  | {readonly kind: 'applied'; readonly outcome: Outcome}
  /** A file is no longer what was inspected: look again. */
  | {readonly kind: 'changed'}
  /** What is to be saved first can't be read. Nothing was written. */
  | {readonly kind: 'blocked'; readonly problem: Problem}
  | {readonly kind: 'ended'; readonly end: RunEnd}

/**
 * Write ahead, then act: the old and new bytes and the intent are in the state file before the first effect. Leaving in
 * the middle takes everything back first.
 */
export async function applyStep(
  ctx: EngineContext,
  {step, attempt, kind, inspection, context}: Application,
): Promise<Applied> {
  const {id} = step.plan
  const {summary, found} = inspection
  const prepared = await orProblem(() => prepare(ctx, inspection))
  if ('problem' in prepared) return {kind: 'blocked', problem: prepared.problem}
  if (prepared.result === undefined) return {kind: 'changed'}
  const {writes, touched} = prepared.result
  const start = {summary, writes, touches: touched, ...(found === undefined ? {} : {found})}
  await ctx.journal.append({type: 'step-started', step: id, attempt, ...start})

  const {written, refused} = await writeAll(ctx, writes)
  const done: Outcome = {kind: 'ok', summary}
  const outcome = refused ?? outcomeOf(await orProblem(async () => (await kind.apply?.(context)) ?? done))
  if (ctx.interrupts.quit.aborted) return leave(ctx, id)

  const files = await changesOf(ctx, written, touched)
  await ctx.journal.append({type: 'step-applied', step: id, attempt, files})
  return {kind: 'applied', outcome}
}

/**
 * What became of the files. A write counts as what was promised: where something else stands there by now, somebody edited it
 * meanwhile, and that isn't the step's to undo. What commands may write counts as it stands.
 */
async function changesOf(
  ctx: EngineContext,
  written: readonly FileChange[],
  touched: readonly Omit<FileChange, 'after'>[],
): Promise<FileChange[]> {
  const files = written.filter(({path}) => !touched.some(one => one.path === path))
  for (const {path, before} of touched) {
    // Commands sync nothing: without this, the state file would know a lockfile that a power cut takes away.
    await ctx.tree.settle(path)
    const isWritten = written.some(file => file.path === path)
    files.push({path, before, after: await saveState(ctx, path), ...(isWritten ? {} : {isWhole: true as const})})
  }
  return files.filter(file => !isSameState(file.before, file.after))
}

/** The old and new bytes of everything that the step may write, in the state file. Undefined when a file was changed. */
async function prepare(ctx: EngineContext, {writes, touches}: Application['inspection']) {
  const prepared = await prepareWrites(ctx, writes)
  if (prepared === undefined) return undefined
  const meant = new Set(await Promise.all(touches.map(path => meantBy(ctx.tree, path))))
  const touched = await Promise.all([...meant].map(async path => ({path, before: await saveState(ctx, path)})))
  return {writes: prepared, touched}
}

/**
 * A write that the system refuses fails the step, and so does a file that was edited since it was saved: it stays as it is. What
 * was written before that is on record and can be undone.
 */
async function writeAll(
  ctx: EngineContext,
  writes: readonly FileChange[],
): Promise<{readonly written: readonly FileChange[]; readonly refused: Outcome | undefined}> {
  for (const [index, {path, before, after}] of writes.entries()) {
    const written = writes.slice(0, index)
    try {
      if (!(await isInState(ctx, path, before)))
        return {written, refused: {kind: 'failed', problem: editedMeanwhile(path)}}
      await putState(ctx, path, after)
    } catch (error) {
      const isThere = await isInState(ctx, path, after).catch(() => false)
      const refused: Outcome = {kind: 'failed', problem: writeFailed(path, error)}
      return {written: isThere ? writes.slice(0, index + 1) : written, refused}
    }
  }
  return {written: writes, refused: undefined}
}

async function leave(ctx: EngineContext, id: string): Promise<Applied> {
  const started = ctx.journal.session?.steps.find(one => one.plan.id === id)
  const end = started === undefined ? undefined : await takeBack(ctx, started)
  return {kind: 'ended', end: end ?? {kind: 'quit'}}
}
