import {major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import {allows, parseRequirement} from '../domain/cargo-requirement.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import type {ManifestDependency} from '../rules/manifest/manifest-dependency.ts'
import {lockfileOf} from '../scan/member-requirements.ts'

/**
 * The major that a dependency entry comes from: what it requires, or its workspace for it. A range leaves that open; then
 * the lockfile says. Undefined where nothing does.
 */
export function majorFrom(
  {crate, key, requirement, isInherited}: ManifestDependency,
  manifest: Manifest,
  survey: Survey,
): number | undefined {
  const stated = isInherited ? inheritedRequirement(key, manifest, survey) : requirement
  if (stated === undefined) return undefined
  const comparators = parseRequirement(stated)?.comparators ?? []
  const own = comparators.find(({operator}) => '^=~*'.includes(operator))
  if (own !== undefined) return own.major
  const locked = lockfileOf(survey, manifest.path)?.packages.filter(
    ({name, version}) => name === crate && allows(stated, version),
  )
  return least((locked ?? []).map(({version}) => majorOf(version)))
}

/** Every major of wasmtime that the repository asks for or has locked. */
export function presentMajors({manifests, lockfiles}: Survey): ReadonlySet<number> {
  const required = manifests.flatMap(({requirements}) =>
    requirements.flatMap(({crate, requirement}) => {
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

function inheritedRequirement(key: string, {path}: Manifest, {manifests}: Survey): string | undefined {
  const roots = manifests.filter(root => root.isWorkspaceRoot && path.startsWith(root.path.replace(/[^/]*$/, '')))
  const root = roots.toSorted((a, b) => b.path.length - a.path.length)[0]
  return root?.requirements.find(entry => entry.table === 'workspace.dependencies' && entry.key === key)?.requirement
}

function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.min(...numbers)
}
