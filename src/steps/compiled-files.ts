import type {Survey} from '../domain/survey.ts'
import type {CargoSetting} from './cargo.ts'

/**
 * Tells which files belong to packages that a check of the workspace compiles: those its lockfile has from this repository.
 * Without that lockfile none is known to.
 */
export function compiledFiles(
  {manifests, lockfiles}: Pick<Survey, 'manifests' | 'lockfiles'>,
  {root, manifestPath = `${root}/Cargo.toml`}: Pick<CargoSetting, 'root' | 'manifestPath'>,
): (path: string) => boolean {
  const lock = manifestPath.slice(root.length + 1).replace(/[^\\/]*$/, 'Cargo.lock')
  const packages = lockfiles.find(({path}) => path === lock)?.packages ?? []
  const own = new Set(packages.filter(({source}) => source === undefined).map(({name}) => name))
  const names = new Map(manifests.map(({path, packageName}) => [folderOf(path), packageName]))
  return path => {
    const folders = foldersAbove(path)
    const nearest = folders.find(folder => names.get(folder) !== undefined)
    return nearest !== undefined && own.has(names.get(nearest) ?? '')
  }
}

/** The folders that a file is in, the innermost first; the root is the empty string. */
function foldersAbove(path: string): readonly string[] {
  const folder = folderOf(path)
  return folder === '' ? [''] : [folder, ...foldersAbove(folder)]
}

function folderOf(path: string): string {
  return path.replace(/\/?[^/]*$/, '')
}
