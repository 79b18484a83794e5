import type {LogPlace} from '../../ui/intents.ts'
import {splitWords} from './editor-command.ts'

/**
 * The commands that page a log from a line on, the first that is there to be taken: `$PAGER`, which is a program with
 * arguments of its own, and nothing else when it is set; otherwise less, then more.
 */
export function pagerCommands(pager: string, {file, line}: LogPlace): readonly (readonly [string, ...string[]])[] {
  const [program, ...own] = splitWords(pager)
  const wanted: readonly (readonly [string, ...string[]])[] =
    program === undefined ? [['less'], ['more']] : [[program, ...own]]
  return wanted.map(([name, ...words]) => [name, ...words, ...placeArguments(name, line), file])
}

/** A pager that isn't known gets the file alone. Colours are shown by less when it is told to. */
function placeArguments(program: string, line: number): readonly string[] {
  const name = program.split(/[\\/]/).at(-1)
  if (name === 'less') return ['-R', `+${line}`]
  return name === 'more' || name === 'most' ? [`+${line}`] : []
}
