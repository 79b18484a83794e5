import {BugError} from '../domain/errors.ts'
import {distinctPeople} from '../domain/person.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileChange, JournalEvent} from './event.ts'
import {
  type CommandSession,
  type FailedFile,
  findCommand,
  type Session,
  type StepSession,
  type StepStatus,
  type TakenBack,
  type Undoing,
} from './session.ts'

/** An event with the moment at which it was written (ISO 8601). */
export type TimedEvent = {readonly at: string; readonly event: JournalEvent}

/** One event further. Pure; the first event must be `session-started`. */
export function fold(session: Session | undefined, timed: TimedEvent): Session {
  return foldWith(copied, session, timed)
}

/**
 * All of them, in time that grows with their number alone: the sessions in between are nobody's, so their lists grow in
 * place. `hear` gets each event with the session before it, and may keep nothing of that.
 */
export function foldAll(
  events: readonly TimedEvent[],
  hear: (before: Session | undefined, timed: TimedEvent) => void = () => undefined,
): Session | undefined {
  return events.reduce<Session | undefined>((session, timed) => {
    hear(session, timed)
    return foldWith(grown, session, timed)
  }, undefined)
}

function foldWith(lists: Lists, session: Session | undefined, {at, event}: TimedEvent): Session {
  if (event.type === 'session-started') {
    if (session !== undefined) throw new BugError('fold: session-started twice')
    return start(at, event)
  }
  if (session === undefined) throw new BugError(`fold: ${event.type} before session-started`)
  return {...advance(lists, session, at, event), lastEventAt: at}
}

/** How a list becomes another. */
type Lists = {
  readonly added: <T>(list: readonly T[], item: T) => readonly T[]
  readonly replaced: <T>(list: readonly T[], index: number, item: T) => readonly T[]
}

const copied: Lists = {added: (list, item) => [...list, item], replaced: (list, index, item) => list.with(index, item)}

/** For lists that nobody else has. */
const grown: Lists = {
  added(list, item) {
    ;(list as (typeof item)[]).push(item)
    return list
  },
  replaced(list, index, item) {
    ;(list as (typeof item)[])[index] = item
    return list
  },
}

/** The same for whoever only watches: a session that is started afresh takes the place of the one that was left. */
export function follow(session: Session | undefined, timed: TimedEvent): Session {
  return fold(timed.event.type === 'session-started' ? undefined : session, timed)
}

function start(at: string, event: Extract<JournalEvent, {type: 'session-started'}>): Session {
  const {sessionId, tool, plan, by, git, machine, before} = event
  const steps = plan.steps.map(
    (step): StepSession => ({
      plan: step,
      state: {status: 'waiting'},
      attempt: 0,
      durationMs: 0,
      files: [],
      commands: [],
    }),
  )
  const given = {
    ...(before === undefined ? {} : {before}),
    ...(event.commitSteps === undefined ? {} : {commitSteps: event.commitSteps}),
    ...(event.branch === undefined ? {} : {branch: event.branch}),
  }
  const latest = {tool, git, ...(machine === undefined ? {} : {machine})}
  const nothing = {history: [], notes: []}
  return {sessionId, tool, plan, by, git, latest, ...given, steps, startedAt: at, ...nothing, lastEventAt: at}
}

function advance(lists: Lists, session: Session, at: string, event: JournalEvent): Session {
  switch (event.type) {
    case 'session-started':
    case 'content-saved':
      return session
    case 'step-not-needed':
      return withState(session, event.step, {status: 'not-needed', evidence: event.evidence})
    case 'step-blocked':
      return withState(session, event.step, {status: 'blocked', problem: event.problem})
    case 'step-skipped':
      return withState(session, event.step, {status: 'skipped', by: event.by})
    case 'step-started':
      return withStep(withoutVerdict(session), event.step, step => ({
        plan: step.plan,
        state: {status: 'running', applied: false},
        attempt: event.attempt,
        durationMs: 0,
        startedAt: at,
        files: [...event.writes, ...event.touches],
        ...(step.marks === undefined ? {} : {marks: step.marks}),
        ...(event.found === undefined ? {} : {found: event.found}),
        commands: [],
      }))
    case 'command-started': {
      const {marker, argv, cwd, env, out, err, isAside} = event
      const aside = {...(isAside === undefined ? {} : {isAside}), ...(env === undefined ? {} : {env})}
      const command: CommandSession = {marker, step: event.step, argv, cwd, out, err, startedAt: at, ...aside}
      return withStep(session, event.step, step => ({...step, commands: lists.added(step.commands, command)}))
    }
    case 'command-running':
      return withCommand(lists, session, event.marker, command => ({...command, process: event.process}))
    case 'command-paused':
      return withCommand(lists, session, event.marker, command => ({...command, paused: event.why}))
    case 'command-resumed':
      return withCommand(lists, session, event.marker, goingOn)
    case 'command-ended': {
      const {marker, outcome, durationMs, freeBytes} = event
      const ended = withCommand(lists, session, marker, command => ({
        ...goingOn(command),
        ended: {outcome, durationMs},
      }))
      return freeBytes === undefined ? ended : {...ended, disk: lists.added(session.disk ?? [], {at, freeBytes})}
    }
    case 'step-applied': {
      const applied = withAttempt(session, event, step => ({
        ...step,
        state: {status: 'running', applied: true},
        files: isApplied(step) ? mergeFiles(step.files, event.files) : event.files,
      }))
      const change = {kind: 'change' as const, step: event.step, files: event.files}
      return {...applied, history: lists.added(session.history, change)}
    }
    case 'step-verified':
      return withAttempt(session, event, step => ({
        ...step,
        state: {status: 'verified', summary: event.summary},
        durationMs: elapsedMs(step, at),
        ...(event.data === undefined ? {} : {data: event.data}),
      }))
    case 'step-failed':
      return withAttempt(session, event, step => ({
        ...step,
        state: {status: 'failed', problem: event.problem},
        durationMs: elapsedMs(step, at),
        ...(event.data === undefined ? {} : {data: event.data}),
      }))
    case 'step-mended':
      return withAttempt(withoutVerdict(session), event, step => mending(step, event))
    case 'proposal-skipped':
      return withAttempt(session, event, step => ({...step, skipped: [...(step.skipped ?? []), event.proposal]}))
    case 'item-marked':
      return withStep(session, event.step, step => marked(step, event))
    case 'step-accepted':
      return withAttempt(session, event, step => ({
        ...step,
        state: {
          status: 'accepted',
          summary: summaryOf(step.state),
          by: event.by,
          ...(step.state.status === 'failed' ? {despite: step.state.problem} : {}),
        },
      }))
    case 'step-rewritten': {
      const rewritten = withAttempt(session, event, step => ({...step, files: mergeFiles(step.files, event.files)}))
      const change = {kind: 'change' as const, step: event.step, files: event.files}
      return {...rewritten, history: lists.added(session.history, change)}
    }
    case 'step-committed': {
      const {step, commit} = event
      const settled = withAttempt(session, event, one => ({...one, commit}))
      return commit === null ? settled : {...settled, commits: [...(session.commits ?? []), {step, commit}]}
    }
    case 'undo-started':
      return {
        ...withoutVerdict(session),
        undoing: undoingOf(event, at),
      }
    case 'undo-finished':
      return finishUndo(lists, session, event.failed)
    case 'note-written': {
      const {step, text, by} = event
      return {...session, notes: lists.added(session.notes, {...(step === undefined ? {} : {step}), text, by, at})}
    }
    case 'session-continued':
      return {...session, latest: {tool: event.tool, git: event.git, machine: event.machine}}
    case 'people-joined':
      return {...session, people: distinctPeople([...(session.people ?? []), ...event.people]), driver: event.driver}
    case 'wheel-handed':
      return {...session, driver: event.to}
    case 'approved': {
      const {what, by, asked} = event
      return {...session, approvals: [...(session.approvals ?? []), {what, by, asked, at}]}
    }
    case 'session-ended':
      return {...session, verdict: event.verdict}
    default:
      return event satisfies never
  }
}

function goingOn({paused: _, ...command}: CommandSession): CommandSession {
  return command
}

function mending(step: StepSession, event: Extract<JournalEvent, {type: 'step-mended'}>): StepSession {
  if (step.state.status !== 'failed') throw new BugError(`fold: ${event.step} was mended while ${step.state.status}`)
  const mends = [...(step.mends ?? []), {proposals: event.proposals, by: event.by}]
  return {...step, state: {status: 'running', applied: true, mending: event.writes}, mends}
}

/** Without a note of its own, a mark keeps the note of the one before. */
function marked(step: StepSession, event: Extract<JournalEvent, {type: 'item-marked'}>): StepSession {
  const {item, mark, by} = event
  const before = step.marks?.find(one => one.item === item)
  const note = event.note ?? before?.note
  const others = step.marks?.filter(one => one !== before) ?? []
  return {...step, marks: [...others, {item, mark, by, ...(note === undefined ? {} : {note})}]}
}

/** Whether the attempt's first changes are in: what is said to be applied now comes on top of them. */
function isApplied({state}: StepSession): boolean {
  return state.status !== 'running' || state.applied
}

/** Each file from what it was at first to what it is at last. */
function mergeFiles(earlier: StepSession['files'], later: readonly FileChange[]): StepSession['files'] {
  const isNew = (path: string) => !earlier.some(file => file.path === path)
  const kept = earlier.map(file => ({...file, ...afterIn(later, file.path)}))
  return [...kept, ...later.filter(({path}) => isNew(path))]
}

function afterIn(files: readonly FileChange[], path: string): {readonly after?: FileChange['after']} {
  const after = files.find(file => file.path === path)?.after
  return after === undefined ? {} : {after}
}

type Failed = readonly {readonly path: string; readonly why: string}[]

function undoingOf(
  {steps, reason, files, by, asks}: Extract<JournalEvent, {type: 'undo-started'}>,
  at: string,
): Undoing & {readonly at: string} {
  return {steps, reason, files, by, at, ...(asks === undefined ? {} : {asks})}
}

/** A failed undo leaves its steps as they were; what did get restored is history all the same. */
function finishUndo(lists: Lists, session: Session, failed: Failed): Session {
  const {undoing, failedUndo: _, ...rest} = session
  if (undoing === undefined) throw new BugError('fold: undo-finished before undo-started')
  const restored = undoing.files.filter(file => !failed.some(one => one.path === file.path))
  // An interrupted attempt never became a change, so there is nothing to take out of the history either.
  const history =
    undoing.reason === 'interrupted'
      ? session.history
      : lists.added(session.history, {kind: 'undo' as const, steps: undoing.steps, files: restored})
  if (failed.length > 0)
    return {...rest, history, failedUndo: {steps: undoing.steps, failed: promisedTo(failed, undoing)}}
  const undone = lists.added(session.undone ?? [], takenBack(session, undoing, restored.length))
  const isAgain = (undoing.reason === 'retry' || undoing.reason === 'interrupted') && undoing.asks !== true
  const state: StepStatus = isAgain ? {status: 'waiting'} : {status: 'undone', by: undoing.by}
  const steps = session.steps.map(step => (undoing.steps.includes(step.plan.id) ? {...step, state, files: []} : step))
  return {...rest, steps, history, undone}
}

/** What was wrong stands in the steps only until they are undone. */
function takenBack(
  {steps}: Session,
  {steps: ids, reason, by, at}: NonNullable<Session['undoing']>,
  files: number,
): TakenBack {
  const problems = steps.flatMap(({plan, state}) => {
    const problem = ids.includes(plan.id) ? problemOf(state) : undefined
    return problem === undefined ? [] : [{step: plan.id, title: problem.title}]
  })
  return {steps: ids, reason, by, at, files, problems}
}

function problemOf(state: StepStatus): Problem | undefined {
  if (state.status === 'accepted') return state.despite
  return state.status === 'failed' || state.status === 'blocked' ? state.problem : undefined
}

function promisedTo(
  failed: readonly {readonly path: string; readonly why: string}[],
  {files}: Undoing,
): readonly FailedFile[] {
  return failed.flatMap(({path, why}) => {
    const promised = files.find(file => file.path === path)?.after
    return promised === undefined ? [] : [{path, why, promised}]
  })
}

function withState(session: Session, stepId: string, state: StepStatus): Session {
  return withStep(withoutVerdict(session), stepId, step => ({...step, state}))
}

function withStep(session: Session, stepId: string, change: (step: StepSession) => StepSession): Session {
  if (!session.steps.some(step => step.plan.id === stepId)) throw new BugError(`fold: unknown step ${stepId}`)
  return {...session, steps: session.steps.map(step => (step.plan.id === stepId ? change(step) : step))}
}

type OfAttempt = {readonly type: string; readonly step: string; readonly attempt: number}

/** What is said about an attempt must be about the one that was started last. */
function withAttempt(session: Session, event: OfAttempt, change: (step: StepSession) => StepSession): Session {
  return withStep(session, event.step, step => {
    if (step.attempt !== event.attempt)
      throw new BugError(`fold: ${event.type} of attempt ${event.attempt} of ${event.step}, which has ${step.attempt}`)
    return change(step)
  })
}

/** What is said about a command that nobody started changes nothing. */
function withCommand(
  lists: Lists,
  session: Session,
  marker: string,
  change: (command: CommandSession) => CommandSession,
): Session {
  const command = findCommand(session, marker)
  if (command === undefined) return session
  return withStep(session, command.step, step => {
    const at = step.commands.lastIndexOf(command)
    return {...step, commands: lists.replaced(step.commands, at, change(command))}
  })
}

function withoutVerdict(session: Session): Session {
  const {verdict: _, ...rest} = session
  return rest
}

function summaryOf(state: StepStatus): string {
  if (state.status === 'verified') return state.summary
  return state.status === 'failed' ? state.problem.title : ''
}

function elapsedMs(step: StepSession, at: string): number {
  return step.startedAt === undefined ? 0 : Math.max(0, Date.parse(at) - Date.parse(step.startedAt))
}
