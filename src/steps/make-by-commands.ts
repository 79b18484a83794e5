import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {isMaker, type JudgingCommand} from '../settings/own-command.ts'
import {type ArtifactDeps, addReading, type Making, sizeReading} from './artifacts.ts'
import {commandFailed, succeeded} from './cargo.ts'
import {commandOf} from './run-judging-command.ts'

export type Side = 'before' | 'after'

/** The commands that make artifacts before the upgrade, or after it. */
export function makers(commands: readonly JudgingCommand[], side: Side): readonly JudgingCommand[] {
  return commands.filter(command => isMaker(command) && (side === 'after' || command.when === 'both'))
}

/**
 * Runs the commands that make artifacts, if somebody agreed to them, and reads the sizes of what they say they make. The problem
 * is what ended it before its end.
 */
export async function makeByCommands(
  ctx: StepContext,
  deps: ArtifactDeps,
  side: Side,
  making: Making,
): Promise<Problem | undefined> {
  const own = await deps.ownCommands()
  if (own.kind === 'refused') {
    making.skipped.push(...makers(own.commands ?? [], side).map(notAgreed))
    return undefined
  }
  for (const maker of makers(own.commands, side)) {
    ctx.say(`Running ${maker.name}`)
    const command = commandOf(maker, deps)
    const result = await ctx.run(command)
    if (succeeded(result)) {
      making.made.push(maker.name)
      await readMade(deps, maker, making)
    } else if (result.outcome.kind === 'not-found' && maker.found !== undefined) {
      making.skipped.push({what: maker.name, why: `${result.outcome.program} isn’t installed`})
    } else {
      const problem = await commandFailed(ctx, command, result)
      if (problem.code === 'cancelled' || result.problem !== undefined) return problem
      making.failures.push({name: maker.name, problem})
    }
  }
  return undefined
}

async function readMade(deps: ArtifactDeps, {name, makes = []}: JudgingCommand, making: Making): Promise<void> {
  for (const path of makes) {
    const reading = await sizeReading(deps, await latest(deps, path))
    if (reading === undefined) making.skipped.push({what: path, why: `${name} ran, but left no such file`})
    else addReading(making, reading)
  }
}

/** The upgrade renames a target, and with it the folder of what is built for it: the path as stated, or that one's other name. */
async function latest({cargo: {root}, files}: ArtifactDeps, path: string): Promise<string> {
  const {old, new: renamed} = wasiTargetRename
  const other = path.includes(`/${old}/`)
    ? path.replace(`/${old}/`, `/${renamed}/`)
    : path.replace(`/${renamed}/`, `/${old}/`)
  const [stated, moved] = await Promise.all([path, other].map(one => files.modifiedAt(`${root}/${one}`)))
  return `${root}/${(moved ?? '') > (stated ?? '') ? other : path}`
}

function notAgreed({name, makes = []}: JudgingCommand) {
  const what = makes.length === 0 ? name : makes.join(', ').slice(0, 200)
  return {what, why: `${name} makes it, and nobody agreed to that command here: upgrade-wizard run asks, in a terminal`}
}
