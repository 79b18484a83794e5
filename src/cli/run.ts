import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'
import {openRepository} from './open-repository.ts'
import type {RunOptions, Ui} from './run-options.ts'

/** `upgrade-wizard run`: the wizard on the screen, or the same headless. Each loads only what it needs. */
export async function run(env: Environment, options: RunOptions): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  // Who has answered everything beforehand wants lines, not a screen that answers itself.
  const ui = options.ui === 'auto' && options.yes ? 'plain' : chooseUi(env, options.ui)
  if (ui === 'tui') return (await import('./run-on-screen.ts')).runOnScreen(env, tree, options)
  return (await import('./run-headless.ts')).runHeadless(env, tree, options, ui)
}

/** Full screen only where somebody sits at it; an explicit choice wins. */
export function chooseUi(
  {
    isStdinTerminal,
    isStdoutTerminal,
    variables,
  }: Pick<Environment, 'isStdinTerminal' | 'isStdoutTerminal' | 'variables'>,
  asked: Ui,
): Exclude<Ui, 'auto'> {
  if (asked !== 'auto') return asked
  const isCi = variables.CI !== undefined && !['', '0', 'false'].includes(variables.CI)
  return isStdinTerminal && isStdoutTerminal && variables.TERM !== 'dumb' && !isCi ? 'tui' : 'plain'
}
