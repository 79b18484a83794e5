import type {Finding} from '../domain/finding.ts'
import type {Lockfile} from '../domain/survey.ts'

/**
 * Takes the life out of entries of audit tools (`=34.0.2`, an exemption for `5.0.1`) whose version no lockfile holds any
 * more: they decide nothing. Without a lockfile, they are left as they were read.
 */
export function withoutStaleEntries(findings: readonly Finding[], lockfiles: readonly Lockfile[]): readonly Finding[] {
  const locked = new Set(lockfiles.flatMap(({packages}) => packages.map(({name, version}) => `${name} ${version}`)))
  if (locked.size === 0) return findings
  return findings.map(finding => {
    const exact = finding.place === 'audit-config' ? /^=?(\d+\.\d+\.\d+\S*)$/.exec(finding.value)?.[1] : undefined
    if (!finding.live || exact === undefined || locked.has(`${finding.crate} ${exact}`)) return finding
    return {...finding, live: false, why: 'for a version that no lockfile holds'}
  })
}
