import type {Amount} from '../domain/amount.ts'
import {type LifeSign, tellLife} from '../domain/life-sign.ts'
import {commandKey} from '../journal/earlier-run.ts'
import type {TimedEvent} from '../journal/fold.ts'
import type {Session} from '../journal/session.ts'
import {type CargoProgress, latestProgress} from '../measure/cargo-progress.ts'
import type {ReadLog} from './output-lines.ts'

/** A sign that something still goes on. */
export type Beat = {
  /** The command line's programs and arguments are in its event; this is what is done without one. */
  readonly activity?: string
  readonly elapsedMs: number
  /** The log of the running command's errors and progress. */
  readonly log?: string
  /** How long the same command took before, and in which step, counted from 1. */
  readonly earlier?: {readonly durationMs: number; readonly step: number}
  readonly progress?: CargoProgress
  /** What there is to see of the command while it says nothing. */
  readonly life?: Omit<LifeSign, 'marker'>
}

export type Heartbeat = {
  hear(event: TimedEvent, session: Session | undefined): void
  resume(session: Session): void
  activity(text: string | undefined): void
  /** How far the activity is. */
  amount(amount: Amount): void
  /** What the command that runs was last seen to do. */
  life(sign: LifeSign | undefined): void
  /** Somebody is asked, or everything is over: nothing goes on. */
  stop(): void
  /** Nobody is asked any more; what goes on is heard of when it is seen again. */
  answered(): void
}

type Doing = {
  readonly sinceMs: number
  readonly activity?: string
  readonly log?: string
  readonly command?: string
}
type Earlier = NonNullable<Beat['earlier']>
type Options = {
  readonly beat: (beat: Beat) => void
  readonly nowMs: () => number
  readonly readLog: ReadLog
}

/**
 * Says every half minute that a command, a step or whatever else still goes on, so that nobody takes a long build for a hang:
 * for how long, how long it took before, and how far it says it is.
 */
export function createHeartbeat({beat, nowMs, readLog}: Options): Heartbeat {
  const earlier = new Map<string, Earlier>()
  let timer: ReturnType<typeof setInterval> | undefined
  let doing: Doing | undefined
  let amount: Amount | undefined
  let life: LifeSign | undefined
  let found: Session | undefined
  let isAsked = false

  const begin = (next: Omit<Doing, 'sinceMs'> | undefined) => {
    clearInterval(timer)
    amount = undefined
    isAsked = false
    doing = next && {...next, sinceMs: nowMs()}
    if (doing !== undefined) timer = setInterval(() => void tell(), intervalMs)
  }
  const tell = async () => {
    const told = doing
    if (told === undefined) return
    const counted = amount && {...amount, label: ''}
    const progress =
      told.log === undefined ? counted : latestProgress(await readLog(told.log, tailBytes).catch(() => ''))
    // While the log was read, something else may have begun.
    if (told === doing) beat({...beatOf(told, nowMs(), earlier, progress), ...(told.log && worrying(life))})
  }
  return {
    hear({event}, session) {
      if (event.type === 'command-started') begin({log: event.err, command: commandKey(event)})
      else if (event.type === 'command-ended') remember(earlier, event.marker, session)
      else if (event.type === 'command-resumed') begin(again(event.marker, session))
      const next = whatFollows(event, session)
      if (next !== 'same') begin(next)
    },
    resume(session) {
      found = session
      for (const {commands} of session.steps) for (const {marker} of commands) remember(earlier, marker, session)
    },
    amount(now) {
      amount = now
    },
    life(sign) {
      life = sign
      // Left running by an earlier wizard: no event says that it started.
      const left = sign === undefined || doing !== undefined || isAsked ? undefined : again(sign.marker, found)
      if (left !== undefined) begin(left)
    },
    activity: text => begin(text === undefined ? undefined : {activity: text}),
    stop() {
      begin(undefined)
      isAsked = true
    },
    answered() {
      isAsked = false
    },
  }
}

/** What the wizard does from an event on, where it runs no command. */
function whatFollows(
  event: TimedEvent['event'],
  session: Session | undefined,
): {activity: string} | undefined | 'same' {
  switch (event.type) {
    case 'session-ended':
      return undefined
    case 'step-started':
      return {activity: titleOf(event.step, session)}
    case 'command-ended': {
      const step = session?.steps.find(({commands}) => commands.some(({marker}) => marker === event.marker))
      return {activity: step?.plan.title ?? ''}
    }
    case 'session-started':
    case 'step-accepted':
    case 'step-skipped':
    case 'step-not-needed':
      return {activity: 'Looking at the next step'}
    case 'undo-started':
      return {activity: 'Putting files back'}
    default:
      return 'same'
  }
}

/** A command that stood still runs again. */
function again(marker: string, session: Session | undefined): Omit<Doing, 'sinceMs'> | undefined {
  const command = session?.steps.flatMap(({commands}) => commands).find(one => one.marker === marker)
  return command && {log: command.err, command: commandKey(command)}
}

function titleOf(id: string, session: Session | undefined): string {
  return session?.steps.find(({plan}) => plan.id === id)?.plan.title ?? id
}

/** How long a command took that came to its own end. */
function remember(earlier: Map<string, Earlier>, marker: string, session: Session | undefined): void {
  for (const [at, {commands}] of session?.steps.entries() ?? [])
    for (const command of commands)
      if (command.marker === marker && command.ended?.outcome.startsWith('exit') === true)
        earlier.set(commandKey(command), {durationMs: command.ended.durationMs, step: at + 1})
}

function beatOf(
  {sinceMs, activity, log, command}: Doing,
  nowMs: number,
  earlier: ReadonlyMap<string, Earlier>,
  progress: CargoProgress | undefined,
): Beat {
  const before = earlier.get(command ?? '')
  return {
    ...(activity === undefined ? {} : {activity}),
    elapsedMs: nowMs - sinceMs,
    ...(log === undefined ? {} : {log}),
    ...(before === undefined ? {} : {earlier: before}),
    ...(progress === undefined ? {} : {progress}),
  }
}

/** Only when there is something to tell: silence of a few seconds is nothing. */
function worrying(sign: LifeSign | undefined): Pick<Beat, 'life'> {
  if (sign === undefined || tellLife(sign) === undefined) return {}
  const {marker: _, ...life} = sign
  return {life}
}

const intervalMs = 30_000
const tailBytes = 8 * 1024
