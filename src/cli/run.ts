import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'
import {openRepository} from './open-repository.ts'
import type {RunOptions, Ui} from './run-options.ts'

/** `upgrade-wizard run`: the wizard on the screen, or the same as lines. Each loads only what it needs. */
export async function run(env: Environment, options: RunOptions): Promise<ExitCode> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const ui = chooseUi(env, options)
  if (ui === 'tui') return (await import('./faces/run-on-screen.ts')).runOnScreen(env, tree, options)
  if (ui === 'lines') return (await import('./faces/run-in-lines.ts')).runInLines(env, tree, options)
  return (await import('./faces/run-headless.ts')).runHeadless(env, tree, options, ui)
}

/** How a run is shown: `lines` asks numbered questions, `plain` and `json` are for when nobody is there. */
export type ShownAs = Exclude<Ui, 'auto'> | 'lines'

type Given = Pick<Environment, 'isStdinTerminal' | 'isStdoutTerminal' | 'variables'>

/**
 * Full screen only where somebody sits at it; an explicit choice wins. Numbered lines where they were asked for: by the option
 * anywhere, since answers may come through a pipe; by the variable that other programs of this kind know only where somebody
 * sits there, since a pipe may be meant for something else.
 */
export function chooseUi(
  {isStdinTerminal, isStdoutTerminal, variables}: Given,
  {ui, yes, screenReader}: Pick<RunOptions, 'ui' | 'yes' | 'screenReader'>,
): ShownAs {
  if (screenReader) return 'lines'
  if (ui !== 'auto') return ui
  const isCi = variables.CI !== undefined && !['', '0', 'false'].includes(variables.CI)
  // Who has answered everything beforehand wants lines, not a screen that answers itself.
  if (yes || isCi || !isStdinTerminal || !isStdoutTerminal) return 'plain'
  if (['1', 'true'].includes(variables.INK_SCREEN_READER ?? '')) return 'lines'
  return variables.TERM === 'dumb' ? 'plain' : 'tui'
}
