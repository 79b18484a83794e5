import {major as majorOf} from 'semver'
import type {BreakingChange} from '../catalog/breaking-changes.ts'
import {isFamily} from '../catalog/family.ts'
import type {Finding} from '../domain/finding.ts'
import type {Manifest, Survey} from '../domain/survey.ts'
import {presentVersion, summaryOfUses, type WasmtimeUse, wasmtimeUses} from './wasmtime-uses.ts'

/**
 * The wasmtime major that each package's code is written for, by the package's folder (the root is the empty string):
 * what breaks depends on where it comes from, and a workspace may have several. A package that asks for no crate of the
 * family itself is taken for one of the oldest. Empty without wasmtime.
 */
export function startMajors(survey: Survey): Readonly<Record<string, number>> {
  const uses = wasmtimeUses(survey)
  const {oldestMajor} = summaryOfUses(uses)
  if (oldestMajor === undefined) return {}
  const packages = survey.manifests.filter(({packageName}) => packageName !== undefined)
  return Object.fromEntries(
    packages.map(manifest => [folderOf(manifest), majorOfPackage(manifest, uses) ?? oldestMajor]),
  )
}

/**
 * The findings that lie on the way of the package they stand in: what changed before its own major is behind it. Findings
 * of no package, and those about no change, stay.
 */
export function onTheirWay(
  findings: readonly Finding[],
  changes: readonly BreakingChange[],
  starts: Readonly<Record<string, number>>,
): readonly Finding[] {
  const majors = new Map(changes.map(({id, major}) => [id, major]))
  return findings.filter(({path, change}) => {
    const major = change === undefined ? undefined : majors.get(change)
    return major === undefined || (startOf(path, starts) ?? 0) < major
  })
}

/** That of the nearest package above a file. */
function startOf(path: string, starts: Readonly<Record<string, number>>): number | undefined {
  for (let folder = path; folder !== ''; ) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    if (starts[folder] !== undefined) return starts[folder]
  }
  return undefined
}

/** The oldest of what a package asks for; what it takes over from its workspace is stated there. */
function majorOfPackage({path, requirements}: Manifest, uses: readonly WasmtimeUse[]): number | undefined {
  const own = uses.filter(use => use.path === path)
  const inherited = requirements.filter(({source, crate}) => source === 'workspace' && isFamily(crate))
  const stated = uses.filter(use => use.path !== path && isAbove(use.path, path))
  const versions = [...own, ...stated.filter(({crate}) => inherited.some(one => one.crate === crate))].flatMap(
    use => presentVersion(use) ?? [],
  )
  return versions.length === 0 ? undefined : Math.min(...versions.map(version => majorOf(version)))
}

function isAbove(manifest: string, other: string): boolean {
  return other.startsWith(manifest.replace(/[^/]*$/, ''))
}

function folderOf({path}: Pick<Manifest, 'path'>): string {
  return path.replace(/\/?[^/]*$/, '')
}
