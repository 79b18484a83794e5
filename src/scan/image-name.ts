import {rustNumber} from './rust-name.ts'
import type {Statement} from './source-file.ts'

/**
 * What a container image says about Rust: `rust:1.75-alpine`, `cargo-chef:latest-rust-1.75`. Takes the reference and
 * its offset in the file; undefined when it isn't an image of Rust or its tag is a variable.
 */
export function imageStatement(reference: string, base: number): Statement | undefined {
  const image = imageReference.exec(reference)
  const [, name = '', tag = ''] = image ?? []
  if (image === null || tag === '') return undefined
  const start = base + name.length + 1
  if (name.endsWith('cargo-chef')) return chefStatement(tag, start)
  if (/devcontainers\/rust$/.test(name)) return channelStatement(tag, start, /^latest$/)
  if (!/(^|\/)(rust|muslrust)$/.test(name)) return undefined
  const number = exactTag.exec(tag)?.[0]
  if (number !== undefined) return {kind: 'toolchain', start, value: number, live: true, why: 'image the build runs in'}
  if (/^1(?=$|-)/.test(tag)) {
    return {kind: 'toolchain', start, value: '1', live: false, why: 'takes the newest 1.x by itself'}
  }
  return channelStatement(tag, start, /^[a-z][\w-]*$/)
}

function chefStatement(tag: string, start: number): Statement | undefined {
  const match = chefTag.exec(tag)
  const value = match?.[2]
  if (match === null || value === undefined) return undefined
  return {kind: 'toolchain', start: start + (match[1]?.length ?? 0), value, live: true, why: 'image the build runs in'}
}

function channelStatement(tag: string, start: number, pattern: RegExp): Statement | undefined {
  if (!pattern.test(tag)) return undefined
  return {kind: 'toolchain', start, value: tag, live: true, why: 'follows a channel'}
}

const imageReference = /^([\w./-]+(?::\d+\/[\w./-]+)?):([\w][\w.-]*)/
const exactTag = new RegExp(`^${rustNumber}(?=$|-)`)
const chefTag = new RegExp(`^(.*rust-)(${rustNumber})(?=$|-)`)
