import path from 'node:path'
import {isRepositoryPath} from '../../domain/repository-path.ts'
import {runEditor} from '../../system/run-editor.ts'
import type {Place} from '../../ui/intents.ts'
import type {Environment} from '../environment.ts'
import {editorCommand} from './editor-command.ts'

/** Opens a place of the repository in `$VISUAL` or `$EDITOR`; what went wrong, in a few words. */
export function openEditor({variables}: Environment, root: string, place: Place): string | undefined {
  if (!isRepositoryPath(place.path)) return `${place.path} is not in the repository`
  return openPlace(variables, root, {...place, path: path.join(root, place.path)})
}

/** The same for a file of the wizard's own, by its absolute path. */
export function openOwnFile({variables}: Environment, root: string, file: string, line: number): string | undefined {
  return openPlace(variables, root, {path: file, line, column: 1})
}

function openPlace(variables: Environment['variables'], root: string, place: Place): string | undefined {
  const command = editorCommand(variables.VISUAL || variables.EDITOR || '', place)
  return command === undefined ? 'Set $EDITOR to open files from here' : runEditor(command, root)
}
