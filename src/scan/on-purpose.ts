import type {Finding} from '../domain/finding.ts'
import {isRustVersion} from '../domain/rust-version.ts'
import {splitPath} from './source-file.ts'

/**
 * Marks the live Rust versions that seem to differ from the others on purpose, with the reason in words: an MSRV job, an
 * axis that tries several, a toolchain file of a folder's own. A version that the rest of the repository shares isn't.
 */
export function withPurpose(findings: readonly Finding[]): readonly Finding[] {
  const context = contextOf(findings.filter(isStatedRust))
  return findings.map(finding => {
    if (!isStatedRust(finding) || !isRustVersion(finding.value)) return finding
    const purpose = purposeOf(finding, context)
    return purpose === undefined ? finding : {...finding, onPurpose: purpose}
  })
}

/** What stands beside a finding, looked up by path: a file may hold a hundred thousand of them. */
type Context = {
  readonly valuesIn: ReadonlyMap<string, ReadonlySet<string>>
  readonly valuesOnAxis: ReadonlyMap<string, ReadonlySet<string>>
  /** The entry of a matrix that has a value, by path and value. */
  readonly entries: ReadonlyMap<string, Finding>
  readonly toolchainFiles: readonly Finding[]
}

function contextOf(stated: readonly Finding[]): Context {
  const onAxis = stated.filter(({axis}) => axis !== undefined)
  return {
    valuesIn: grouped(stated, ({path}) => path),
    valuesOnAxis: grouped(onAxis, axisOf),
    entries: new Map(onAxis.toReversed().map(finding => [entryOf(finding), finding])),
    toolchainFiles: stated.filter(({place}) => place === 'toolchain-file'),
  }
}

function purposeOf(finding: Finding, context: Context): string | undefined {
  if (finding.why === matrixCondition) return purposeOfEntry(finding, context)
  const ofEntry = finding.why === matrixExtra ? purposeOfEntry(finding, context) : undefined
  if (ofEntry !== undefined) return ofEntry
  const besideInAxis = finding.axis === undefined ? '' : others(context.valuesOnAxis.get(axisOf(finding)), finding)
  if (besideInAxis !== '') return `the build matrix tries it beside ${besideInAxis}`
  const beside = others(context.valuesIn.get(finding.path), finding)
  if (isLeastRust(finding) && beside !== '') return `the least Rust that is checked, beside ${beside}`
  const own = ownVariable(finding)
  if (own !== undefined && beside !== '') return `${own} has a Rust of its own, beside ${beside}`
  return nestedToolchain(finding, context)
}

/** A condition goes with the entry of the matrix that it is about, and so does what is included or excluded for it. */
function purposeOfEntry(finding: Finding, context: Context): string | undefined {
  const entry = context.entries.get(entryOf(finding))
  return entry === undefined ? undefined : purposeOf(entry, context)
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
function nestedToolchain({place, path, value}: Finding, {toolchainFiles}: Context): string | undefined {
  const {folder} = splitPath(path)
  if (place !== 'toolchain-file' || folder === '') return undefined
  const above = toolchainFiles.find(other => other.value !== value && isAbove(splitPath(other.path).folder, folder))
  return above === undefined ? undefined : `a toolchain file of its own for ${folder}, beside ${above.value} above it`
}

function isAbove(folder: string, nested: string): boolean {
  return folder === '' || nested.startsWith(`${folder}/`)
}

function isStatedRust({live, kind}: Finding): boolean {
  return live && (kind === 'toolchain' || kind === 'msrv' || kind === 'rust-version')
}

/** Names the list that a finding stands in, across files. */
export function axisOf({path, axis}: Finding): string {
  return `${path}\n${axis}`
}

function entryOf({path, value}: Finding): string {
  return `${path}\n${value}`
}

function grouped(findings: readonly Finding[], keyOf: (finding: Finding) => string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const values = groups.get(key) ?? new Set()
    groups.set(key, values.add(finding.value))
  }
  return groups
}

/** The first few values beside the finding's own; empty when there are none. */
function others(values: ReadonlySet<string> | undefined, {value}: Finding): string {
  const first = [...(values ?? [])].slice(0, 5)
  return first
    .filter(other => other !== value)
    .slice(0, 4)
    .join(', ')
}

/** The reason that findings in `if: matrix.rust == '1.75.0'` are live. */
export const matrixCondition = 'condition on the build matrix'

/** The reason that findings under `include:` and `exclude:` of a matrix are live. */
export const matrixExtra = 'include or exclude of the build matrix'
