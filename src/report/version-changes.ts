import {compareRust, distinctRust, isRustVersion} from '../domain/rust-version.ts'
import type {ReportInput, VersionChange} from './report-input.ts'

/** Things that went from the same version to the same other one. `before` is null where it isn't known. */
export type MovedVersion = {readonly names: readonly string[]; readonly before: string | null; readonly after: string}

/**
 * What the upgrade changed in fact: crates of the family that moved alike are one entry, Rust comes last. A version whose step
 * was skipped, left out or taken back has not moved.
 */
export function movedVersions({versions, steps}: Pick<ReportInput, 'versions' | 'steps'>): readonly MovedVersion[] {
  const isDone = (id: string) =>
    steps.some(step => step.id === id && ['accepted', 'verified', 'running'].includes(step.status))
  const moved = versions.filter(({name}) => isDone(name === rust ? 'raise-rust' : 'raise-family')).flatMap(isMoved)
  const groups = new Map<string, MovedVersion>()
  for (const {name, before, after} of moved) {
    const key = name === rust ? rust : `${before} ${after}`
    groups.set(key, {names: [...(groups.get(key)?.names ?? []), name], before, after})
  }
  return [...groups.values()].toSorted((a, b) => Number(a.names[0] === rust) - Number(b.names[0] === rust))
}

/** `wasmtime from 25.0.3 to 36.0.14`; without the old version where there is none or there were several. */
export function movedPhrase({before, after}: MovedVersion, name: string, isLong = true): string {
  const isOne = before !== null && !before.includes(',')
  return isLong && isOne ? `${name} from ${before} to ${after}` : `${name} to ${after}`
}

/** How a group is called in a sentence: wasmtime stands for its family. */
export function nameOf({names}: MovedVersion): string {
  return names.includes('wasmtime') ? 'wasmtime' : (names[0] ?? '')
}

type Moved = {readonly name: string; readonly before: string | null; readonly after: string}

function isMoved({name, before, after}: VersionChange): readonly Moved[] {
  if (after === null || before === after || (name === rust && before === null)) return []
  return [{name, before: name === rust ? lowerRust(before ?? '', after) : before, after}]
}

/** The versions that were raised, in one spelling each; several are told apart by commas. */
function lowerRust(stated: string, after: string): string {
  const lower = stated.split(', ').filter(one => isRustVersion(one) && compareRust(one, after) < 0)
  return distinctRust(lower).join(', ')
}

const rust = 'Rust'
