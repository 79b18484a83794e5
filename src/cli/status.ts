import type {Tree} from '../domain/ports.ts'
import {driftedFiles, notRestored} from '../engine/drift.ts'
import {currentStep, type Session, type StepSession} from '../journal/session.ts'
import {printable, table} from '../plan/text-layout.ts'
import {readGitState} from '../scan/git-state.ts'
import {findToolchains} from '../scan/toolchains.ts'
import {lockHolder} from '../system/lock.ts'
import {openAgreements} from './choose/agreements.ts'
import {isKnown} from './choose/consent.ts'
import type {Environment} from './environment.ts'
import {type ExitCode, exitCodes} from './exit-codes.ts'
import {openRepository} from './open-repository.ts'
import type {RepositoryOptions} from './run-options.ts'
import {happenedSince} from './session/happened-since.ts'
import {peekSession} from './session/open-session.ts'
import {sessionFiles} from './session/session-files.ts'
import type {SinceFact} from './session/since-fact.ts'

/** `upgrade-wizard status`: where the session stands. Writes nothing and needs no lock. */
export async function status(
  env: Environment,
  options: RepositoryOptions & {readonly json: boolean},
): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const peeked = await peekSession(tree)
  const {session} = peeked
  if (session === undefined) {
    if (options.json) env.data(`${JSON.stringify({schema, session: null}, null, 2)}\n`)
    else env.out('No session here. To start one: upgrade-wizard run\n')
    return exitCodes.done
  }
  const startedHere = await isKnown(openAgreements(env, tree.root), session, undefined)
  const since = await factsSince(env, tree, peeked)
  const document = {...(await statusDocument(env, tree, session, startedHere)), since}
  if (options.json) env.data(`${JSON.stringify(document, null, 2)}\n`)
  else env.out(statusText(session, document))
  return exitCodes.done
}

type StatusDocument = Awaited<ReturnType<typeof statusDocument>> & {readonly since: readonly SinceFact[]}

/** What the resume screen tells; nothing while a wizard is at work, whose own doing it would be. */
async function factsSince(
  env: Environment,
  tree: Tree,
  peeked: Awaited<ReturnType<typeof peekSession>>,
): Promise<readonly SinceFact[]> {
  if ((await lockHolder(sessionFiles(tree.root).lock, env.programs)) !== undefined) return []
  const [git, toolchains] = await Promise.all([readGitState(env.programs, tree.root), findToolchains(env, tree.root)])
  return happenedSince(env, tree, peeked, {git, toolchains})
}

async function statusDocument({programs}: Environment, tree: Tree, session: Session, startedHere: boolean) {
  const drifted = await driftedFiles(tree, session)
  const open = session.steps.flatMap(step => step.commands).findLast(command => command.ended === undefined)
  const holder = await lockHolder(sessionFiles(tree.root).lock, programs)
  const failed = await notRestored(tree, session)
  const isRunning = open?.process !== undefined && (await programs.isAlive(open.process))
  return {
    schema,
    session: {
      id: session.sessionId,
      startedAt: session.startedAt,
      verdict: session.verdict ?? null,
      startedHere,
      target: session.plan.target,
    },
    phase: currentStep(session)?.plan.phase ?? null,
    steps: session.steps.map(step => ({
      id: step.plan.id,
      status: step.state.status,
      attempt: step.attempt,
      decidedBy: 'by' in step.state ? step.state.by : null,
      drifted: drifted.get(step.plan.id) ?? [],
    })),
    running: isRunning && open?.process !== undefined ? {pid: open.process.pid, argv: open.argv, log: open.err} : null,
    /** What the latest undo couldn't put back, as far as nobody did since. */
    notRestored: failed.map(({path, why}) => ({path, why})),
    driver: session.by,
    wizard: holder === undefined ? null : {pid: holder.pid, host: holder.host, since: holder.since},
  }
}

function statusText(
  session: Session,
  {session: {startedHere}, running, steps, wizard, notRestored, since}: StatusDocument,
): string {
  const {wasmtime, rust} = session.plan.target
  const rows = session.steps.map((step, index) => [
    `  ${index + 1}`,
    wordOf(step, steps[index]?.drifted ?? []),
    step.plan.title,
  ])
  const drifted = [...new Set(steps.flatMap(step => step.drifted))]
  return [
    `Session ${session.sessionId} of ${session.startedAt}: ${wasmtime === null ? '' : `wasmtime ${wasmtime}, `}Rust ${rust.version}`,
    ...(startedHere ? [] : ['Nobody started it here: it came with this folder, or the folder was moved']),
    ...table(rows),
    ...(running === null ? [] : [`Running: ${running.argv.join(' ')} (pid ${running.pid}); output in ${running.log}`]),
    ...drifted.map(path => `Edited by hand since: ${path}`),
    ...since.filter(({kind}) => kind !== 'edited').map(({text}) => printable(text)),
    ...restoreLines(session, notRestored),
    wizard === null ? nextCommand(session) : `A wizard is at work here: process ${wizard.pid} on ${wizard.host}`,
    '',
  ].join('\n')
}

/** What is left of an undo that failed: the files that still aren't right, or that all of them are. */
function restoreLines({failedUndo}: Session, left: StatusDocument['notRestored']): readonly string[] {
  if (failedUndo === undefined) return []
  const again = `upgrade-wizard undo ${failedUndo.steps.join(' ')}`
  if (left.length === 0) return [`Every file that could not be restored is right now. To finish the undo: ${again}`]
  return [
    ...left.map(({path, why}) => `Not restored: ${printable(path)} (${printable(why)})`),
    'What puts it right: .upgrade-wizard/recipe.txt',
  ]
}

function nextCommand({verdict, plan}: Session): string {
  if (verdict === 'undone') return 'Undone. To apply it again: upgrade-wizard run; to start anew, with --fresh'
  if (verdict !== 'done') return 'To go on: upgrade-wizard run'
  return `Done${plan.leftOut === undefined ? '' : ` in part; left out: ${plan.leftOut.join(', ')}`}. To get back: upgrade-wizard undo --all`
}

function wordOf({state}: StepSession, drifted: readonly string[]): string {
  return drifted.length > 0 ? `${state.status}, drifted` : state.status
}

const schema = 'upgrade-wizard/status/1'
