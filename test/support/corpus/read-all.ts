import {decide} from '../../../src/cli/choose/decide.ts'
import type {Environment} from '../../../src/cli/environment.ts'
import {look} from '../../../src/cli/look/look.ts'
import {settingsOf} from '../../../src/cli/look/own-commands.ts'
import {peekSession} from '../../../src/cli/session/open-session.ts'
import type {Command} from '../../../src/domain/command.ts'
import {ProblemError} from '../../../src/domain/errors.ts'
import {driftedFiles} from '../../../src/engine/drift.ts'
import {describePlan} from '../../../src/plan/describe-plan.ts'
import {findValidationCommands} from '../../../src/scan/validation-commands/find-validation-commands.ts'
import {systemClock} from '../../../src/system/clock.ts'
import {machineFiles} from '../../../src/system/machine-files.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {openTree} from '../../../src/system/tree.ts'

const programs = createPrograms()

/** The commands that were run, beside git's; this machine has one Rust. */
export function environmentIn(home: string, ran: string[]): Environment {
  const capture = async (command: Command) => {
    const [program] = command.argv
    if (program === 'git') return programs.capture(command)
    if (program === 'rustup') return {kind: 'not-found', program} as const
    if (program !== 'rustc') ran.push(program)
    return {kind: 'exited', code: 0, stdout: 'rustc 1.95.0 (0 2026-01-01)\n', stderr: ''} as const
  }
  const only = {
    programs: {...programs, capture},
    files: machineFiles,
    clock: systemClock,
    cwd: home,
    variables: {HOME: home},
  }
  return {...only, temporaryFolder: home} as unknown as Environment
}

/** What `plan` and `status` do with a repository, short of asking cargo. */
export async function readAll(root: string, env: Environment): Promise<readonly string[]> {
  const problems: string[] = []
  const tried = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      // Any other error is a bug: the test ends with it.
      if (!(error instanceof ProblemError)) throw error
      problems.push(error.problem.code)
    }
  }
  const tree = await openTree(root)
  await tried(async () => {
    const {session} = await peekSession(tree)
    if (session !== undefined) await driftedFiles(tree, session)
  })
  await tried(async () => {
    const settings = await settingsOf(tree)
    if ('code' in settings) problems.push(settings.code)
    const sight = await look(env, tree)
    const decision = decide(env, sight, {wanted: {wasmtime: '36'}, only: [], skip: [], measure: [], offline: true})
    describePlan({...sight, ...decision, previews: [], diskMounts: []})
    await findValidationCommands({tree})
  })
  return problems
}
