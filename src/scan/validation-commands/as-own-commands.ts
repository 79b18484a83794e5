import {type Found, type JudgingCommand, ownCommandSchema} from '../../settings/own-command.ts'
import {coveredBy} from './covered-by.ts'
import type {ValidationCommand} from './validation-command.ts'

/** A found command under a name, so that it can be chosen, agreed to and run. */
export type FoundCommand = JudgingCommand & {readonly found: Found}

/**
 * Found commands as those that settings name: before the upgrade and after it, each under a name of its own that no taken one
 * has. The same repository gives the same names. What can't be shown as it runs is left out.
 */
export function asOwnCommands(
  commands: readonly ValidationCommand[],
  taken: readonly string[] = [],
): readonly FoundCommand[] {
  const names = new Set(taken)
  return commands.flatMap(command => {
    const name = freeName(command.argv, names)
    const {folder, argv} = command
    const read = ownCommandSchema.safeParse({name, run: argv, when: 'both', ...(folder === '' ? {} : {cwd: folder})})
    if (!read.success) return []
    names.add(name)
    return [{...read.data, found: foundOf(command)}]
  })
}

function foundOf(command: ValidationCommand): Found {
  const {path, line, why, purpose} = command
  const covered = coveredBy(command)
  return {
    path,
    line,
    why,
    needsEngine: needsEngine(command),
    ...(purpose === 'wasm' ? {makesWasm: true as const} : {}),
    ...(covered === undefined ? {} : {covered}),
  }
}

function needsEngine({purpose, argv, runs}: ValidationCommand): boolean {
  return purpose === 'container' || [argv, ...runs].some(words => isContainerProgram(words[0]))
}

/** Whether a program works on containers; by its file name. */
export function isContainerProgram(program = ''): boolean {
  return /^(?:docker|docker-compose|podman|podman-compose|buildah)$/.test(program.replace(/^.*\//, ''))
}

/** `make-test`, `cargo-test-p-host`; a number behind it where it is taken. */
function freeName(argv: readonly string[], taken: ReadonlySet<string>): string {
  const words = argv
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const short = words.slice(0, longestName).replace(/-$/, '') || 'check'
  for (let number = 2, name = short; ; number += 1) {
    if (!taken.has(name)) return name
    const end = `-${number}`
    name = `${short.slice(0, longestName - end.length)}${end}`
  }
}

const longestName = 40
