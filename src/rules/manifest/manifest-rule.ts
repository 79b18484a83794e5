import type {TomlChange} from '../../editors/edit-toml.ts'
import type {ManifestDependency} from './manifest-dependency.ts'

/** The way of one dependency: from the major it asks for to the target. */
export type ManifestWay = {
  /** Undefined where the requirement names no major of its own, and nothing is locked. */
  readonly from: number | undefined
  readonly to: number
  /** The target as a version. */
  readonly wasmtime: string
}

/** What stands elsewhere and decides about a dependency. */
export type Circumstances = {
  /** Features that all who inherit an entry of the workspace list themselves. */
  readonly alsoOn: ReadonlySet<string>
  /** Some package that takes it can be built without the standard library. */
  readonly isNoStd: boolean
  /** The changes that the package's code is known to meet. */
  readonly meets: ReadonlySet<string>
}

export type ManifestRewrite =
  | {readonly kind: 'changes'; readonly changes: readonly TomlChange[]}
  /** It can't be done safely; why, in a sentence. */
  | {readonly kind: 'unsure'; readonly why: string}

/**
 * Carries out a breaking change in one dependency entry of a manifest. Where the change is made already it has nothing to
 * say, so that a second run changes nothing.
 */
export type ManifestRule = {
  /** The ids of the changes; several where one change is told twice. */
  readonly changes: readonly string[]
  /** It goes by what the target has, not by the way: asked whatever the dependency came from. */
  readonly isOfTarget?: true
  /** Undefined when nothing is to be done here. */
  rewrite(dependency: ManifestDependency, way: ManifestWay, about: Circumstances): ManifestRewrite | undefined
}

/** The changes as an answer; none is no answer. */
export function changed(...changes: readonly TomlChange[]): ManifestRewrite | undefined {
  return changes.length === 0 ? undefined : {kind: 'changes', changes}
}

export function unsure(why: string): ManifestRewrite {
  return {kind: 'unsure', why}
}
