import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Statement} from './source-file.ts'

/**
 * Names of wasm targets in any text. The one that Rust removed is live wherever it stands, in paths too: a build for its
 * new name puts its files elsewhere. One that Rust still has decides where it is asked for, and follows in a path.
 */
export function wasmTargets(text: string, base = 0): readonly Statement[] {
  return [...text.matchAll(targetName)].map(({0: value, index}) => {
    const isOld = value === wasiTargetRename.old
    const isInPath = text[index - 1] === '/' || text[index + value.length] === '/'
    return {
      kind: 'wasm-target',
      start: base + index,
      value,
      live: isOld || !isInPath,
      why: isOld ? removed : whyOf(isInPath),
    }
  })
}

function whyOf(isInPath: boolean): string {
  return isInPath ? 'where a build for this target puts its files' : 'target that is built for'
}

const removed = 'target name that Rust 1.84 removed'
// Before it a hyphen belongs to a longer name, but not the one of `${TARGET:-wasm32-wasi}`.
const targetName =
  /(?<!\w|(?<!:)-)wasm(?:32-(?:wasi(?:p1-threads|p[123])?|unknown-(?:unknown|emscripten))|32v1-none|64-unknown-unknown)(?![\w-])/g
