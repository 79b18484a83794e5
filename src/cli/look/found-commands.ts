import {ProblemError} from '../../domain/errors.ts'
import {nearest} from '../../domain/nearest.ts'
import type {Tree} from '../../domain/ports.ts'
import {asOwnCommands, type FoundCommand} from '../../scan/validation-commands/as-own-commands.ts'
import {findChecks} from '../../scan/validation-commands/find-validation-commands.ts'
import type {UnrunCheck} from '../../scan/validation-commands/validation-command.ts'
import type {OwnCommand} from '../../settings/own-command.ts'

/** What a repository checks itself with, as commands that could judge an upgrade, and what can't be run here. */
export type FoundChecks = {readonly commands: readonly FoundCommand[]; readonly unrun: readonly UnrunCheck[]}

/** Reads the repository's files, runs nothing. The names of commands that the settings name stay theirs. */
export async function foundCommands(tree: Tree, named: readonly OwnCommand[]): Promise<FoundChecks> {
  const {commands, unrun} = await findChecks({tree})
  return {
    commands: asOwnCommands(
      commands,
      named.map(({name}) => name),
    ),
    unrun,
  }
}

/**
 * The found commands that are wanted: those with these names, `all` or `none`; without a wish those that show more than the wizard
 * does itself. Throws a ProblemError for a name that none has.
 */
export function wantedCommands(
  found: readonly FoundCommand[],
  wanted: readonly string[] | undefined,
): readonly FoundCommand[] {
  if (wanted === undefined) return found.filter(({found: {covered}}) => covered === undefined).slice(0, mostOffered)
  if (wanted.includes('all')) return found
  const names = wanted.filter(name => name !== 'none')
  const unknown = names.find(name => !found.some(one => one.name === name))
  if (unknown !== undefined) throw new ProblemError(noSuchCheck(unknown, found))
  return found.filter(({name}) => names.includes(name))
}

function noSuchCheck(name: string, found: readonly FoundCommand[]) {
  const names = found.map(one => one.name)
  const meant = nearest(name, names)
  return {
    code: 'no-such-check',
    title: `This repository has no check called ${name}`,
    detail:
      names.length === 0
        ? 'No command was found in it that checks something and can be run here.'
        : `${meant === undefined ? '' : `Did you mean ${meant}? `}There are: ${names.join(', ')}.`,
    nextSteps: ['Name some of these with --validate, with commas between; or all, or none.'],
  }
}

/** More are no offer that anybody reads; they can be named. */
const mostOffered = 30
