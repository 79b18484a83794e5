import type {Command, CommandResult} from '../domain/command.ts'
import {duration} from '../domain/duration.ts'
import type {EngineContext} from './engine-context.ts'
import {keepRoom, type RunAside} from './keep-room.ts'

type Attempt = {
  readonly step: string
  readonly attempt: number
  readonly signal: AbortSignal
  /** It isn't of the step's own doing, and it isn't paused for want of room: it makes some. */
  readonly isAside?: boolean
}

/**
 * Runs one command of a step: its start is in the state file before the program exists, its output in two log files,
 * its end in the state file again. It is paused while there is too little room. A cancelled command is gone, with all its
 * children, when this resolves.
 */
export async function runCommand(
  ctx: EngineContext,
  {step, attempt, signal, isAside = false}: Attempt,
  command: Command,
): Promise<CommandResult> {
  const {journal, clock, programs} = ctx
  const number = (journal.session?.steps.find(one => one.plan.id === step)?.commands.length ?? 0) + 1
  // A step that starts anew counts anew: its first log must not be the one of what ran before.
  const name = `${step}-${attempt}-${isAside ? 'aside-' : ''}${number}`
  // Under the session's own name: a fresh session must not read what an older one logged.
  const marker = `${journal.session?.sessionId}/${name}`
  const log = {out: `${ctx.logFolder}/${marker}.out`, err: `${ctx.logFolder}/${marker}.err`, marker}
  const began = clock.monotonicMs()
  const recordEnd = async (outcome: string): Promise<number> => {
    const durationMs = Math.round(clock.monotonicMs() - began)
    const freeBytes = await ctx.room?.freeBytes?.()
    const left = freeBytes === undefined ? {} : {freeBytes}
    await journal.append({type: 'command-ended', marker, outcome, durationMs, ...left})
    return durationMs
  }
  const end = async (outcome: CommandResult['outcome']): Promise<CommandResult> => {
    return {outcome, durationMs: await recordEnd(describe(outcome)), out: log.out, err: log.err}
  }

  await journal.append({
    type: 'command-started',
    step,
    attempt,
    marker,
    argv: [...command.argv],
    cwd: command.cwd,
    ...setFor(command),
    out: log.out,
    err: log.err,
    ...(isAside ? {isAside} : {}),
  })
  if (signal.aborted) return end({kind: 'cancelled'})
  const oomBefore = await programs.oomKills()
  const started = await programs.start(command, log).catch(async error => {
    await recordEnd('not started')
    throw error
  })
  if ('notFound' in started) return end({kind: 'not-found', program: started.notFound})

  let cancelled: Promise<void> | undefined
  const cancel = () => {
    cancelled ??= started.cancel()
  }
  signal.addEventListener('abort', cancel, {once: true})
  if (signal.aborted) cancel()
  const limit = command.limitMs === undefined ? undefined : AbortSignal.timeout(command.limitMs)
  limit?.addEventListener('abort', cancel, {once: true})
  try {
    await journal.append({type: 'command-running', marker, process: started.process})
    if (!isAside) await keepRoom(ctx, {...started, step, marker, command, aside: runAside(ctx, {step, attempt})})
  } catch (error) {
    // What can't be recorded must not go on unseen, nor stand still for ever.
    await started.cancel()
    throw error
  }
  const {code, signal: killedBy} = await started.ended
  signal.removeEventListener('abort', cancel)
  limit?.removeEventListener('abort', cancel)
  await cancelled
  if (cancelled !== undefined && !signal.aborted && command.limitMs !== undefined)
    return end({kind: 'timed-out', limitMs: command.limitMs})
  if (cancelled !== undefined) return end({kind: 'cancelled'})
  const outcome = code === null ? signalled(killedBy) : ({kind: 'exited', code} as const)
  const result = await end(outcome)
  if (code === 0) return result
  const oomKills = since(oomBefore, await programs.oomKills())
  const problem = await ctx.room?.explain(command, {...result, ...(oomKills === undefined ? {} : {oomKills})})
  return problem === undefined ? result : {...result, problem}
}

function since(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined ? undefined : now - before
}

/** Beside a step's own commands; only quitting cancels it. */
export function runAside(ctx: EngineContext, ofStep: Pick<Attempt, 'step' | 'attempt'>): RunAside {
  return command => runCommand(ctx, {...ofStep, signal: ctx.interrupts.quit, isAside: true}, command)
}

function signalled(signal: string | null): CommandResult['outcome'] {
  return {kind: 'signalled', signal: signal ?? 'an unknown signal'}
}

/** The variables that the command sets; those it takes away need no telling. */
function setFor({env = {}}: Command): {readonly env?: Record<string, string>} {
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return set.length === 0 ? {} : {env: Object.fromEntries(set)}
}

function describe(outcome: CommandResult['outcome']): string {
  switch (outcome.kind) {
    case 'exited':
      return `exit ${outcome.code}`
    case 'signalled':
      return outcome.signal
    case 'not-found':
      return 'not found'
    case 'cancelled':
      return 'cancelled'
    case 'timed-out':
      return `cancelled, not done within ${duration(outcome.limitMs)}`
    default:
      return outcome satisfies never
  }
}
