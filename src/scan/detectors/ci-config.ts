import type {Finding} from '../../domain/finding.ts'
import {isRustKey} from '../rust-name.ts'
import {shellStatements} from '../shell-text.ts'
import {
  type DetectorContext,
  findingsOf,
  NotParsedError,
  type SourceFile,
  type Statement,
  unheard,
} from '../source-file.ts'
import {imageOf, rustNames} from '../yaml-rust.ts'
import {type PlacedScalar, yamlScalars} from '../yaml-scalars.ts'

/** CI and containers described in YAML elsewhere than at GitHub: images, variables, lists of Rust versions, commands. */
export function detectCiConfig(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const {scalars, fault} = yamlScalars(file.text)
  const statements = scalars.flatMap(scalar => scalarStatements(scalar, ctx))
  const findings = findingsOf(file, 'ci-config', statements)
  if (fault !== undefined) throw new NotParsedError(fault, unheard(findings))
  return findings
}

function scalarStatements(scalar: PlacedScalar, ctx: DetectorContext): readonly Statement[] {
  const {path, raw, start, label} = scalar
  const [key = '', parent = ''] = path.toReversed()
  if (key === 'image' || (key === 'name' && parent === 'image')) return imageOf(scalar)
  if (/^(display_?)?name$/i.test(key)) return []
  // Some write the name beside the value: `- name: RUST_VERSION` and `value: 1.75`.
  const name = key === 'value' ? label : key
  if (!isRustKey(name)) return shellStatements(raw, start, ctx.isFamily)
  const isAxis = name === 'rust' || path.includes('matrix')
  const job = path.find(part => /msrv|minimum/i.test(part)) ?? ''
  return rustNames(scalar, {name, why: `variable ${name}`, ...(isAxis ? {axis: path.join('.')} : {})}, job)
}
