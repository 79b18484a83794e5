import path from 'node:path'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import {openTerminal} from '../../system/terminal.ts'
import {firstFrame} from '../../ui/first-frame.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import type {RunOptions} from '../run-options.ts'

/** The wizard on the whole screen: its first frame at once, and everything else behind it. */
export async function runOnScreen(env: Environment, tree: Tree, options: RunOptions): Promise<ExitCode> {
  requireTerminal(env)
  const terminal = openTerminal({
    input: process.stdin,
    output: process.stdout,
    farewell: [
      'Ended at once. A command that still runs goes on by itself, and the next start waits for it.',
      'To go on: upgrade-wizard run',
    ],
    onCrash: error => void import('../tell-error.ts').then(({tellError}) => env.leave(tellError(error, env, true))),
  })
  const repository = path.basename(tree.root)
  terminal.enter()
  terminal.output.write(firstFrame({...env, repository, size: terminal.size()}))
  try {
    const {driveScreen} = await import('./drive-screen.ts')
    return await driveScreen(env, tree, {...options, terminal, repository})
  } finally {
    // Whatever went wrong is told by whoever catches it, on the normal screen.
    terminal.leave()
  }
}

/** Keys and a screen, or an answer in words: Ink would end in a stack trace. */
function requireTerminal({isStdinTerminal, isStdoutTerminal}: Environment): void {
  if (isStdinTerminal && isStdoutTerminal) return
  const [stream, what] = isStdinTerminal ? ['Standard output', 'the screen'] : ['Standard input', 'the keys']
  throw new ProblemError({
    code: 'no-terminal',
    title: 'The full screen needs a terminal',
    detail: `${stream} is not a terminal: ${what} can't be reached.`,
    nextSteps: [
      'Start it in a terminal, without a pipe.',
      'Without one: upgrade-wizard run --ui plain --yes lets every step that verifies be accepted.',
    ],
  })
}
