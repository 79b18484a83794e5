import {advisoriesAffecting, advisoriesKnownUntil} from '../catalog/advisories.ts'
import type {Advisories} from '../domain/measurement.ts'
import type {Lockfile} from '../domain/survey.ts'

/**
 * The advisories of the wizard's catalogue that hit what is locked: wasmtime's family and nothing else, and nothing that was
 * published after the catalogue's date. What a repository ignores isn't known here. Packages from paths and git are left out:
 * their code may be another than the release's.
 */
export function auditByCatalog(lockfiles: readonly Lockfile[]): Advisories {
  const packages = lockfiles.flatMap(lockfile => lockfile.packages).filter(({source}) => isRegistry(source))
  const names = [...new Set(packages.map(({name, version}) => `${name} ${version}`))].toSorted()
  const found = names.flatMap(text => {
    const [name = '', version = ''] = text.split(' ')
    return advisoriesAffecting(version, new Set([name])).map(({id, title, severity}) => {
      const level = severity === null ? {} : {severity}
      return {id, package: name, version, title, ...level, kind: 'vulnerability', counts: true}
    })
  })
  return {source: `catalogue of ${advisoriesKnownUntil}: wasmtime’s family only`, familyOnly: true, found}
}

function isRegistry(source: string | undefined): boolean {
  return source?.startsWith('registry+') === true || source?.startsWith('sparse+') === true
}
