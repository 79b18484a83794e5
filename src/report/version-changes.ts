import {compareRust, distinctRust, isRustVersion} from '../domain/rust-version.ts'
import type {Raised} from '../steps/changelog-items.ts'
import {groupRaised} from '../steps/group-raised.ts'
import type {ReportInput} from './report-input.ts'

/**
 * What the upgrade changed in fact: crates of the family that moved alike are one entry, Rust comes last. A version whose step
 * was skipped, left out or taken back has not moved.
 */
export function movedVersions({versions, steps}: Pick<ReportInput, 'versions' | 'steps'>): readonly Raised[] {
  const isDone = (id: string) =>
    steps.some(step => step.id === id && ['accepted', 'verified', 'running'].includes(step.status))
  const family = versions
    .filter(({name}) => name !== rust)
    .flatMap(({name, before, after}) => (after === null ? [] : [{name, versions: before?.split(', ') ?? [], after}]))
  const stated = versions.filter(({name}) => name === rust)
  return [
    ...(isDone('raise-family') ? groupRaised(family) : []),
    ...(isDone('raise-rust') ? stated.flatMap(({before, after}) => raisedRust(before ?? '', after)) : []),
  ]
}

/** `wasmtime from 25.0.3 to 36.0.14`; without the old version where there is none or there were several. */
export function movedPhrase({before, after}: Raised, name: string, isLong = true): string {
  const isOne = before !== null && !before.includes(',')
  return isLong && isOne ? `${name} from ${before} to ${after}` : `${name} to ${after}`
}

/** How a group is called in a sentence: wasmtime stands for its family. */
export function nameOf({names}: Raised): string {
  return names.includes('wasmtime') ? 'wasmtime' : (names[0] ?? '')
}

/** The versions that were raised, in one spelling each; several are told apart by commas. */
function raisedRust(stated: string, after: string | null): readonly Raised[] {
  if (after === null) return []
  const lower = stated.split(', ').filter(one => isRustVersion(one) && compareRust(one, after) < 0)
  return lower.length === 0 ? [] : [{names: [rust], before: distinctRust(lower).join(', '), after}]
}

const rust = 'Rust'
