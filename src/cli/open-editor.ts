import path from 'node:path'
import {isRepositoryPath} from '../domain/repository-path.ts'
import {runEditor} from '../system/run-editor.ts'
import type {Place} from '../ui/intents.ts'
import {editorCommand} from './editor-command.ts'
import type {Environment} from './environment.ts'

/** Opens a place of the repository in `$VISUAL` or `$EDITOR`; what went wrong, in a few words. */
export function openEditor({variables}: Environment, root: string, place: Place): string | undefined {
  if (!isRepositoryPath(place.path)) return `${place.path} is not in the repository`
  const editor = variables.VISUAL || variables.EDITOR || ''
  const command = editorCommand(editor, {...place, path: path.join(root, place.path)})
  return command === undefined ? 'Set $EDITOR to open files from here' : runEditor(command, root)
}
