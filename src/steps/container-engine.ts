import type {StepContext} from '../domain/step-kind.ts'
import {isContainerProgram} from '../scan/validation-commands/as-own-commands.ts'
import type {JudgingCommand} from '../settings/own-command.ts'
import {succeeded} from './cargo.ts'

/** Whether a command can't do anything without an engine for containers, by what it runs. */
export function needsEngine({run, found}: JudgingCommand): boolean {
  return found?.needsEngine ?? isContainerProgram(run[0])
}

/** Whether an engine answers within a few seconds; a client without its service builds nothing. Asked once for each answer. */
export function engineCheck(ctx: StepContext, root: string): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined
  return () => {
    answer ??= anyAnswers(ctx, root)
    return answer
  }
}

async function anyAnswers(ctx: StepContext, root: string): Promise<boolean> {
  for (const engine of ['docker', 'podman']) {
    const info = await ctx.run({argv: [engine, 'info'], cwd: root, limitMs: longestAnswer})
    if (succeeded(info)) return true
    if (info.outcome.kind === 'cancelled') return false
  }
  return false
}

const longestAnswer = 10_000
