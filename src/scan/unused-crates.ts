import type {Tree} from '../domain/ports.ts'
import type {Manifest, Requirement} from '../domain/survey.ts'
import {workspaceEntry} from './member-requirements.ts'
import {readSource} from './read-source.ts'
import {splitPath} from './source-file.ts'

/** A family crate that a package declares and none of its Rust files names. */
export type UnusedCrate = {
  readonly crate: string
  readonly package: string
  readonly path: string
  readonly line: number
}

/**
 * What is declared but never named: a cheap search for each crate's identifier in the package's own Rust files, which ends
 * at the first one that names it. Nothing is said about a package of more than `mostFiles` files without a hit.
 */
export async function unusedCrates(
  tree: Tree,
  manifests: readonly Manifest[],
  isFamily: (crate: string) => boolean,
): Promise<readonly UnusedCrate[]> {
  const declaring = manifests.flatMap(manifest => {
    const declared = declaredCrates(manifest, manifests, isFamily)
    return declared.length === 0 ? [] : [{manifest, declared}]
  })
  if (declaring.length === 0) return []
  const sources = sourcesByPackage(await tree.list(), manifests)
  const found = await Promise.all(
    declaring.map(async ({manifest, declared}) => {
      const unnamed = await unnamedIn(tree, sources.get(splitPath(manifest.path).folder) ?? [], declared)
      return unnamed.map(({crate, line}) => ({
        crate,
        package: manifest.packageName ?? manifest.path,
        path: manifest.path,
        line,
      }))
    }),
  )
  return found.flat()
}

/** Members of the same workspace are left out: whether they are used is their author's own business. */
function declaredCrates(
  {packageName, requirements}: Manifest,
  manifests: readonly Manifest[],
  isFamily: (crate: string) => boolean,
): readonly Requirement[] {
  if (packageName === undefined) return []
  return requirements.filter(entry => {
    if (!isFamily(entry.crate) || entry.table === 'workspace.dependencies' || entry.table === 'patch') return false
    return (workspaceEntry(entry, manifests) ?? entry).source !== 'path'
  })
}

/** Rust files by the folder of the package they belong to: the nearest manifest above them. */
function sourcesByPackage(
  paths: readonly string[],
  manifests: readonly Manifest[],
): ReadonlyMap<string, readonly string[]> {
  const packages = new Set(manifests.map(({path}) => splitPath(path).folder))
  const sources = new Map<string, string[]>()
  for (const path of paths.filter(name => name.endsWith('.rs'))) {
    let {folder} = splitPath(path)
    while (folder !== '' && !packages.has(folder)) folder = splitPath(folder).folder
    const known = sources.get(folder)
    if (known === undefined) sources.set(folder, [path])
    else known.push(path)
  }
  return sources
}

async function unnamedIn(
  tree: Tree,
  paths: readonly string[],
  declared: readonly Requirement[],
): Promise<readonly Requirement[]> {
  let left = declared
  for (const path of paths.slice(0, mostFiles)) {
    if (left.length === 0) return []
    const source = await readSource(tree, path)
    if (source.kind === 'read') left = left.filter(({key}) => !names(source.file.text, key))
  }
  return paths.length > mostFiles ? [] : left
}

/** Whether the text holds the crate's identifier as a word of its own. */
function names(text: string, key: string): boolean {
  const identifier = key.replaceAll('-', '_')
  if (identifier === '') return true
  for (let at = text.indexOf(identifier); at !== -1; at = text.indexOf(identifier, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + identifier.length])) return true
  }
  return false
}

function isWord(character = ''): boolean {
  return /\w/.test(character)
}

const mostFiles = 2000
