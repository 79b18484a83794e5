import type {MachineFiles, Programs} from '../domain/ports.ts'
import type {ValidationCommand} from '../scan/validation-commands/validation-command.ts'
import type {Item} from './examination.ts'

/** Where programs are looked for and run. */
export type ToolSources = {
  readonly programs: Programs
  readonly files: MachineFiles
  /** Absolute folders, none in the repository: what lies there isn't the machine's. */
  readonly searchPath: readonly string[]
  /** A folder outside the repository; programs are asked for their version there. */
  readonly folder: string
}

/** The programs that upgrades and the repository's own checks are done with, and what is to be done about missing ones. */
export async function examineTools(
  sources: ToolSources,
  checks: readonly ValidationCommand[],
): Promise<readonly Item[]> {
  const items = await Promise.all(tools.map(tool => examineTool(sources, tool, checks)))
  return [...items, await examineContainers(sources, checks)]
}

type Tool = {
  readonly name: string
  /** What a check that uses it contains; or what it is good for in any case. */
  readonly usedBy: RegExp | string
  readonly todo: string
  /** Asked for its version with these words; the first that answers counts. */
  readonly questions: readonly (readonly string[])[]
}

async function examineTool(sources: ToolSources, tool: Tool, checks: readonly ValidationCommand[]): Promise<Item> {
  const {name, usedBy, todo, questions} = tool
  const user = typeof usedBy === 'string' ? usedBy : userOf(checks, usedBy)
  const program = await sources.files.findProgram(name, sources.searchPath)
  if (program === undefined && user === undefined) return {name, state: 'unused', todo: []}
  const need = user === undefined ? {} : {need: user}
  if (program === undefined) return {name, state: 'warning', ...need, todo: [todo]}
  return {name, state: 'ok', have: await versionOf(sources, program, questions), ...need, todo: []}
}

function userOf(checks: readonly ValidationCommand[], usedBy: RegExp): string | undefined {
  const user = checks.find(({argv, why, purpose}) => usedBy.test(`${argv.join(' ')}; ${why}; ${purpose}`))
  return user === undefined ? undefined : `${user.argv.join(' ')} uses it (${user.path}:${user.line})`
}

/** Programs of cargo's want to hear their own name first; some answer without it as well. */
export async function versionOf(
  {programs, folder}: ToolSources,
  program: string,
  questions: readonly (readonly string[])[],
): Promise<string> {
  for (const question of questions) {
    const answer = await programs.capture({argv: [program, ...question], cwd: folder}, 3000)
    const version = answer.kind === 'exited' && answer.code === 0 ? versionIn(answer.stdout) : undefined
    if (version !== undefined) return version
  }
  return 'version not told'
}

/** Docker is of use only when its daemon answers; podman needs none. */
async function examineContainers(sources: ToolSources, checks: readonly ValidationCommand[]): Promise<Item> {
  const user = userOf(checks, /; container$|\b(docker|podman) /)
  const need = user === undefined ? {} : {need: user}
  const wanting = (have: {have?: string}, todo: string): Item =>
    user === undefined
      ? {name: 'docker', state: 'unused', ...have, todo: []}
      : {name: 'docker', state: 'warning', ...have, need: user, todo: [todo]}
  const [docker, podman] = await Promise.all(
    ['docker', 'podman'].map(name => sources.files.findProgram(name, sources.searchPath)),
  )
  if (docker === undefined && podman === undefined) return wanting({}, 'Install Docker or Podman.')
  const have = await versionOf(sources, docker ?? podman ?? '', own)
  if (docker === undefined) return {name: 'podman', state: 'ok', have, ...need, todo: []}
  if (await hasDaemon(sources, docker)) return {name: 'docker', state: 'ok', have, ...need, todo: []}
  return wanting({have: `${have}, but its daemon does not answer`}, 'Start the daemon; docker info says what it lacks.')
}

async function hasDaemon({programs, folder}: ToolSources, docker: string): Promise<boolean> {
  const argv = [docker, 'version', '--format', '{{.Server.Version}}'] as const
  const daemon = await programs.capture({argv, cwd: folder}, 2000)
  return daemon.kind === 'exited' && daemon.code === 0
}

function versionIn(text: string): string | undefined {
  return /\d{1,6}\.\d{1,6}(?:\.\d{1,6})?(?:-[\w.]{1,30})?/.exec(text)?.[0]
}

const own = [['--version']] as const
const ofCargo = (name: string): Tool => ({
  name: `cargo-${name}`,
  usedBy: new RegExp(`\\bcargo ${name}\\b`),
  todo: `cargo install cargo-${name} --locked`,
  questions: [[name, '--version'], ...own],
})

const tools: readonly Tool[] = [
  {name: 'rustup', usedBy: 'installs and chooses toolchains', todo: 'Install it: https://rustup.rs', questions: own},
  {
    name: 'git',
    usedBy: 'shows what the upgrade changed',
    todo: 'Install git with the system’s package manager.',
    questions: own,
  },
  {name: 'make', usedBy: /^make /, todo: 'Install GNU make with the system’s package manager.', questions: own},
  {name: 'just', usedBy: /^just /, todo: 'cargo install just --locked', questions: own},
  ...['nextest', 'audit', 'deny', 'hack'].map(ofCargo),
]
