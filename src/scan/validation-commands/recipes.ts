import {isHarmful, purposeByName, purposeOf} from './purpose-of.ts'
import {type ShellCommand, shellCommands} from './shell-commands.ts'
import type {ValidationCommand} from './validation-command.ts'

/** A target of a Makefile or a recipe of a justfile, with the commands it runs. */
export type Recipe = {readonly name: string; readonly line: number; readonly commands: readonly ShellCommand[]}

/** What a recipe checks and what tells so; undefined when it is no check or only calls other recipes. */
export function recipeCheck({name, commands}: Recipe): Pick<ValidationCommand, 'purpose' | 'why' | 'runs'> | undefined {
  const own = commands.map(({words}) => withoutVariables(words)).filter(words => !isTalk(words))
  if (own.some(isHarmful) || own.every(isCall)) return undefined
  const line = own.map(words => words.join(' ')).join(', ')
  const known = own.map(purposeOf).find(purpose => purpose !== undefined)
  if (known !== undefined) return {purpose: known, why: `runs ${line}`, runs: own}
  const named = purposeByName(name)
  return named === undefined ? undefined : {purpose: named, why: `proposed by its name; runs ${line}`, runs: own}
}

/** The targets of a Makefile that a person calls by name: no files, patterns or special targets. */
export function makeRecipes(text: string): readonly Recipe[] {
  return recipesIn(text, /^([A-Za-z0-9][\w-]*(?: +[A-Za-z0-9][\w-]*)*)\s*::?(?![=:])/, /^\t/)
}

/** The public recipes of a justfile that need no argument. */
export function justRecipes(text: string): readonly Recipe[] {
  return recipesIn(text, /^@?([A-Za-z][\w-]*)(?: +[+*$]?\w+=[^:\s]+)*\s*:(?!=)/, /^[ \t]/)
}

function recipesIn(text: string, header: RegExp, indent: RegExp): readonly Recipe[] {
  const recipes: Recipe[] = []
  let open: {names: readonly string[]; line: number; body: string[]} | undefined
  const close = () => {
    const commands = open === undefined ? [] : commandsOf(open.body)
    for (const name of open?.names ?? []) recipes.push({name, line: open?.line ?? 0, commands})
    open = undefined
  }
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (indent.test(line)) open?.body.push(line)
    else if (line.trim() !== '' && !line.startsWith('#')) {
      close()
      const names = header.exec(line.slice(0, 1000))?.[1]
      if (names !== undefined) open = {names: names.split(/ +/), line: index + 1, body: []}
    }
  }
  close()
  return recipes
}

/** Continued lines are one; the marks that make and just take off (`@`, `-`) are not part of a command. */
function commandsOf(body: readonly string[]): readonly ShellCommand[] {
  const lines = body.join('\n').replace(/\\\n/g, ' ').split('\n')
  return lines.flatMap(line => shellCommands(line.trim().replace(/^[@+-]+\s*/, '')))
}

/** `$(LOG) RUSTFLAGS=-g $(CARGO) test` runs cargo. */
function withoutVariables(given: readonly string[]): readonly string[] {
  const words = given.map(word => programOf.get(word.replace(/^\$[({](\w+)[)}]$/, '$1')) ?? word)
  const program = words.findIndex(word => !/^(\$[({]\w+[)}]|\w+=.*)$/.test(word) || isCall([word]))
  return program === -1 ? [] : words.slice(program)
}

function isTalk([program = '']: readonly string[]): boolean {
  return /^(|echo|printf|exit|if|fi|cd|mkdir|set|true|test|\[|export|command|done|for|esac|case|#!.*)$/.test(program)
}

function isCall([program = '']: readonly string[]): boolean {
  return /^(\$[({]MAKE[)}]|make|just|\{\{just_executable\(\)\}\})$/.test(program)
}

/** Variables that hold a program, by the name that everybody gives them. */
const programOf: ReadonlyMap<string, string> = new Map([
  ['CARGO', 'cargo'],
  ['DOCKER', 'docker'],
  ['PODMAN', 'podman'],
])
