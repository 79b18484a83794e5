import {commandLine} from '../domain/command.ts'
import {count} from '../domain/count.ts'
import type {OwnCommand} from './own-command.ts'

/**
 * The commands as one text that says all that decides what runs, and how often: whoever agrees to its hash agrees to exactly that. Comments,
 * spelling and the order of keys in the settings don't change it.
 */
export function canonicalCommands(commands: readonly OwnCommand[]): string {
  const rows = commands.map(({name, run, cwd, when, timeout, repeat = 1, makes}) => [
    name,
    run,
    cwd ?? '',
    when,
    timeout,
    ...(repeat === 1 ? [] : [repeat]),
    ...(makes === undefined ? [] : [makes]),
  ])
  return JSON.stringify(['upgrade-wizard/commands/1', rows])
}

/** Each command in full for people, a line or two: what is typed, where and when it runs, how long it may take. */
export function commandLines(commands: readonly OwnCommand[]): readonly string[] {
  return commands.flatMap(({name, run, cwd, when, timeout, makes = []}) => [
    `${name}: ${commandLine({argv: run})}`,
    `  in ${cwd ?? 'the repository’s root'}, ${when === 'both' ? 'before and after' : 'after'} the upgrade, for at most ${count(timeout, 'second')}`,
    ...(makes.length === 0 ? [] : [`  before the tests, to make ${makes.join(', ')}`]),
  ])
}
