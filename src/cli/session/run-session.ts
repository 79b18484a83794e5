import {BugError, ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import type {StepKind} from '../../domain/step-kind.ts'
import {chooseUndo} from '../../engine/choose-undo.ts'
import type {EngineContext} from '../../engine/engine-context.ts'
import {recover} from '../../engine/recover.ts'
import {redoStep} from '../../engine/redo.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import {runPlan} from '../../engine/run-plan.ts'
import {cargoPresent} from '../../gates/cargo-present.ts'
import {type ChosenToolchain, chooseToolchain, newestToolchain} from '../../gates/choose-toolchain.ts'
import {enoughDisk, neededBytes} from '../../gates/enough-disk.ts'
import type {Journal} from '../../journal/journal.ts'
import type {Session, StepStatus} from '../../journal/session.ts'
import {startFactsOf} from '../../report/start-facts-of.ts'
import type {StepDeps} from '../../steps/step-deps.ts'
import {stepKinds} from '../../steps/step-kinds.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import {openAgreements} from '../choose/agreements.ts'
import {consentToCommands, consentToSession} from '../choose/consent.ts'
import {startSession} from '../choose/converse.ts'
import {refuseOtherCommits, refuseOtherPlan} from '../choose/fixed-plan.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'
import {type LifeWatch, lookAtLife} from '../faces/look-at-life.ts'
import {watchTrees} from '../faces/watch-trees.ts'
import {foundCommands} from '../look/found-commands.ts'
import {look, type Sight} from '../look/look.ts'
import type {Consent} from '../look/own-commands.ts'
import {thisMachine} from '../look/this-machine.ts'
import type {Hosting} from '../pairing/hosting.ts'
import {saveReport} from '../report/session-report.ts'
import {openRoom} from '../room/open-room.ts'
import {requireRoom} from '../room/room.ts'
import type {RunOptions} from '../run-options.ts'
import {saveRecipe} from '../undo/restore-recipe.ts'
import {undoAdviceHere} from '../undo/undo-advice.ts'
import {askingUntil, LeftError, showing} from '../wait.ts'
import {commitSteps} from './commit-steps.ts'
import {editInEditor} from './draft.ts'
import {happenedSince, type Now} from './happened-since.ts'
import {openSession} from './open-session.ts'
import {reportQuestion} from './report-question.ts'
import {requireGit} from './require-git.ts'
import {requireQuietGit} from './require-quiet-git.ts'
import {type ResumeChoice, resumeSession} from './resume-session.ts'
import {sessionFiles} from './session-files.ts'
import {stepDeps} from './step-deps.ts'

export type RunResult = {
  readonly end: RunEnd
  readonly session: Session | undefined
  /** Markdown, as it was just written; undefined when no session was started. */
  readonly report: string | undefined
  /** What puts right what an undo couldn't. */
  readonly recipe?: readonly string[]
}

type Run = {
  readonly env: Environment
  readonly tree: Tree
  readonly face: Face
  readonly options: RunOptions
  /** Where others can take part. */
  readonly hosting?: Hosting
  readonly life: LifeWatch
  /** The step kinds, where they aren't to be the usual ones. */
  readonly kindsOf?: (deps: StepDeps) => ReadonlyMap<string, StepKind>
  /** Aborted when the session is left. */
  readonly over: AbortSignal
}

type Given = Omit<Run, 'over' | 'life'>

/** The whole run, from the first look to the last step or to whatever ends it sooner. Throws ProblemErrors. */
export async function runSession(given: Given): Promise<RunResult> {
  const {face, hosting} = given
  const run = hosting === undefined ? given : {...given, face: hosting.share(face)}
  try {
    return await lookAndRun(run)
  } catch (error) {
    if (error instanceof LeftError) return {end: {kind: 'quit'}, session: undefined, report: undefined}
    throw error
  }
}

async function lookAndRun(run: Given): Promise<RunResult> {
  const {env, tree, face} = run
  const full = enoughDisk([{path: tree.root, freeBytes: await env.disk.free(tree.root), leastBytes: neededBytes}])
  if (full !== undefined) throw new ProblemError(full)
  await requireQuietGit(env, tree.root)
  const sight = await showing(face)('Reading the repository', async tell => {
    const asking = askingUntil(env, face.interrupts.quit)
    const seen = await look(asking, tree, tell)
    await requireCargo(asking, tree, seen)
    return seen
  })
  face.see(sight)
  return withSession(run, sight, run.options.fresh)
}

async function withSession(given: Given, sight: Sight, isFresh: boolean): Promise<RunResult> {
  const {tree} = given
  const {journal, close} = await openSession(given.env, tree, {isFresh, say: given.face.say})
  await given.hosting?.listen()
  const over = new AbortController()
  const life = lookAtLife(given, journal)
  const run = {...given, life, over: over.signal}
  const stopListening = journal.listen(run.face.hear)
  const stopWatching = watchTrees(run, journal, sight)
  try {
    let end = journal.session === undefined ? await begin(run, journal, sight) : await resume(run, journal, sight)
    while (end !== 'fresh') {
      // Written whatever the end was: an upgrade that failed is the next attempt's best source.
      const report = await saveReport(run.env, run.tree, journal)
      const next = end.kind === 'done' ? await afterwards(run, journal, sight, report) : 'leave'
      if (next === 'leave') return {end, session: journal.session, report, ...(await recipeFor(end, tree, journal))}
      end = next
    }
  } finally {
    stopWatching()
    life.close()
    over.abort()
    stopListening()
    await close()
  }
  return withSession(given, sight, true)
}

async function recipeFor(end: RunEnd, {root}: Tree, journal: Journal): Promise<Pick<RunResult, 'recipe'>> {
  const recipe = end.kind === 'undo-failed' ? await saveRecipe(root, journal) : undefined
  return recipe === undefined ? {} : {recipe}
}

async function begin(run: Run, journal: Journal, sight: Sight): Promise<RunEnd> {
  const {env, tree, face, options} = run
  await requireGit(env, tree.root, options)
  // No target yet, so any Rust will do: which one builds makes little difference to the disk.
  const room = requireRoom(askingUntil(env, face.interrupts.quit), tree, sight, {
    rust: '1.0',
    isOffline: options.offline,
  })
  const mounts = await showing(face)('Looking at the disks', room)
  const agreements = openAgreements(env, tree.root)
  const ended = await startSession({env, tree, journal, face, options, mounts, agreements}, sight)
  if (ended !== undefined) return ended
  await run.hosting?.record(journal)
  return runPlan(await engineContext(run, journal, sight))
}

async function resume(run: Run, journal: Journal, sight: Sight): Promise<RunEnd | 'fresh'> {
  const {env, tree, face} = run
  const {session} = journal
  if (session === undefined) throw new BugError('no session to resume')
  const other = refuseOtherPlan(session.plan, run.options, sight.known) ?? refuseOtherCommits(session, run.options)
  if (other !== undefined) throw new ProblemError(other)
  // Nothing it names is believed, nor looked at, before.
  const consent = await consentToGoOn(run, session, sight)
  if (consent !== 'known') return consent === 'fresh' ? 'fresh' : consent.end
  face.resume(session, journal.happened)
  run.life.resume(session)
  const isDone = session.verdict === 'done'
  const now = {git: sight.survey.git, toolchains: sight.toolchains}
  const since = await happenedSince(env, tree, journal, now)
  for (let isFirst = true; ; isFirst = false) {
    const choice = await resumeSession(face.ask, since, journal.session ?? session)
    // Nobody has to decide anything about what is done.
    if ('end' in choice) return isDone ? {kind: 'done'} : choice.end
    if (choice.kind === 'fresh') return 'fresh'
    if (isFirst) {
      await recordPart(env, journal, choice.by, now)
      await run.hosting?.record(journal)
    }
    const end = await goOn(await engineContext(run, journal, sight), choice)
    if (end !== 'back') return end
  }
}

/** From where, with which wizard and on which machine it goes on: what the next start compares with. */
async function recordPart({version, programs}: Environment, journal: Journal, by: string, now: Now): Promise<void> {
  const git = now.git === null ? null : {branch: now.git.branch, head: now.git.head}
  const machine = await thisMachine(programs, now.toolchains)
  await journal.append({type: 'session-continued', tool: version, by, git, machine})
}

/** 'back' when somebody thought better of it. */
async function goOn(
  ctx: EngineContext,
  {kind, by}: Extract<ResumeChoice, {readonly by: string}>,
): Promise<RunEnd | 'back'> {
  if (kind === 'undo') return undoFirst(ctx)
  if (kind !== 'redo') return runPlan(ctx)
  const redone = await redoStep(ctx, by)
  if (redone === 'next') return runPlan(ctx)
  return redone === 'kept' ? 'back' : redone
}

/** What is done can be looked at, and taken back from there; then the run goes on at the first step that is open again. */
async function afterwards(
  run: Run,
  journal: Journal,
  sight: Sight,
  report: string | undefined,
): Promise<RunEnd | 'leave'> {
  for (;;) {
    if (run.face.showsReport !== true || report === undefined) return 'leave'
    const answer = await run.face.ask(reportQuestion(report))
    if (answer?.option !== 'undo') return 'leave'
    const end = await undoFirst(await engineContext(run, journal, sight))
    if (end !== 'back') return end
  }
}

/** Asks what to undo and does it; afterwards the run goes on. 'back' when nothing was undone. */
async function undoFirst(ctx: EngineContext): Promise<RunEnd | 'back'> {
  const blocked = await recover(ctx)
  if (blocked !== undefined) return blocked
  const end = await chooseUndo(ctx)
  return end === 'next' ? runPlan(ctx) : end
}

/** The engine's world for a session that exists: its step kinds are made from its target, never from its commands. */
async function engineContext(run: Run, journal: Journal, sight: Sight): Promise<EngineContext> {
  const {env, tree, face, options} = run
  const {session} = journal
  if (session === undefined) throw new BugError('no session to run')
  const {target, steps} = session.plan
  const toolchain = toolchainFor(sight, session)
  // Who leaves while a registry or a tool is asked doesn't wait for its answer.
  const asking = askingUntil(env, face.interrupts.quit)
  const consent = consentOf(run)
  const deps = stepDeps({env: asking, tree, journal, sight, target, toolchain, isOffline: options.offline, consent})
  const kinds = (run.kindsOf ?? stepKinds)(deps)
  const unknown = steps.find(step => !kinds.has(step.kind))
  if (unknown !== undefined) throw new ProblemError(unknownKind(unknown.kind))
  return {
    journal,
    tree,
    kinds,
    programs: env.programs,
    clock: env.clock,
    ask: face.ask,
    interrupts: face.interrupts,
    room: openRoom(run, journal, sight, deps.cargo),
    logFolder: sessionFiles(tree.root).logs,
    readLog: readLogTail,
    say: face.say,
    undoAdvice: undoAdviceHere(env, tree),
    ...(face.editFile === undefined ? {} : {editText: editInEditor(tree.root, face.editFile)}),
    ...(session.commitSteps === undefined ? {} : {commits: commitSteps(env, tree, session)}),
  }
}

/** What was agreed to of what the repository brings, here before or on the command line. */
function consentOf({env, tree, options: {allowCommands: allowed}}: Run): Consent {
  return {agreements: openAgreements(env, tree.root), ...(allowed === undefined ? {} : {allowed})}
}

/** What wants consent before a session that was left goes on: itself, unless it is known here, and commands still to come. */
async function consentToGoOn({env, tree, face, options}: Run, session: Session, sight: Sight) {
  const asking = {ask: face.ask, say: face.say, agreements: openAgreements(env, tree.root)}
  const known = await consentToSession(asking, session, options)
  const isToRun = session.steps.some(({plan, state}) => isOwnCommands(plan.kind) && !isDecided(state.status))
  if (known !== 'known' || !isToRun) return known
  const chosen = startFactsOf(session).validate
  const found = chosen.length === 0 ? [] : (await foundCommands(tree, sight.ownCommands)).commands
  const judging = {named: sight.ownCommands, found: found.filter(({name}) => chosen.includes(name)), isOffer: false}
  const consent = await consentToCommands(asking, judging, options)
  return 'end' in consent ? consent : known
}

function isOwnCommands(kind: string): boolean {
  return kind === 'record-own-commands' || kind === 'run-own-commands'
}

function isDecided(status: StepStatus['status']): boolean {
  return ['accepted', 'not-needed', 'skipped'].includes(status)
}

/** One that is too old does until the plan has installed another. Throws a ProblemError when nothing will be. */
function toolchainFor({toolchains}: Sight, {plan}: Session): ChosenToolchain {
  const chosen = chooseToolchain(toolchains, plan.target.rust.version)
  if ('name' in chosen) return chosen
  const newest = newestToolchain(toolchains)
  if (newest === undefined || !plan.steps.some(({kind}) => kind === 'install-toolchain')) throw new ProblemError(chosen)
  return newest
}

async function requireCargo(env: Environment, tree: Tree, {toolchains}: Sight): Promise<void> {
  const any = toolchains.active ?? toolchains.installed[0]
  const missing = await cargoPresent(env.programs, tree.root, any?.name)
  if (missing !== undefined) throw new ProblemError(missing)
}

function unknownKind(kind: string) {
  return {
    code: 'state-refused',
    title: `The state file names a kind of step this version doesn't know: ${kind}`,
    detail: 'It was written by another version of the wizard.',
    nextSteps: ['Run the version that wrote it, or start anew with `upgrade-wizard run --fresh`.'],
    path: '.upgrade-wizard/state.jsonl',
  }
}
