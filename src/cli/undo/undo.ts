import {readFile} from 'node:fs/promises'
import {count} from '../../domain/count.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Ask} from '../../domain/question.ts'
import {markedText} from '../../engine/decide-edited.ts'
import type {EngineContext} from '../../engine/engine-context.ts'
import {createInterrupts} from '../../engine/interrupts.ts'
import {hasMarkers} from '../../engine/mark-conflicts.ts'
import {isChanged, planUndo, type UndoPlan, type UndoSight} from '../../engine/plan-undo.ts'
import {recover} from '../../engine/recover.ts'
import {removeLeftovers} from '../../engine/remove-leftovers.ts'
import {leftInPlace, lookingOnly, undoneFile} from '../../engine/undo-choices.ts'
import {undoSteps} from '../../engine/undo-steps.ts'
import type {Journal} from '../../journal/journal.ts'
import type {Session} from '../../journal/session.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import {openAgreements} from '../choose/agreements.ts'
import {requireKnownSession} from '../choose/consent.ts'
import type {Environment} from '../environment.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {openRepository} from '../open-repository.ts'
import type {ConsentOptions, RepositoryOptions} from '../run-options.ts'
import {editBeforehand, layOutDraft} from '../session/draft.ts'
import {openSession} from '../session/open-session.ts'
import {warnOfBusyGit} from '../session/require-quiet-git.ts'
import {sessionFiles} from '../session/session-files.ts'
import {type Edited, tellDrafts, tellDryRun, tellPlan, tellStuck, tellWarning} from './tell-undo.ts'
import {commitsThatStay, undoAdvice, undoAdviceHere} from './undo-advice.ts'
import {type UndoWish, wishedSteps} from './undo-wish.ts'

export type UndoOptions = RepositoryOptions &
  UndoWish &
  ConsentOptions & {
    readonly dryRun: boolean
    readonly edited?: Exclude<Edited, undefined>
  }

/** `upgrade-wizard undo`: puts the files of these steps back, proves it by hash and says what is true. */
export async function undo(env: Environment, options: UndoOptions): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const {journal, close} = await openSession(env, tree, {isFresh: false})
  try {
    if (journal.session === undefined) throw new ProblemError(nothingToUndo)
    await requireKnownSession(openAgreements(env, tree.root), journal.session, options)
    await warnOfBusyGit(env, tree.root)
    const ctx = undoContext(env, tree, journal, options)
    const blocked = await recover(ctx)
    if (blocked !== undefined) return await tellStuck(env, tree, journal, blocked)
    return await undoWished(env, ctx, journal.session, options)
  } finally {
    await close()
  }
}

async function undoWished(
  env: Environment,
  ctx: EngineContext,
  session: Session,
  options: UndoOptions,
): Promise<ExitCode> {
  const asked = wishedSteps(session, options)
  const sight = lookingOnly(ctx)
  const planned = await planUndo(sight, asked)
  const plan = {...planned, files: planned.files.filter(isChanged)}
  if (plan.steps.length === 0) {
    env.err('Nothing to undo: none of these steps is in force.')
    return (await removeToolchains(ctx, options)).code
  }
  const files = plan.files.map(file => undoneFile(sight, file))
  const against = await undoAdvice.against(session, plan.steps, files)
  if (against !== undefined) warnOrRefuse(env, against, options)
  tellPlan(env, sight.journal, plan, options.edited)
  const stays = [...leftInPlace(session, plan.steps), ...commitsThatStay(session, plan.steps)]
  if (options.dryRun) {
    tellDryRun(env, plan, stays)
    return exitCodes.done
  }
  const open = options.edited === 'merge' ? await openDrafts(ctx, sight.journal, plan) : []
  if (open.length > 0) return tellDrafts(env, open)
  const end = await undoSteps(ctx, {asked, reason: 'undo', by: 'you'})
  if (end.kind === 'kept') return exitCodes.stopped
  const {session: now} = ctx.journal
  if (end.kind !== 'undone') return tellStuck(env, ctx.tree, {session: now, content: sight.journal.content}, end, plan)
  const putBack = count(end.restored.length, 'file')
  env.err(`Undone: ${end.steps.join(', ')}. ${putBack} put back and read again: every hash is right.`)
  const {code, gone} = await removeToolchains(ctx, options)
  const removed = leftInPlace(session, gone)
  for (const line of stays) if (!removed.includes(line)) env.err(line)
  env.err(`To apply ${end.steps.length === 1 ? 'it' : 'them'} again: upgrade-wizard run`)
  return code
}

/** What undone steps installed, where that was asked for; 1 when something of it couldn't be removed. */
async function removeToolchains(
  ctx: EngineContext,
  {removeToolchains, dryRun}: UndoOptions,
): Promise<{code: ExitCode; gone: readonly string[]}> {
  if (!removeToolchains || dryRun) return {code: exitCodes.done, gone: []}
  const undone = (ctx.journal.session?.steps ?? []).filter(({state}) => state.status === 'undone')
  const {wanted, gone} = await removeLeftovers(
    ctx,
    undone.map(({plan}) => plan.id),
  )
  if (wanted.length === 0) ctx.say('Nothing is left that was installed for an undone step and may be removed.')
  return {code: gone.length === wanted.length ? exitCodes.done : exitCodes.stopped, gone}
}

/** The drafts that still have markers, laid out where they weren't; a file that is no text has none and is asked about. */
async function openDrafts(
  {tree}: EngineContext,
  contents: UndoSight['journal'],
  {files}: UndoPlan,
): Promise<readonly string[]> {
  const open: string[] = []
  for (const file of files.filter(({target}) => target === undefined)) {
    const text = markedText(contents, file)
    const draft = text === undefined ? undefined : await layOutDraft(tree.root, file.path, text)
    if (draft !== undefined && hasMarkers(await readFile(draft, 'utf8'))) open.push(draft)
  }
  return open
}

/** Who asks for a part means that the rest stands afterwards; who names steps knows what they are doing. */
function warnOrRefuse(env: Environment, against: Problem, {only}: UndoOptions): void {
  if (only !== undefined) throw new ProblemError(against)
  tellWarning(env, against)
}

function undoContext(
  env: Environment,
  tree: Tree,
  journal: Journal,
  {edited, removeToolchains}: UndoOptions,
): EngineContext {
  const asked = new Set<string>()
  const ask: Ask = async ({id, subject}) => {
    if (subject.kind === 'leftover') return {option: removeToolchains ? 'remove' : 'keep', by: 'you'}
    // Who says the same twice gets the same: a draft that still has markers is no answer.
    if (subject.kind !== 'edited-file' || edited === undefined || asked.has(id)) return undefined
    asked.add(id)
    return {option: edited === 'merge' ? 'edit' : edited, by: 'you'}
  }
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
    undoAdvice: undoAdviceHere(env, tree),
    ...(edited === 'merge' ? {editText: editBeforehand(tree.root)} : {}),
  }
}

const nothingToUndo = {
  code: 'no-session',
  title: 'There is nothing to undo',
  detail: 'No session was started in this repository.',
  nextSteps: ['To start one: upgrade-wizard run'],
}
