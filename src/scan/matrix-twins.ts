import type {Finding} from '../domain/finding.ts'
import {axisOf, matrixCondition} from './on-purpose.ts'

/**
 * The entries of a matrix axis that can't be raised, because another entry of the axis has that value then: two equal
 * entries would run the same job twice. Takes live findings and what each would become; a condition on such an entry
 * stays with it.
 */
export function matrixTwins(
  findings: readonly Finding[],
  raised: (finding: Finding) => string | undefined,
): ReadonlySet<Finding> {
  const onAxis = findings.filter(({axis}) => axis !== undefined)
  const taken = new Set(
    onAxis.filter(finding => raised(finding) === undefined).map(finding => place(finding, finding.value)),
  )
  const twins = new Set<Finding>()
  for (const finding of onAxis) {
    const to = raised(finding)
    if (to === undefined) continue
    const wanted = place(finding, to)
    if (taken.has(wanted)) twins.add(finding)
    taken.add(wanted)
  }
  const kept = new Set([...twins].map(({path, value}) => `${path}\n${value}`))
  const conditions = findings.filter(({path, value, why}) => why === matrixCondition && kept.has(`${path}\n${value}`))
  return new Set([...twins, ...conditions])
}

/** A value on an axis; `1.86` and `1.86.0` are the same. */
function place(finding: Finding, value: string): string {
  return `${axisOf(finding)}\n${value.replace(/^(\d+\.\d+)\.0$/, '$1')}`
}
