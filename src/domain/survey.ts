import type {Finding} from './finding.ts'
import type {Problem} from './problem.ts'

export type DependencyTable = 'dependencies' | 'dev-dependencies' | 'build-dependencies'

/** One dependency entry of a manifest, in the shape it is written. */
export type Requirement = {
  /** The crate's own name, after `package =` is resolved. */
  readonly crate: string
  /** The key in the table (differs from `crate` when renamed). */
  readonly key: string
  readonly manifest: string
  readonly line: number
  readonly table: DependencyTable | 'workspace.dependencies' | 'patch'
  /** `cfg(...)` or triple of a `[target.'…'.dependencies]` table. */
  readonly platform?: string
  /** As written; undefined when inherited, path-only or git-only. */
  readonly requirement?: string
  readonly source: 'registry' | 'workspace' | 'path' | 'git'
  /** Where it comes from, for `git`. */
  readonly git?: GitSource
  readonly isOptional: boolean
  readonly defaultFeatures: boolean
  readonly features: readonly string[]
}

/** A git repository and what is taken from it, as written; its default branch where nothing else is said. */
export type GitSource = {
  readonly url: string
  readonly tag?: string
  readonly branch?: string
  readonly rev?: string
}

export type Manifest = {
  readonly path: string
  readonly packageName?: string
  /** `2021`; undefined for a virtual manifest. Inherited editions are resolved. */
  readonly edition?: string
  readonly rustVersion?: string
  readonly isWorkspaceRoot: boolean
  /** Feature name → what it turns on, as written. */
  readonly features: Readonly<Record<string, readonly string[]>>
  readonly requirements: readonly Requirement[]
}

export type LockedPackage = {
  readonly name: string
  readonly version: string
  /** Undefined for workspace members and path dependencies. */
  readonly source?: string
  /** `name` or `name version` or `name version (source)`, as the lockfile writes them. */
  readonly dependencies: readonly string[]
}
export type Lockfile = {readonly path: string; readonly packages: readonly LockedPackage[]}

export type GitState = {
  readonly branch: string | null
  readonly head: string | null
  /** Tracked files with uncommitted changes; untracked files are not counted. */
  readonly dirty: readonly string[]
}

/** Everything the wizard read before it decided anything. Nothing in it was guessed. */
export type Survey = {
  /** Absolute. */
  readonly root: string
  readonly git: GitState | null
  readonly manifests: readonly Manifest[]
  readonly lockfiles: readonly Lockfile[]
  readonly findings: readonly Finding[]
  /** Files looked at, and those left out with the reason. */
  readonly filesRead: number
  readonly leftOut: readonly {readonly reason: string; readonly count: number}[]
  readonly problems: readonly Problem[]
  /** Files that `.gitattributes` calls generated or vendored, by path; left out where there are none. */
  readonly marked?: ReadonlyMap<string, 'generated' | 'vendored'>
}

/** The toolchains of this machine, as rustup names them. */
export type Toolchains = {
  /** Newest first; `version` is rustc's own answer, such as `1.95.0`. */
  readonly installed: readonly {readonly name: string; readonly version: string}[]
  /** Names that are listed, but whose compiler doesn't answer. */
  readonly unread?: readonly string[]
  /** What plain `cargo` in the repository would use; undefined when it isn't installed. */
  readonly active?: {readonly name: string; readonly version: string}
}
