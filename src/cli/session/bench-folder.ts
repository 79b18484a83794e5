import {mkdir, rm} from 'node:fs/promises'
import {sessionFiles} from './session-files.ts'

/** The folder that criterion is told to write into, empty: what a wizard that was killed left there is removed first. */
export async function benchFolder(root: string) {
  const {benches: folder} = sessionFiles(root)
  const remove = () => rm(folder, {recursive: true, force: true})
  await remove()
  await mkdir(folder, {recursive: true})
  return {folder, remove}
}
