import {major as majorOf} from 'semver'
import {advisories, advisoriesAffecting} from '../catalog/advisories.ts'
import {companionVersion, isFamily} from '../catalog/family.ts'
import type {Finding} from '../domain/finding.ts'
import type {Survey} from '../domain/survey.ts'
import type {TomlChange} from '../editors/edit-toml.ts'
import {vetWhy} from '../scan/detectors/audit-config.ts'
import {secondCopyMajors} from '../scan/second-copies.ts'
import type {TomlEntry} from '../scan/toml-entries.ts'

/** What is locked once the family is at the target: what the lockfiles say, or what they will say. */
export type Locked = {
  /** The versions of a crate. */
  versionsOf(crate: string): readonly string[]
  /** Whether a version of a crate is no more, or will be no more. */
  isGone(crate: string, version: string): boolean
}

/** What becomes of an entry of an audit tool: a change, or a line for people. */
export type AuditAnswer = {readonly change: TomlChange; readonly what: string} | {readonly note: string} | undefined

/** Before the lockfile is refreshed, the target stands for what it will hold. */
export function lockedAt({lockfiles, findings}: Survey, wasmtime: string): Locked {
  const all = lockfiles.flatMap(({packages}) => packages)
  const isRefreshed = all.some(({name, version}) => name === 'wasmtime' && version === wasmtime)
  const kept = secondCopyMajors(findings)
  const versionsOf = (crate: string) => {
    const own = isFamily(crate) ? wasmtime : companionVersion(crate, wasmtime)
    const locked = all.filter(({name}) => name === crate).map(({version}) => version)
    if (isRefreshed || own === undefined) return locked
    return [own, ...locked.filter(version => kept.has(majorOf(version)))]
  }
  return {versionsOf, isGone: (crate, version) => !versionsOf(crate).includes(version)}
}

/** Whether an entry may be taken out when the family is at the target, as far as the entry itself tells. */
export function isTidied({place, live, value, crate = '', why}: Finding, wasmtime: string): boolean {
  if (place !== 'audit-config' || !live || why === vetWhy) return false
  const own = isFamily(crate) ? wasmtime : companionVersion(crate, wasmtime)
  if (own === undefined) return false
  const advisory = advisoryOf(value)
  if (advisory !== undefined) return !isHit(advisory.id, crate, own)
  const version = exactVersion.exec(value)?.[1]
  return version !== undefined && version !== own
}

/** Judges one entry. What isn't tied to a version that goes stays. */
export function auditAnswer({value, crate = '', text}: Finding, {path}: TomlEntry, locked: Locked): AuditAnswer {
  const advisory = advisoryOf(value)
  if (advisory !== undefined) return ignoredAnswer(advisory.id, advisory.crate, value, path, locked)
  const version = exactVersion.exec(value)?.[1]
  if (path[0] === 'audits' || version === undefined || !locked.isGone(crate, version)) return undefined
  if (path[0] === 'exemptions') return exemption(crate, version, locked)
  if (path[0] !== 'bans' || !listsOfVersions.has(path[1] ?? '')) return {note: `${crate} ${value} is no more: ${text}`}
  return {change: {do: 'remove-item', at: path.slice(0, 3)}, what: `${crate} ${version} is no more`}
}

/** An advisory is ignored as long as some locked version is hit by it. */
function ignoredAnswer(id: string, crate: string, value: string, path: TomlEntry['path'], locked: Locked): AuditAnswer {
  const hit = locked.versionsOf(crate).find(version => isHit(id, crate, version))
  if (hit !== undefined) return {note: `${value} is still needed: it hits ${crate} ${hit}`}
  if (path[0] !== 'advisories' || path[1] !== 'ignore' || path.length > 4) return undefined
  return {change: {do: 'remove-item', at: path.slice(0, 3)}, what: `${value} hits no ${crate} any more`}
}

/** What cargo vet trusts is for people: they say that they looked at a version, or that they take it unseen. */
function exemption(crate: string, version: string, locked: Locked): AuditAnswer {
  const [now] = locked.versionsOf(crate)
  if (now === undefined) return {note: `exempts ${crate} ${version}, which is no more: cargo vet prune takes it out`}
  const judged = `cargo vet diff ${crate} ${version} ${now}, then cargo vet certify ${crate} ${version} ${now}`
  return {note: `exempts ${crate} ${version} only: ${judged}; or unseen, cargo vet add-exemption ${crate} ${now}`}
}

function advisoryOf(value: string): (typeof advisories)[number] | undefined {
  return advisories.find(({id, aliases}) => id === value || aliases.includes(value))
}

function isHit(id: string, crate: string, version: string): boolean {
  return advisoriesAffecting(version, new Set([crate])).some(one => one.id === id)
}

const exactVersion = /^=?(\d+\.\d+\.\d+\S*)$/
const listsOfVersions: ReadonlySet<string> = new Set(['skip', 'skip-tree'])
