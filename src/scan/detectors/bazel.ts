import type {Finding} from '../../domain/finding.ts'
import {rustNumber} from '../rust-name.ts'
import {type DetectorContext, findingsOf, lineAt, type SourceFile, type Statement} from '../source-file.ts'

/** Bazel: `rust.toolchain(versions = ["1.75.0"])`, `rust_register_toolchains(…)`, `crate.spec(package = "wasmtime", …)`. */
export function detectBazel(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const statements = [...file.text.matchAll(call)].flatMap(match => {
    const [whole, name = '', body = ''] = match
    const base = match.index + whole.length - body.length
    return name.endsWith('.spec') ? crateSpec(body, base, ctx) : toolchain(body, base)
  })
  return findingsOf(
    file,
    'bazel',
    statements.filter(({start}) => !/^\s*#/.test(lineAt(file.text, start))),
  )
}

function toolchain(body: string, base: number): readonly Statement[] {
  const edition = [...body.matchAll(/\bedition\s*=\s*"(20\d\d)(?=")/g)].map(match =>
    stated('edition', match, base, 'edition of Bazel targets'),
  )
  const versions = [...body.matchAll(versionList)].flatMap(list => {
    const [whole, items = ''] = list
    const at = base + list.index + whole.length - items.length
    return [...items.matchAll(new RegExp(`"(${rustNumber})(?=")`, 'g'))].map(match =>
      stated('toolchain', match, at, 'toolchain Bazel builds with'),
    )
  })
  return [...versions, ...edition]
}

function crateSpec(body: string, base: number, ctx: DetectorContext): readonly Statement[] {
  const crate = /\bpackage\s*=\s*"([\w-]+)"/.exec(body)?.[1] ?? ''
  const version = /\bversion\s*=\s*"([^"\n]{1,60})(?=")/.exec(body)
  if (version === null || !ctx.isFamily(crate)) return []
  return [{...stated('crate-version', version, base, 'requirement Bazel reads; raised by hand'), crate}]
}

function stated(kind: Statement['kind'], match: RegExpExecArray, base: number, why: string): Statement {
  const [whole, value = ''] = match
  return {kind, start: base + match.index + whole.length - value.length, value, live: true, why}
}

const call = /\b(rust_register_toolchains|rust_repositories|rust\.toolchain|crate\.spec)\s*\(([^()]{0,4000})/g
const versionList = /\bversions?\s*=\s*(\[[^\]]{0,500}|"[^"\n]{0,50}")/g
