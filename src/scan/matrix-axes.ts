import type {Finding} from '../domain/finding.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import {axisOf, matrixCondition, matrixExtra} from './on-purpose.ts'

/** An entry of a build matrix that is too low, and what it would become. */
export type LowEntry = {readonly finding: Finding; readonly to: string}

/** An axis of a build matrix with entries that are too low, in the order of the file, and its others. */
export type LowAxis = {readonly low: readonly [LowEntry, ...LowEntry[]]; readonly others: readonly Finding[]}

/** The axes with entries that are too low. Takes live findings and what each would become, undefined where nothing. */
export function lowAxes(
  findings: readonly Finding[],
  raised: (finding: Finding) => string | undefined,
): readonly LowAxis[] {
  const axes = new Map<string, {low: LowEntry[]; others: Finding[]}>()
  for (const finding of findings) {
    if (finding.axis === undefined) continue
    const key = axisOf(finding)
    const axis = axes.get(key) ?? {low: [], others: []}
    const to = raised(finding)
    if (to === undefined) axis.others.push(finding)
    else axis.low.push({finding, to})
    axes.set(key, axis)
  }
  return [...axes.values()].flatMap(({low: [first, ...rest], others}) =>
    first === undefined ? [] : [{low: [first, ...rest], others}],
  )
}

/** Whether an axis has what its low entries would become already; `1.86` and `1.86.0` are the same. */
export function hasRaised({low: [{to}], others}: LowAxis): boolean {
  return others.some(({value}) => isRustVersion(value) && compareRust(value, to) === 0)
}

/** Whether an axis has a release beside its low entries, so that they can go. */
export function hasRelease({others}: LowAxis): boolean {
  return others.some(({value}) => isRustVersion(value))
}

/** Whether a finding is an entry of a build matrix, beside one, or a condition on one. */
export function isInMatrix({axis, why}: Finding): boolean {
  return axis !== undefined || why === matrixCondition || why === matrixExtra
}

/**
 * What goes with entries of a matrix: what is included or excluded for them, and conditions on them. To double it for a
 * second entry would be a guess. Takes live findings.
 */
export function matrixFollowers(findings: readonly Finding[]): readonly Finding[] {
  const entries = new Set(findings.flatMap(finding => (finding.axis === undefined ? [] : [entryOf(finding)])))
  return findings.filter(
    finding => finding.why === matrixExtra || (finding.why === matrixCondition && entries.has(entryOf(finding))),
  )
}

function entryOf({path, value}: Finding): string {
  return `${path}\n${value}`
}
