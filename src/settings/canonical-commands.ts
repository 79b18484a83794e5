import {commandLine} from '../domain/command.ts'
import {count} from '../domain/count.ts'
import type {JudgingCommand, OwnCommand} from './own-command.ts'

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

/**
 * Each command in full for people, a line or two: what is typed, where it is from, where and when it runs, for how long at most.
 * What is the same for all found ones is said once.
 */
export function commandLines(commands: readonly JudgingCommand[]): readonly string[] {
  const isAnyFound = commands.some(({found}) => found !== undefined)
  return [...(isAnyFound ? [ofFound] : []), ...commands.flatMap(linesOf)]
}

function linesOf(command: JudgingCommand): readonly string[] {
  const {name, run, cwd, when, timeout, repeat = 1, makes = [], found} = command
  const first = `${name}: ${commandLine({argv: run})}`
  if (found !== undefined) {
    const {path, line, why, covered} = found
    const folder = cwd === undefined ? '' : `; in ${cwd}`
    return [first, `  ${path}:${line}, ${why}${folder}${covered === undefined ? '' : `; ${covered}`}`]
  }
  const times = repeat === 1 ? '' : `, ${repeat} times`
  const moment = when === 'both' ? 'before and after' : 'after'
  const where = cwd ?? 'the repository’s root'
  return [
    first,
    `  in ${where}, ${moment} the upgrade${times}, for at most ${count(timeout, 'second')}`,
    ...(makes.length === 0 ? [] : [`  before the tests, to make ${makes.join(', ')}`]),
  ]
}

const ofFound =
  'What stands in the repository’s files runs at its root unless told, before and after the upgrade, for at most 1800 seconds each.'
