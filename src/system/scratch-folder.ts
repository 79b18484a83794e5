import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {BugError} from '../domain/errors.ts'
import type {ScratchFolder} from '../domain/ports.ts'
import {isRepositoryPath} from '../domain/repository-path.ts'
import {isSystemError} from './system-error.ts'

/** A new folder in `temporaryFolder` (absolute). Nothing in it is worth an fsync: it never outlives the wizard. */
export async function createScratchFolder(temporaryFolder: string): Promise<ScratchFolder> {
  const root = await mkdtemp(path.join(temporaryFolder, 'upgrade-wizard-'))
  const locate = (file: string) => {
    if (!isRepositoryPath(file)) throw new BugError(`not a path inside the folder: ${file}`)
    return path.join(root, file)
  }
  return {
    root,
    async write(file, text) {
      const target = locate(file)
      await mkdir(path.dirname(target), {recursive: true})
      await writeFile(target, text)
    },
    async read(file) {
      return readFile(locate(file), 'utf8').catch(error => {
        if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined
        throw error
      })
    },
    remove: () => rm(root, {recursive: true, force: true}),
  }
}
