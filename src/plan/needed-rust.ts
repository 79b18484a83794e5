import {type Releases, requiredRust} from '../catalog/release.ts'
import {rustForEdition} from '../catalog/rust-facts.ts'
import {compareRust, isRustVersion, shortRust} from '../domain/rust-version.ts'
import type {Survey, Toolchains} from '../domain/survey.ts'
import type {RustReason} from '../domain/target.ts'
import {editionInUse, promisedRust, statedRust} from './stated-rust.ts'

/** The least Rust that is enough, and everyone who asks for one, the most demanding first. */
export type NeededRust = {readonly version: string; readonly because: readonly RustReason[]}

/** What has to be built, and whose word counts. */
export type RustDemand = {
  readonly survey: Survey
  /** Null without wasmtime. */
  readonly wasmtime: string | null
  readonly known: Releases
  /** What the packages that come with it need, where cargo was asked. */
  readonly resolved: readonly RustReason[]
  readonly wantedEdition: string | undefined
  /** `promised`: `rust-version` in manifests. `stated`: every live place, so that those which disagree meet at the highest. */
  readonly statements: 'promised' | 'stated'
}

/**
 * The least Rust for a repository: the most that the release, the packages that come with it, the edition and the
 * repository's own statements ask for.
 */
export function neededRust({survey, wasmtime, known, resolved, wantedEdition, statements}: RustDemand): NeededRust {
  const reasons = [
    ...wasmtimeReason(wasmtime, known),
    ...resolved,
    ...editionReasons(survey, wantedEdition),
    ...(statements === 'stated' ? statedReason(survey) : promisedReason(survey)),
  ]
  const because = reasons.toSorted((a, b) => compareRust(b.version, a.version))
  return {version: because[0]?.version ?? oldest, because}
}

/** Whether a released Rust is installed that is new enough. */
export function isRustInstalled(toolchains: Toolchains, version: string): boolean {
  return installedReleases(toolchains).some(installed => compareRust(installed, version) >= 0)
}

/** The installed released versions, newest first: no nightly, no beta. */
export function installedReleases(toolchains: Toolchains): readonly string[] {
  const versions = toolchains.installed.map(({version}) => version).filter(isRustVersion)
  return [...new Set(versions)].toSorted((a, b) => compareRust(b, a))
}

/** A reason as a clause: `wasmtime 36.0.14 needs 1.86`, `Cargo.toml states 1.90`. */
export function reasonText({needs, version}: RustReason): string {
  if (needs.startsWith(stated)) return `${needs.slice(stated.length)} states ${version}`
  return needs.startsWith('--') ? `${needs} asks for ${version}` : `${needs} needs ${version}`
}

function wasmtimeReason(wasmtime: string | null, known: Releases): RustReason[] {
  const version = wasmtime === null ? undefined : requiredRust(known, wasmtime)
  return version === undefined ? [] : [{needs: `wasmtime ${wasmtime}`, version: shortRust(version)}]
}

function editionReasons(survey: Survey, wanted: string | undefined): RustReason[] {
  const editions = new Set([wanted, editionInUse(survey)])
  return [...editions].flatMap(edition => {
    const version = edition === undefined ? undefined : rustForEdition(edition)
    return version === undefined ? [] : [{needs: `edition ${edition}`, version: shortRust(version)}]
  })
}

function promisedReason(survey: Survey): RustReason[] {
  const [highest] = promisedRust(survey).toSorted((a, b) => compareRust(b.version, a.version))
  return highest === undefined ? [] : [{needs: stated + highest.path, version: highest.version}]
}

function statedReason(survey: Survey): RustReason[] {
  const highest = statedRust(survey).findLast(({value}) => isRustVersion(value))
  return highest === undefined
    ? promisedReason(survey)
    : [{needs: `${stated}${highest.places[0]}`, version: highest.value}]
}

const stated = 'stated in '
/** Edition 2015, which every Rust reads. */
const oldest = '1.0'
