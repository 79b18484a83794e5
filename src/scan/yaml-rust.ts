import {imageStatement} from './image-name.ts'
import {nameStatement, rustKind, rustNameOf} from './rust-name.ts'
import type {Statement} from './source-file.ts'
import type {PlacedScalar} from './yaml-scalars.ts'

/** What a value belongs to: an input, a variable, a matrix axis; `axis` where several values stand side by side. */
export type Holder = {readonly name: string; readonly why: string; readonly axis?: string}

/** Every Rust that a scalar names, one or a list in a string. `job` says more about what it is for. */
export function rustNames({raw, start}: PlacedScalar, {name: key, why, axis}: Holder, job = ''): readonly Statement[] {
  return [...raw.matchAll(/[^\s,"'[\]()]+/g)].flatMap(({0: word, index}) => {
    const name = rustNameOf(word)
    if (name === undefined) return []
    const statement = nameStatement(name, start + index, rustKind(key, job), lossy(raw, name.value) ?? why)
    return [axis === undefined ? statement : {...statement, axis}]
  })
}

/** `RUST_VERSION: 1.90` without quotes is the number 1.9. */
function lossy(raw: string, value: string): string | undefined {
  if (raw !== value || !/^\d+\.\d*0$/.test(value)) return undefined
  return `unquoted: YAML reads the number ${Number(value)}`
}

/** The image that a scalar names. One that is pinned by its digest stays what it is, whatever its tag says. */
export function imageOf({raw, start}: PlacedScalar): readonly Statement[] {
  const quote = /^["']/.test(raw) ? 1 : 0
  const statement = imageStatement(raw.slice(quote), start + quote)
  if (statement === undefined) return []
  return [raw.includes('@sha256:') ? {...statement, live: false, why: 'pinned by digest'} : statement]
}
