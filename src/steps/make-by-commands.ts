import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import type {OwnCommand} from '../settings/own-command.ts'
import {type ArtifactDeps, addReading, type Making, sizeReading} from './artifacts.ts'
import {commandFailed, succeeded} from './cargo.ts'
import {commandOf} from './run-judging-command.ts'

/** The commands of the settings that make artifacts, before the upgrade or after it. */
export function makers(commands: readonly OwnCommand[], side: 'before' | 'after'): readonly OwnCommand[] {
  return commands.filter(({makes = [], when}) => makes.length > 0 && (side === 'after' || when === 'both'))
}

/**
 * Runs the commands of the settings that say what they make, if somebody agreed to them, and reads the sizes of that. The problem is
 * what ended it before its end.
 */
export async function makeByCommands(
  ctx: StepContext,
  deps: ArtifactDeps,
  side: 'before' | 'after',
  making: Making,
): Promise<Problem | undefined> {
  const own = await deps.ownCommands()
  if (own.kind === 'refused') return undefined
  for (const command of makers(own.commands, side)) {
    ctx.say(`Running ${command.name}`)
    const line = commandOf(command, deps)
    const result = await ctx.run(line)
    if (result.outcome.kind === 'cancelled') return commandFailed(ctx, line, result)
    if (!succeeded(result)) {
      const problem = await commandFailed(ctx, line, result)
      making.failures.push({name: command.name, problem})
      continue
    }
    making.made.push(command.name)
    await readMade(deps, command, making)
  }
  return undefined
}

async function readMade(deps: ArtifactDeps, {name, makes = []}: OwnCommand, making: Making): Promise<void> {
  for (const path of makes) {
    const reading = await sizeReading(deps, `${deps.cargo.root}/${path}`)
    if (reading === undefined) making.skipped.push({what: path, why: `${name} ran, but left no such file`})
    else addReading(making, reading)
  }
}
