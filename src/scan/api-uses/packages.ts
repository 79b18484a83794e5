import {isCompanion, isFamily} from '../../catalog/family.ts'
import type {Manifest, Requirement, Survey} from '../../domain/survey.ts'
import {type SourceFile, splitPath} from '../source-file.ts'

/** A package as its Rust code sees the world. */
export type Package = {
  /** The root is the empty string. */
  readonly folder: string
  /** How code calls it: `photon-core` is `photon_core`. */
  readonly crate: string
  /** Names of other crates as its code writes them → as they are called: a renamed dependency has another one. */
  readonly crates: ReadonlyMap<string, string>
  /** The names under which its code knows crates that breaking changes are about. */
  readonly familyNames: readonly string[]
}

/** A Rust file of a package that can use a family crate. */
export type UserFile = {readonly file: SourceFile; readonly module: readonly string[]; readonly owner: Package}

/** The packages whose code can use a family crate: by itself, or through another package of the repository. */
export function usingPackages(survey: Pick<Survey, 'manifests'>): readonly Package[] {
  const packages = survey.manifests.flatMap(manifest => (isUser(manifest) ? [packageOf(manifest)] : []))
  const using = new Set(packages.filter(({familyNames}) => familyNames.length > 0).map(({crate}) => crate))
  for (let before = -1; before < using.size; ) {
    before = using.size
    for (const {crate, crates} of packages) if ([...crates.values()].some(name => using.has(name))) using.add(crate)
  }
  return packages.filter(({crate}) => using.has(crate))
}

/** Which package a file belongs to: that of the nearest folder with a manifest. */
export function packageFinder(survey: Pick<Survey, 'manifests'>): (path: string) => Package | undefined {
  const using = new Map(usingPackages(survey).map(one => [one.folder, one]))
  const folders = new Set(survey.manifests.filter(({packageName}) => packageName !== undefined).map(folderOf))
  return path => {
    for (let {folder} = splitPath(path); ; folder = splitPath(folder).folder) {
      if (folders.has(folder)) return using.get(folder)
      if (folder === '') return undefined
    }
  }
}

/**
 * The path of the module that a file is, from the name of its crate on. Tests, examples, benches, programs and build
 * scripts are crates of their own.
 */
export function moduleOfFile(path: string, {folder, crate}: Package): readonly string[] {
  const inside = folder === '' ? path : path.slice(folder.length + 1)
  const [first, ...rest] = inside.replace(/\.rs$/, '').split('/')
  if (first !== 'src' || (rest[0] === 'bin' && rest.length > 1)) return [`${crate}#${inside}`]
  return [
    crate,
    ...(rest.length === 1 && /^(lib|main)$/.test(rest[0] ?? '') ? [] : rest.filter(name => name !== 'mod')),
  ]
}

/** A workspace member that is a family crate itself is wasmtime's own code, not a user of it. */
function isUser({packageName}: Manifest): boolean {
  return packageName !== undefined && !isFamily(packageName) && !isCompanion(packageName)
}

function packageOf(manifest: Manifest): Package {
  const requirements = manifest.requirements.filter(
    ({table}) => table !== 'workspace.dependencies' && table !== 'patch',
  )
  return {
    folder: folderOf(manifest),
    crate: identifier(manifest.packageName ?? ''),
    crates: new Map([
      ...['std', 'core', 'alloc'].map(name => [name, 'std'] as const),
      // Tests, examples and programs name their own library so.
      [identifier(manifest.packageName ?? ''), identifier(manifest.packageName ?? '')],
      ...requirements.map(({key, crate}) => [identifier(key), identifier(crate)] as const),
    ]),
    familyNames: [...new Set(requirements.filter(isOfInterest).map(({key}) => identifier(key)))],
  }
}

function isOfInterest({crate}: Requirement): boolean {
  return isFamily(crate) || isCompanion(crate)
}

function folderOf({path}: Manifest): string {
  return splitPath(path).folder
}

function identifier(crate: string): string {
  return crate.replaceAll('-', '_')
}
