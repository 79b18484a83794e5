import {type Command, type CommandResult, commandLine} from '../domain/command.ts'
import {BugError} from '../domain/errors.ts'
import type {Answer} from '../domain/question.ts'
import type {EngineContext} from './engine-context.ts'
import {lowRoom} from './gates.ts'
import type {RoomGuard} from './room-guard.ts'

/** A command that runs, by whoever started it. */
export type Running = {
  readonly step: string
  readonly marker: string
  readonly command: Command
  /** Resolves when it has ended, however that came about. */
  readonly ended: Promise<unknown>
  pause(): unknown
  resume(): unknown
  /** Runs another command meanwhile. */
  readonly aside: RunAside
}

/** Runs a command that isn't of the step's own doing, and isn't paused for want of room. */
export type RunAside = (command: Command) => Promise<CommandResult>

/**
 * Stands by a running command until it has ended: with too little room it is paused, and goes on when somebody made room and
 * says so. Where nobody does, the step is cancelled, with the reason.
 */
export async function keepRoom(ctx: EngineContext, running: Running): Promise<void> {
  const {room} = ctx
  if (room === undefined) return
  const over = new AbortController()
  const ended = running.ended.then(() => over.abort())
  while (!over.signal.aborted) {
    const shortage = await room.whenLow(over.signal)
    if (shortage === undefined || over.signal.aborted) break
    await running.pause()
    await ctx.journal.append({type: 'command-paused', marker: running.marker, why: shortage.why})
    // Whoever cancels the command meanwhile has answered.
    const by = await Promise.race([makeRoom(ctx, running, room), ended.then(() => undefined)])
    if (over.signal.aborted) break
    if (by === undefined) {
      ctx.interrupts.cancelStep(await room.problem((await room.now()) ?? shortage))
      break
    }
    await ctx.journal.append({type: 'command-resumed', marker: running.marker, by})
    await running.resume()
  }
  await ended
}

/** Asks until there is room or nobody wants to go on; gives who said to go on. */
async function makeRoom(ctx: EngineContext, running: Running, room: RoomGuard): Promise<string | undefined> {
  for (;;) {
    const shortage = await room.now()
    const step = ctx.journal.session?.steps.find(({plan}) => plan.id === running.step)
    if (step === undefined) throw new BugError(`no step ${running.step}`)
    const answer = await ctx.ask(lowRoom(step.plan, commandLine({...running.command, env: {}}), shortage))
    switch (answer?.option) {
      case 'go-on':
        if ((await room.now()) === undefined) return answer.by
        break
      case 'clean':
        await clean(ctx, answer, running.aside)
        break
      case 'quit':
        ctx.interrupts.requestQuit()
        return undefined
      default:
        return undefined
    }
  }
}

/** Cleans what the answer names, and says how that went. */
export async function clean(ctx: EngineContext, {text = ''}: Pick<Answer, 'text'>, run: RunAside): Promise<void> {
  const command = (await ctx.room?.cleaning(text)) ?? 'Nothing can be cleaned here'
  if (typeof command === 'string') {
    ctx.say(command)
    return
  }
  const {outcome} = await run(command)
  const isDone = outcome.kind === 'exited' && outcome.code === 0
  ctx.say(isDone ? `Cleaned: ${text}` : `Cleaning ${text} failed: ${commandLine(command)}`)
}
