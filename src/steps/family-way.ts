import {major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {releaseFromGit} from '../catalog/wasmtime-repository.ts'
import {allows, parseRequirement} from '../domain/cargo-requirement.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import type {ManifestDependency} from '../rules/manifest/manifest-dependency.ts'
import {lockfileOf, offeredAs} from '../scan/member-requirements.ts'

/**
 * The major that a dependency entry comes from: what it requires, or its workspace for it. A range leaves that open; then
 * the lockfile says. Undefined where nothing does.
 */
export function majorFrom(dependency: ManifestDependency, manifest: Manifest, survey: Survey): number | undefined {
  const {requirement: stated, git} = sourceOf(dependency, manifest, survey)
  const release = git && releaseFromGit(git)
  if (release !== undefined) return majorOf(release.version)
  if (stated === undefined) return undefined
  const comparators = parseRequirement(stated)?.comparators ?? []
  const own = comparators.find(({operator}) => '^=~*'.includes(operator))
  if (own !== undefined) return own.major
  const locked = lockfileOf(survey, manifest.path)?.packages.filter(
    ({name, version}) => name === dependency.crate && allows(stated, version),
  )
  return least((locked ?? []).map(({version}) => majorOf(version)))
}

/** Every major of wasmtime that the repository asks for or has locked. */
export function presentMajors({manifests, lockfiles}: Survey): ReadonlySet<number> {
  const required = manifests.flatMap(({requirements}) =>
    requirements.flatMap(({crate, requirement, git}) => {
      const release = git && releaseFromGit(git)
      if (release !== undefined) return [majorOf(release.version)]
      const comparators = isFamily(crate) && requirement !== undefined ? parseRequirement(requirement)?.comparators : []
      return (comparators ?? []).map(({major}) => major)
    }),
  )
  const locked = lockfiles.flatMap(({packages}) =>
    packages.flatMap(({name, version, source}) =>
      name === 'wasmtime' && source !== undefined ? [majorOf(version)] : [],
    ),
  )
  return new Set([...required, ...locked])
}

/** Where an entry says where its crate comes from: itself, or its workspace for it. */
export function sourceOf(
  dependency: ManifestDependency,
  manifest: Manifest,
  survey: Pick<Survey, 'manifests'>,
): Partial<Pick<ManifestDependency, 'requirement' | 'git'>> {
  return dependency.isInherited ? (offeredAs(dependency.key, manifest.path, survey.manifests) ?? {}) : dependency
}

function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.min(...numbers)
}
