import {major as majorOf} from 'semver'
import {isFamily} from '../catalog/family.ts'
import type {LockedPackage, Survey} from '../domain/survey.ts'

/** A third-party crate in a lockfile that brings a family crate of another major than the target's. */
export type Holder = {
  readonly name: string
  readonly version: string
  /** `wasmtime 24.0.5`. */
  readonly holds: string
  readonly lockfile: string
}

/** Who would keep a second wasmtime in the dependency tree after the upgrade, as far as the lockfiles tell. */
export function holdersOf(survey: Survey, wasmtime: string): readonly Holder[] {
  return survey.lockfiles.flatMap(({path, packages}) =>
    packages
      .filter(({name, source}) => source !== undefined && !isFamily(name))
      .flatMap(holder =>
        heldBy(holder, packages)
          .filter(held => majorOf(held.version) !== majorOf(wasmtime))
          .map(held => ({
            name: holder.name,
            version: holder.version,
            holds: `${held.name} ${held.version}`,
            lockfile: path,
          })),
      ),
  )
}

function heldBy(holder: LockedPackage, packages: readonly LockedPackage[]): readonly LockedPackage[] {
  return holder.dependencies.flatMap(dependency => {
    const [name = '', version] = dependency.split(' ')
    if (!isFamily(name)) return []
    return packages.filter(other => other.name === name && (version === undefined || other.version === version))
  })
}
