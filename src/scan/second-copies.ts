import {parseRequirement} from '../domain/cargo-requirement.ts'
import type {Finding} from '../domain/finding.ts'

/**
 * Marks the requirements that ask for a second copy on purpose: under a name of its own (`wasmtime_lts`), and for another
 * major than the crate's plain requirements. One upgrade of both would make the second name meaningless.
 */
export function withSecondCopies(findings: readonly Finding[]): readonly Finding[] {
  const plain = new Map<string, Set<number>>()
  for (const finding of findings) {
    const major = majorOf(finding)
    if (!isRequirement(finding) || ownName(finding) !== undefined || major === undefined) continue
    plain.set(finding.crate ?? '', (plain.get(finding.crate ?? '') ?? new Set()).add(major))
  }
  return findings.map(finding => {
    const name = isRequirement(finding) ? ownName(finding) : undefined
    const major = majorOf(finding)
    const beside = plain.get(finding.crate ?? '')
    if (name === undefined || major === undefined || beside === undefined || beside.has(major)) return finding
    return {...finding, onPurpose: `a second ${finding.crate} under the name ${name}, beside ${[...beside].join(', ')}`}
  })
}

/** The majors that are asked for as a second copy on purpose. */
export function secondCopyMajors(findings: readonly Finding[]): ReadonlySet<number> {
  return new Set(
    findings.flatMap(finding =>
      isRequirement(finding) && finding.onPurpose !== undefined ? (majorOf(finding) ?? []) : [],
    ),
  )
}

function isRequirement({kind, place, live}: Finding): boolean {
  return live && kind === 'crate-version' && place === 'manifest'
}

/** The name that a requirement gives its crate, as the manifest's detector tells it. */
function ownName({why}: Finding): string | undefined {
  return /, renamed to (\S+)$/.exec(why)?.[1]
}

function majorOf({value}: Finding): number | undefined {
  return parseRequirement(value)?.comparators[0]?.major
}
