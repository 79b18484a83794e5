import {wasiTargetRename} from '../../catalog/rust-facts.ts'
import type {Finding} from '../../domain/finding.ts'
import {familyProse} from '../family-text.ts'
import {rustNumber} from '../rust-name.ts'
import {type DetectorContext, findingsOf, lineAt, type SourceFile, type Statement} from '../source-file.ts'
import {wasmTargets} from '../wasm-targets.ts'

/**
 * Rust sources: the least Rust that clippy may assume, names of wasm targets in strings and paths, and comments that speak
 * of a wasmtime version. Versions of Rust in comments are history more often than not, so they aren't looked for.
 */
export function detectRustSource(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const {text} = file
  const comments = familyProse(text, ctx.isFamily, 'a comment').filter(({start}) => isComment(lineAt(text, start)))
  const targets = wasmTargets(text).map(target => inSource(target, lineAt(text, target.start)))
  return findingsOf(file, 'rust-source', [...clippyMsrv(text), ...targets, ...comments])
}

/** `#![clippy::msrv = "1.70"]` wins over the file that clippy is configured by. */
function clippyMsrv(text: string): readonly Statement[] {
  return [...text.matchAll(msrvAttribute)].map(({0: whole, 1: value = '', index}) => {
    const start = index + whole.length - value.length
    return {kind: 'msrv', start, value, live: true, why: 'least Rust that lints assume'}
  })
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\/?\*)/.test(line)
}

/** Sources only speak of a target, in messages and paths; a name that is gone makes them say what doesn't work. */
function inSource(target: Statement, line: string): Statement {
  if (isComment(line)) return {...target, live: false, why: 'a comment'}
  return target.value === wasiTargetRename.old ? target : {...target, live: false, why: 'text in a program'}
}

const msrvAttribute = new RegExp(String.raw`#!?\[\s*clippy::msrv\s*=\s*"(${rustNumber})(?=")`, 'g')
