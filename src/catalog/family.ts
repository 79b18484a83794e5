import {major as majorOf, minor as minorOf, patch as patchOf} from 'semver'
import data from './data/family.json' with {type: 'json'}

/** What became of a crate: its new name, and the feature to switch on where it was merged into another crate. */
export type Successor = {readonly crate: string; readonly feature: string | null}

/** Whether a crate carries wasmtime's own version number and has to move together with it, in any known major. */
export function isFamily(crate: string): boolean {
  return family.has(crate)
}

/** Whether a crate is published beside wasmtime with a number derived from wasmtime's: the cranelift crates. */
export function isCompanion(crate: string): boolean {
  return companions.has(crate)
}

/** Whether a family crate or a companion is published for a major: some come later, some end, some are renamed. */
export function isPublishedFor(crate: string, major: number): boolean {
  return data.crates.some(row => row.crate === crate && row.from <= major && major <= row.to)
}

/** The version of a companion that belongs to a wasmtime version: 36.0.14 has cranelift 0.123.14. */
export function companionVersion(crate: string, wasmtime: string): string | undefined {
  if (!isCompanion(crate) || !isPublishedFor(crate, majorOf(wasmtime)) || minorOf(wasmtime) !== 0) return undefined
  return `0.${majorOf(wasmtime) + data.companionOffset}.${patchOf(wasmtime)}`
}

/** The crate that took over when this one was renamed or merged, up to a major; undefined when it is still itself. */
export function successorOf(crate: string, major: number): Successor | undefined {
  const rename = data.renames.find(row => row.from === crate && row.at <= major)
  if (rename === undefined) return undefined
  return successorOf(rename.to, major) ?? {crate: rename.to, feature: rename.feature}
}

const family = new Set(data.crates.filter(row => row.kind === 'family').map(row => row.crate))
const companions = new Set(data.crates.filter(row => row.kind === 'companion').map(row => row.crate))
