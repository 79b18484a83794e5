import {isCompanion, isFamily} from '../catalog/family.ts'
import type {Registry} from '../domain/ports.ts'
import {compareRust, isRustVersion, shortRust} from '../domain/rust-version.ts'
import type {Lockfile} from '../domain/survey.ts'
import type {RustReason} from '../domain/target.ts'

/** What the locked packages ask of Rust. */
export type PackagesNeed = {
  /** The most demanding ones: all that need more than `beyond`, else the one that needs most. */
  readonly because: readonly RustReason[]
  /** Packages of a registry, and how many of these state no Rust or aren't known to it. */
  readonly packages: number
  readonly silent: number
}

/**
 * The Rust that locked third-party packages need, as their registry states it. The family and what is published with
 * it are left out: wasmtime speaks for them. `beyond` is what is needed anyway.
 */
export async function packagesNeedRust(lockfile: Lockfile, registry: Registry, beyond: string): Promise<PackagesNeed> {
  const packages = lockfile.packages.filter(
    ({name, source}) => source !== undefined && !isFamily(name) && !isCompanion(name),
  )
  const stated = await Promise.all(
    packages.map(async ({name, version}) => {
      const rust = (await registry.versions(name))?.find(one => one.version === version)?.rust
      return rust !== undefined && isRustVersion(rust)
        ? {needs: `${name} ${version}`, version: shortRust(rust)}
        : undefined
    }),
  )
  const reasons = stated.flatMap(reason => reason ?? []).toSorted((a, b) => compareRust(b.version, a.version))
  const higher = reasons.filter(({version}) => compareRust(version, beyond) > 0)
  return {
    because: higher.length > 0 ? higher : reasons.slice(0, 1),
    packages: packages.length,
    silent: packages.length - reasons.length,
  }
}
