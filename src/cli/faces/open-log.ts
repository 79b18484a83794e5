import {runFirst} from '../../system/run-editor.ts'
import type {Intents, LogPlace} from '../../ui/intents.ts'
import type {Environment} from '../environment.ts'
import {editorCommand} from './editor-command.ts'
import {pagerCommands} from './pager-commands.ts'

/** Opens a log at a line in `$PAGER`, or in `$VISUAL` or `$EDITOR`; what went wrong, in a few words. */
export function openLog(
  {variables}: Environment,
  root: string,
  how: Parameters<Intents['openLog']>[0],
  place: LogPlace,
): string | undefined {
  if (how === 'pager') return runFirst(pagerCommands(variables.PAGER ?? '', place), root)
  const editor = editorCommand(variables.VISUAL || variables.EDITOR || '', {
    path: place.file,
    line: place.line,
    column: 1,
  })
  return editor === undefined ? 'Set $EDITOR to open logs in it' : runFirst([editor], root)
}
