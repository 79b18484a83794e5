import type {Finding} from '../../domain/finding.ts'
import {isRustVersion} from '../../domain/rust-version.ts'
import {familyProse} from '../family-text.ts'
import {matrixCondition, matrixExtra} from '../on-purpose.ts'
import {isRustKey, nameStatement, rustKind, rustNameOf, rustNumber} from '../rust-name.ts'
import {shellStatements} from '../shell-text.ts'
import {
  type DetectorContext,
  findingsOf,
  NotParsedError,
  type SourceFile,
  type Statement,
  unheard,
} from '../source-file.ts'
import {wasmTargets} from '../wasm-targets.ts'
import {type Holder, imageOf, rustNames} from '../yaml-rust.ts'
import {type PlacedScalar, yamlScalars} from '../yaml-scalars.ts'

/** GitHub workflows and actions: toolchain inputs and refs, variables, matrices, images, cache keys, commands. */
export function detectWorkflow(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const {scalars, fault} = yamlScalars(file.text)
  const statements = scalars.flatMap(scalar => scalarStatements(scalar, ctx).map(statement => inJob(statement, scalar)))
  const findings = findingsOf(file, 'workflow', statements)
  if (fault !== undefined) throw new NotParsedError(fault, unheard(findings))
  return findings
}

/** Whatever names a Rust in a job that checks the least one (`msrv:`), names the least one. */
function inJob(statement: Statement, {path}: PlacedScalar): Statement {
  const job = path.includes('jobs') ? (path[path.indexOf('jobs') + 1] ?? '') : ''
  const isRelease = statement.kind === 'toolchain' && isRustVersion(statement.value)
  return isRelease && statement.live ? {...statement, kind: rustKind(job)} : statement
}

function scalarStatements(scalar: PlacedScalar, ctx: DetectorContext): readonly Statement[] {
  const {path, raw, start} = scalar
  const [key = '', parent = ''] = path.toReversed()
  if (/^(run|script|command|args)$/.test(key)) return shellStatements(raw, start, ctx.isFamily)
  if (key === 'uses') return actionRef(scalar)
  if (key === 'image' || key === 'container') return imageOf(scalar)
  if (key === 'name') return mentionedInName(scalar)
  const holder = holderOf(path, parent, key)
  const named = holder === undefined ? [] : namesOf(scalar, holder)
  const inKey = parent === 'with' && /(^|-)keys?$/.test(key) ? cacheKeys(scalar) : []
  return [...named, ...inKey, ...conditions(scalar), ...programVersion(scalar), ...proseOf(scalar, ctx)]
}

/** Which input, variable or matrix axis the value belongs to, and how that is called. */
function holderOf(path: readonly string[], parent: string, key: string): Holder | undefined {
  if (parent === 'with' && (isRustKey(key) || key === 'channel')) return {name: key, why: `input ${key} of a step`}
  if (parent === 'env' && isRustKey(key)) return {name: key, why: `variable ${key}`}
  const inputs = path.lastIndexOf('inputs')
  const input = path[inputs + 1]
  if (inputs >= 0 && input !== undefined && isRustKey(input) && /^(default|options)$/.test(key)) {
    return {name: input, why: `input ${input} when nothing is given`}
  }
  const axis = path.slice(path.lastIndexOf('matrix') + 1).find(name => isRustKey(name) || name === 'channel')
  if (!path.includes('matrix') || axis === undefined) return undefined
  const isExtra = path.includes('include') || path.includes('exclude')
  return isExtra ? {name: axis, why: matrixExtra} : {name: axis, why: `build matrix, ${axis}`, axis: path.join('.')}
}

/** Every Rust that such a value names. */
function namesOf(scalar: PlacedScalar, holder: Holder): readonly Statement[] {
  const {path, uses} = scalar
  // `channel` belongs to Rust only where the action does.
  if (holder.name === 'channel' && !/rust/i.test(uses) && !path.includes('matrix')) return []
  const named = rustNames(scalar, holder)
  return holder.why === matrixExtra ? named.map(statement => ({...statement, why: matrixExtra})) : named
}

function actionRef({raw, start}: PlacedScalar): readonly Statement[] {
  const match = /^["']?[\w./-]*(?:rust|toolchain)[\w./-]*@/.exec(raw)
  const name = match === null ? undefined : rustNameOf(raw.slice(match[0].length).replace(/["']$/, ''))
  return name === undefined
    ? []
    : [nameStatement(name, start + (match?.[0].length ?? 0), 'toolchain', 'ref of the action')]
}

/** A cache is found again by its key: one that names the Rust goes with it. */
function cacheKeys({raw, start}: PlacedScalar): readonly Statement[] {
  return [...raw.matchAll(cacheKey)].map(({0: whole, 1: value = '', index}) => {
    const at = start + index + whole.length - value.length
    return {kind: 'toolchain', start: at, value, live: true, why: 'key of a cache'}
  })
}

/** Which wasmtime program CI installs; the crate is another matter. */
function programVersion({raw, start, path, uses}: PlacedScalar): readonly Statement[] {
  const key = path.at(-1) ?? ''
  if (!/wasmtime.*version/i.test(key) && !(key === 'version' && /wasmtime/i.test(uses))) return []
  const [, before = '', value] = /^(["']?v?)(\d{1,3}(?:\.\d+){0,2})["']?$/.exec(raw) ?? []
  if (value === undefined) return []
  const why = 'names a program, not the crate'
  return [{kind: 'crate-version', start: start + before.length, value, live: false, why, crate: 'wasmtime'}]
}

/** What else a text names: targets, and a wasmtime in the notes of a release. */
function proseOf({raw, start}: PlacedScalar, ctx: DetectorContext): readonly Statement[] {
  const family = familyProse(raw, ctx.isFamily, 'prose').map(statement => ({
    ...statement,
    start: start + statement.start,
  }))
  return [...wasmTargets(raw, start), ...family]
}

/** Names of jobs and steps decide nothing, but read wrong afterwards. */
function mentionedInName({raw, start}: PlacedScalar): readonly Statement[] {
  return [...raw.matchAll(new RegExp(String.raw`\b(?:Rust|MSRV)[\s(:v]{1,3}(${rustNumber})(?![\w.]*\d)`, 'gi'))].map(
    match => {
      const value = match[1] ?? ''
      const at = start + match.index + match[0].length - value.length
      return {kind: 'toolchain', start: at, value, live: false, why: 'only a name'}
    },
  )
}

/** `if: matrix.rust == '1.75.0'` must go on meaning the same entry of the matrix. */
function conditions({raw, start}: PlacedScalar): readonly Statement[] {
  return [...raw.matchAll(condition)].flatMap(match => {
    const [whole, key = '', value = ''] = match
    if (!isRustKey(key)) return []
    const at = start + match.index + whole.length - value.length
    return [{kind: 'toolchain', start: at, value, live: true, why: matrixCondition}]
  })
}

const condition = new RegExp(String.raw`\b(?:matrix|env|inputs)\.([\w.-]+)\s*[=!]=\s*'(${rustNumber})(?=')`, 'g')
const cacheKey = new RegExp(String.raw`rust(?:c|-version|-toolchain)?[-_]?v?(${rustNumber})(?![\w.]*\d)`, 'gi')
