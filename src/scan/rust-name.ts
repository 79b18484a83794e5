import type {FindingKind} from '../domain/finding.ts'
import type {Statement} from './source-file.ts'

/** A Rust release as people write it: `1.75`, `1.75.0`. One-digit minors are left to other programs' versions. */
export const rustNumber = String.raw`1\.\d{2,3}(?:\.\d{1,2})?`
/** A channel that moves on by itself, dated nightlies included. */
export const rustChannel = String.raw`(?:stable|beta|nightly)(?:-\d{4}-\d{2}-\d{2})?`
/** Names of variables, inputs and matrix axes that hold a Rust version. */
export const rustKey = /rust|toolchain|msrv/i
/** … and of those that only sound so. */
const otherKey =
  /log|flags|backtrace|cache|fmt|clippy|target|profile|components?|analyzer|audit|wasm_?pack|bindgen|path|home/i

/** What a place says about Rust, before its offset in the file is known. */
export type RustName = {readonly offset: number; readonly value: string; readonly isChannel: boolean}

/** The toolchain name a text consists of (a host triple may follow); undefined when it is anything else. */
export function rustNameOf(text: string): RustName | undefined {
  const match = wholeName.exec(text)
  const value = match?.[2]
  if (match === null || value === undefined) return undefined
  return {offset: match[1]?.length ?? 0, value, isChannel: !/^\d/.test(value)}
}

/** Whether a variable, input or matrix axis of this name holds a Rust version. */
export function isRustKey(name: string): boolean {
  return rustKey.test(name) && !otherKey.test(name)
}

/** The least supported Rust has a kind of its own: raising it is a promise to users, not a build setting. */
export function rustKind(...names: readonly string[]): FindingKind {
  return names.some(name => /msrv|minimum|min[-_]?rust|rust[-_]?min/i.test(name)) ? 'msrv' : 'toolchain'
}

/** The statement for a name found at `base`. Channels decide, but nobody raises them. */
export function nameStatement(name: RustName, base: number, kind: FindingKind, why: string): Statement {
  const start = base + name.offset
  if (name.isChannel) return {kind: 'toolchain', start, value: name.value, live: true, why: 'follows a channel'}
  return {kind, start, value: name.value, live: true, why}
}

const wholeName = new RegExp(String.raw`^(\s*["']?)(${rustNumber}|${rustChannel})(?:-[A-Za-z][\w.-]*)?["']?\s*$`)
