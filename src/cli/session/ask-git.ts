import type {Captured, Command} from '../../domain/command.ts'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommand} from '../../domain/git-command.ts'
import type {Programs} from '../../domain/ports.ts'

/** Asks git; gives what it prints. Throws a ProblemError with its words when it fails. */
export type Git = (...args: readonly string[]) => Promise<string>

/** Git in a repository (absolute), paths taken as they are; `env` is added to the environment. */
export function askGit(programs: Pick<Programs, 'capture'>, root: string, env: Command['env'] = {}): Git {
  return async (...args) => {
    const command = gitCommand(root, '-c', 'core.splitIndex=false', '--literal-pathspecs', ...args)
    const asked = await programs.capture({...command, env: {...command.env, ...env}}, 120_000)
    if (asked.kind === 'exited' && asked.code === 0) return asked.stdout
    throw new ProblemError({
      code: 'git-failed',
      title: `Cannot run git ${args[0]}`,
      detail: said(asked).trim().slice(0, 2000),
      nextSteps: ['Mend what git reports and try again.'],
    })
  }
}

function said(asked: Captured): string {
  if (asked.kind === 'exited') return asked.stderr
  return asked.kind === 'failed' ? asked.reason : 'git was not found'
}

/** The names in what git prints with `-z`. */
export function names(printed: string): readonly string[] {
  return printed.split('\0').filter(name => name !== '')
}

/** As many calls as a command line's length asks for; what they give, one after the other. */
export async function perBatch(
  paths: readonly string[],
  ask: (some: readonly string[]) => Promise<string>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (let at = 0; at < paths.length; at += batch) found.push(...names(await ask(paths.slice(at, at + batch))))
  return found
}

const batch = 200
