import {compare, major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {catalogReleases} from '../catalog/release.ts'
import {releaseFromGit} from '../catalog/wasmtime-repository.ts'
import {allows, parseRequirement, raiseRequirement} from '../domain/cargo-requirement.ts'
import type {Lockfile, Survey} from '../domain/survey.ts'
import {lockfileOf} from '../scan/member-requirements.ts'

/** A place that decides which version of a family crate is used. Members that inherit from the workspace aren't listed. */
export type WasmtimeUse = {
  readonly crate: string
  /** As written; undefined for a crate from git. */
  readonly requirement: string | undefined
  /** The release that a tag or a branch of wasmtime's own repository names. */
  readonly fromGit?: string
  readonly path: string
  readonly line: number
  /** What the lockfile of this manifest holds for it, oldest first; empty without a lockfile or with an outdated one. */
  readonly locked: readonly string[]
}

/** Where the repository asks for wasmtime and its family. */
export function wasmtimeUses(survey: Survey): readonly WasmtimeUse[] {
  return survey.manifests.flatMap(manifest =>
    manifest.requirements
      .filter(({crate, table}) => isFamily(crate) && table !== 'patch')
      .filter(({requirement, source}) => requirement !== undefined || source === 'git')
      .map(({crate, requirement, git, line}) => ({
        crate,
        requirement,
        ...withRelease(git && releaseFromGit(git)),
        path: manifest.path,
        line,
        locked: lockedVersions(lockfileOf(survey, manifest.path), crate, requirement),
      })),
  )
}

/** The version such a place uses today: the locked one, else the newest known that it allows. */
export function presentVersion(use: WasmtimeUse): string | undefined {
  const {requirement} = use
  if (use.locked.length > 0 || requirement === undefined) return use.locked.at(-1) ?? use.fromGit
  return catalogReleases.all.findLast(release => allows(requirement, release.version))?.version ?? lowestOf(requirement)
}

/** Whether the place would have to go down to reach a version. */
export function wouldLower(use: WasmtimeUse, version: string): boolean {
  const newest = use.locked.at(-1) ?? use.fromGit
  if (newest !== undefined) return compare(version, newest) < 0
  if (use.requirement === undefined || allows(use.requirement, version)) return false
  return parseRequirement(use.requirement) !== undefined && raiseRequirement(use.requirement, version) === undefined
}

/** The oldest and newest version in use, and the crates that are asked for by name. */
export function summaryOfUses(uses: readonly WasmtimeUse[]): {
  readonly versions: readonly string[]
  readonly oldestMajor: number | undefined
  readonly crates: ReadonlySet<string>
} {
  const versions = [...new Set(uses.flatMap(use => presentVersion(use) ?? []))].toSorted(compare)
  const [oldest] = versions
  return {
    versions,
    oldestMajor: oldest === undefined ? undefined : majorOf(oldest),
    crates: new Set(uses.map(use => use.crate)),
  }
}

function withRelease(release: {readonly version: string} | undefined): {fromGit?: string} {
  return release === undefined ? {} : {fromGit: release.version}
}

function lockedVersions(lockfile: Lockfile | undefined, crate: string, requirement: string | undefined): string[] {
  return (lockfile?.packages ?? [])
    .filter(({name, version}) => name === crate && (requirement === undefined || allows(requirement, version)))
    .map(({version}) => version)
    .toSorted(compare)
}

/** For a requirement that no known release satisfies (`=25.0.99`, `51`): the version it starts from. */
function lowestOf(requirement: string): string | undefined {
  const lower = parseRequirement(requirement)?.comparators.find(({operator}) => !operator.startsWith('<'))
  return lower && `${lower.major}.${lower.minor ?? 0}.${lower.patch ?? 0}`
}
