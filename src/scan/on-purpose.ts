import type {Finding} from '../domain/finding.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import {splitPath} from './source-file.ts'

/**
 * Marks the live Rust versions that seem to differ from the others on purpose, with the reason in words: an MSRV job, an
 * axis that tries several, a toolchain file of a folder's own. A version that the rest of the repository shares isn't.
 */
export function withPurpose(findings: readonly Finding[]): readonly Finding[] {
  const stated = findings.filter(isStatedRust)
  return findings.map(finding => {
    if (!isStatedRust(finding) || !isRustVersion(finding.value)) return finding
    const purpose = purposeOf(finding, stated)
    return purpose === undefined ? finding : {...finding, onPurpose: purpose}
  })
}

function purposeOf(finding: Finding, stated: readonly Finding[]): string | undefined {
  const others = stated.filter(other => other.path === finding.path && other.value !== finding.value)
  if (finding.why === matrixCondition) return purposeOfEntry(finding, stated)
  const besideInAxis = others.filter(({axis}) => axis !== undefined && axis === finding.axis)
  if (besideInAxis.length > 0) return `the build matrix tries it beside ${listed(besideInAxis)}`
  if (isLeastRust(finding) && others.length > 0) return `the least Rust that is checked, beside ${listed(others)}`
  const own = ownVariable(finding)
  if (own !== undefined && others.length > 0) return `${own} has a Rust of its own, beside ${listed(others)}`
  return nestedToolchain(finding, stated)
}

/** A condition goes with the entry of the matrix that it is about. */
function purposeOfEntry({path, value}: Finding, stated: readonly Finding[]): string | undefined {
  const entry = stated.find(other => other.path === path && other.value === value && other.axis !== undefined)
  return entry === undefined ? undefined : purposeOf(entry, stated)
}

/** A promise in a manifest or clippy's setting isn't beside anything: it is what the package needs. */
function isLeastRust({kind, place}: Finding): boolean {
  return kind === 'msrv' && place !== 'clippy-config' && place !== 'rust-source'
}

/** `CONTRACT_RUST_VERSION` beside `RUST_VERSION`. */
function ownVariable({why}: Finding): string | undefined {
  const [, name] = /^(?:variable|input) (\w*(?:contract|guest|plugin|docs|fuzz|miri|legacy|compat)\w*)/i.exec(why) ?? []
  return name
}

/** rustup takes the nearest toolchain file, so a nested one is there to say something else. */
function nestedToolchain({place, path, value}: Finding, stated: readonly Finding[]): string | undefined {
  const {folder} = splitPath(path)
  if (place !== 'toolchain-file' || folder === '') return undefined
  const above = stated.find(
    other => other.place === 'toolchain-file' && isAbove(splitPath(other.path).folder, folder) && other.value !== value,
  )
  return above === undefined ? undefined : `a toolchain file of its own for ${folder}, beside ${above.value} above it`
}

function isAbove(folder: string, nested: string): boolean {
  return folder === '' || nested.startsWith(`${folder}/`)
}

function isStatedRust({live, kind}: Finding): boolean {
  return live && (kind === 'toolchain' || kind === 'msrv' || kind === 'rust-version')
}

function listed(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({value}) => value))].slice(0, 4).join(', ')
}

/**
 * The entries of a matrix axis that can't be raised, because another entry of the axis has that value then: two equal
 * entries would run the same job twice. Takes what each finding would become; conditions on such an entry stay with it.
 */
export function twinsIn(
  findings: readonly Finding[],
  raised: (finding: Finding) => string | undefined,
): ReadonlySet<Finding> {
  const twins = new Set<Finding>()
  for (const [index, finding] of findings.entries()) {
    const to = finding.axis === undefined ? undefined : raised(finding)
    if (to === undefined) continue
    const sameAxis = findings.filter(other => other.live && other.path === finding.path && other.axis === finding.axis)
    const isTaken = sameAxis.some(other => isSameRust(other.value, to))
    const isSecond = sameAxis.some(other => findings.indexOf(other) < index && raised(other) !== undefined)
    if (isTaken || isSecond) twins.add(finding)
  }
  return new Set(findings.filter(finding => twins.has(finding) || isConditionOn(finding, twins)))
}

function isSameRust(value: string, other: string): boolean {
  return isRustVersion(value) && isRustVersion(other) && compareRust(value, other) === 0
}

function isConditionOn({path, value, why}: Finding, twins: ReadonlySet<Finding>): boolean {
  return why === matrixCondition && [...twins].some(twin => twin.path === path && twin.value === value)
}

/** The reason that findings in `if: matrix.rust == '1.75.0'` are live. */
export const matrixCondition = 'condition on the build matrix'
