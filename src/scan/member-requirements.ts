import type {Lockfile, Manifest, Requirement, Survey} from '../domain/survey.ts'
import {splitPath} from './source-file.ts'
import {featuresThatEnable} from './wasmtime-features.ts'

/** What a workspace member asks of a crate, the workspace's own word filled in where it inherits. */
export type MemberRequirement = {
  readonly crate: string
  readonly member: string
  /** Undefined for a crate from git or a path. */
  readonly requirement?: string
  /** Where the requirement's text stands: the member's manifest, or the workspace's. */
  readonly path: string
  readonly line: number
  readonly kind: 'normal' | 'build' | 'dev'
  /** The features of the member that turn it on, nearest first; empty when it is there in any case. */
  readonly features: readonly string[]
}

/** The lockfile that holds for a manifest: the nearest one in its folder or above. */
export function lockfileOf({lockfiles}: Pick<Survey, 'lockfiles'>, manifest: string): Lockfile | undefined {
  const isAbove = ({path}: Lockfile) => manifest.startsWith(path.replace(/[^/]*$/, ''))
  return lockfiles.filter(isAbove).toSorted((a, b) => b.path.length - a.path.length)[0]
}

/** The manifests of a lockfile's members and path dependencies, by the name of their package. */
export function membersOf(survey: Pick<Survey, 'lockfiles' | 'manifests'>, lockfile: Lockfile): Members {
  const own = new Set(lockfile.packages.flatMap(({name, source}) => (source === undefined ? [name] : [])))
  const members = new Map<string, Manifest>()
  for (const manifest of survey.manifests) {
    const {packageName} = manifest
    if (packageName === undefined || !own.has(packageName)) continue
    // A path dependency may stand outside of the workspace; a member of it has precedence.
    const isInside = lockfileOf(survey, manifest.path)?.path === lockfile.path
    if (isInside || !members.has(packageName)) members.set(packageName, manifest)
  }
  return members
}

export type Members = ReadonlyMap<string, Manifest>

/** Every entry of a member's manifest that asks for a crate. */
export function requirementsOn(
  crate: string,
  manifest: Manifest,
  manifests: readonly Manifest[],
): readonly MemberRequirement[] {
  return manifest.requirements.flatMap(entry => {
    const kind = kindOf(entry)
    if (entry.crate !== crate || kind === undefined) return []
    const {requirement, manifest: path, line} = workspaceEntry(entry, manifests) ?? entry
    return [
      {
        crate,
        member: manifest.packageName ?? manifest.path,
        ...(requirement === undefined ? {} : {requirement}),
        path,
        line,
        kind,
        features: featuresThatEnable(manifest, crate),
      },
    ]
  })
}

/**
 * The entry of `[workspace.dependencies]` that a member's own entry could inherit: the one under the same name, else the
 * only one for the crate.
 */
export function offeredBy(
  {crate, key, manifest}: Requirement,
  manifests: readonly Manifest[],
): Requirement | undefined {
  const offered = workspaceAbove(manifest, manifests)?.requirements.filter(
    entry => entry.table === 'workspace.dependencies' && entry.crate === crate,
  )
  return offered?.find(entry => entry.key === key) ?? (offered?.length === 1 ? offered[0] : undefined)
}

/** The entry that `workspace = true` stands for. */
export function workspaceEntry(entry: Requirement, manifests: readonly Manifest[]): Requirement | undefined {
  return entry.source === 'workspace' ? offeredAs(entry.key, entry.manifest, manifests) : undefined
}

/** What the workspace of a manifest offers under a key; undefined for nothing. */
export function offeredAs(key: string, manifest: string, manifests: readonly Manifest[]): Requirement | undefined {
  const offers = workspaceAbove(manifest, manifests)?.requirements
  return offers?.find(offered => offered.table === 'workspace.dependencies' && offered.key === key)
}

/** The nearest workspace root in the manifest's folder or above. */
function workspaceAbove(path: string, manifests: readonly Manifest[]): Manifest | undefined {
  return manifests
    .filter(root => root.isWorkspaceRoot && isInside(path, splitPath(root.path).folder))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
}

function isInside(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

function kindOf({table}: Requirement): MemberRequirement['kind'] | undefined {
  switch (table) {
    case 'dependencies':
      return 'normal'
    case 'build-dependencies':
      return 'build'
    case 'dev-dependencies':
      return 'dev'
    case 'workspace.dependencies':
    case 'patch':
      return undefined
    default:
      return table satisfies never
  }
}
