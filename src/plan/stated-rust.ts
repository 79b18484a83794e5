import {rustForEdition} from '../catalog/rust-facts.ts'
import type {Finding} from '../domain/finding.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import type {Survey} from '../domain/survey.ts'

/** One value that the repository states for Rust, with the live places that state it (`path:line`). */
export type StatedRust = {readonly value: string; readonly places: readonly string[]}

/** What the repository states for Rust: every live value, versions first and oldest first, then names such as `stable`. */
export function statedRust(survey: Survey): readonly StatedRust[] {
  const live = survey.findings.filter(isStatement)
  return [...new Set(live.map(finding => finding.value))].toSorted(compareStated).map(value => ({
    value,
    places: live.filter(finding => finding.value === value).map(({path, line}) => `${path}:${line}`),
  }))
}

/**
 * The places that say which Rust has to be enough: `rust-version` in manifests. A workflow that runs one job on a newer
 * Rust doesn't promise that to anybody, so it doesn't decide (nor is it ever lowered).
 */
export function promisedRust(survey: Survey): readonly {readonly path: string; readonly version: string}[] {
  const found = survey.findings
    .filter(finding => isStatement(finding) && finding.place === 'manifest')
    .map(({path, value}) => ({path, version: value}))
  const read = survey.manifests.flatMap(({path, rustVersion}) =>
    rustVersion === undefined ? [] : [{path, version: rustVersion}],
  )
  return [...found, ...read].filter(({version}) => isRustVersion(version))
}

/** The highest edition that a manifest of the repository is written in; undefined when none states one. */
export function editionInUse(survey: Survey): string | undefined {
  const editions = survey.manifests.flatMap(({edition}) => edition ?? [])
  return editions
    .filter(edition => rustForEdition(edition) !== undefined)
    .toSorted()
    .at(-1)
}

function isStatement(finding: Finding): boolean {
  return finding.live && (finding.kind === 'rust-version' || finding.kind === 'toolchain' || finding.kind === 'msrv')
}

function compareStated(a: string, b: string): number {
  if (isRustVersion(a) && isRustVersion(b)) return compareRust(a, b) || a.length - b.length
  if (isRustVersion(a) !== isRustVersion(b)) return isRustVersion(a) ? -1 : 1
  return a < b ? -1 : 1
}
