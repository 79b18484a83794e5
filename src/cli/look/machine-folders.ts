import {homedir} from 'node:os'
import path from 'node:path'
import type {MachineFolders} from '../../doctor/disk-needs.ts'
import type {Environment} from '../environment.ts'
import {sessionFiles} from '../session/session-files.ts'

/** Where cargo, rustup and the wizard keep their things. The variables are cargo's and rustup's own. */
export function machineFolders(
  {variables, cwd, temporaryFolder}: Pick<Environment, 'variables' | 'cwd' | 'temporaryFolder'>,
  root: string,
): MachineFolders {
  const home = variables.HOME || homedir()
  return {
    cargoHome: path.resolve(cwd, variables.CARGO_HOME || path.join(home, '.cargo')),
    rustupHome: path.resolve(cwd, variables.RUSTUP_HOME || path.join(home, '.rustup')),
    temporary: temporaryFolder,
    state: sessionFiles(root).folder,
  }
}

/** Folders in which a shell and cargo look for programs. What a repository brings itself isn't the machine's: left out. */
export function searchPath(
  {variables}: Pick<Environment, 'variables'>,
  {cargoHome}: MachineFolders,
  root: string,
): readonly string[] {
  const folders = [...(variables.PATH ?? '').split(path.delimiter), path.join(cargoHome, 'bin')]
  const isOutside = (folder: string) => path.relative(root, folder).split(path.sep)[0] === '..'
  return [...new Set(folders.filter(folder => path.isAbsolute(folder) && isOutside(folder)))]
}
