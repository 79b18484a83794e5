import {isMap, isPair, isScalar, parseAllDocuments, type Scalar, visit, type YAMLMap} from 'yaml'
import type {Finding} from '../../domain/finding.ts'
import {imageStatement} from '../image-name.ts'
import {isRustKey, nameStatement, rustKind, rustNameOf, rustNumber} from '../rust-name.ts'
import {shellStatements, wasiTargets} from '../shell-text.ts'
import {type DetectorContext, findingsOf, NotParsedError, type SourceFile, type Statement} from '../source-file.ts'

/** GitHub workflows and actions: toolchain inputs and refs, variables, matrices, images, commands. */
export function detectWorkflow(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  if (!/rust|cargo|msrv|wasm/i.test(file.text)) return []
  const statements: Statement[] = []
  for (const document of parseAllDocuments(file.text)) {
    const error = document.errors[0]
    if (error !== undefined) throw new NotParsedError(error.message)
    visit(document, {
      Scalar(key, node, ancestors) {
        if (key !== 'key') statements.push(...scalarStatements(placed(file.text, node, ancestors), ctx))
      },
    })
  }
  return findingsOf(file, 'workflow', statements)
}

/** A scalar as it stands in the file (quotes and all), the keys that lead to it, and the action of its step. */
type Placed = {
  readonly raw: string
  readonly start: number
  readonly path: readonly string[]
  readonly uses: string
}

function placed(text: string, node: Scalar, ancestors: readonly unknown[]): Placed {
  const [start = 0, end = start] = node.range ?? []
  const path = ancestors.flatMap(node => (isPair(node) ? [isScalar(node.key) ? String(node.key.value) : ''] : []))
  const step = ancestors.findLast((node): node is YAMLMap => isMap(node) && node.has('uses'))
  return {raw: text.slice(start, end), start, path, uses: String(step?.get('uses') ?? '')}
}

function scalarStatements(scalar: Placed, ctx: DetectorContext): readonly Statement[] {
  const {path, raw, start} = scalar
  const [key = '', parent = ''] = path.toReversed()
  if (/^(run|script|command|args)$/.test(key)) return shellStatements(raw, start, ctx.isFamily)
  if (key === 'uses') return actionRef(scalar)
  if (key === 'image' || key === 'container') return image(scalar)
  if (key === 'name') return mentionedInName(scalar)
  const holder = holderOf(path, parent, key)
  const named = holder === undefined ? [] : names(scalar, holder)
  return [...named, ...conditions(scalar), ...(parent === 'with' ? shifted(wasiTargets(raw), start) : [])]
}

/** Which input, variable or matrix axis the value belongs to, and how that is called. */
function holderOf(path: readonly string[], parent: string, key: string): {name: string; why: string} | undefined {
  if (parent === 'with' && (isRustKey(key) || key === 'channel')) return {name: key, why: `input ${key} of a step`}
  if (parent === 'env' && isRustKey(key)) return {name: key, why: `variable ${key}`}
  const inputs = path.lastIndexOf('inputs')
  const input = path[inputs + 1]
  if (inputs >= 0 && input !== undefined && isRustKey(input) && /^(default|options)$/.test(key)) {
    return {name: input, why: `input ${input} when nothing is given`}
  }
  const axis = path.slice(path.lastIndexOf('matrix') + 1).find(name => isRustKey(name) || name === 'channel')
  if (path.includes('matrix') && axis !== undefined) return {name: axis, why: `build matrix, ${axis}`}
  return undefined
}

function names({raw, start, path, uses}: Placed, holder: {name: string; why: string}): readonly Statement[] {
  // `channel` belongs to Rust only where the action does.
  if (holder.name === 'channel' && !/rust/i.test(uses) && !path.includes('matrix')) return []
  const job = path[path.indexOf('jobs') + 1] ?? ''
  return [...raw.matchAll(/[^\s,"'[\]()]+/g)].flatMap(({0: word, index}) => {
    const name = rustNameOf(word)
    if (name === undefined) return []
    return [nameStatement(name, start + index, rustKind(holder.name, job), lossy(raw, name.value) ?? holder.why)]
  })
}

/** `RUST_VERSION: 1.90` without quotes is the number 1.9. */
function lossy(raw: string, value: string): string | undefined {
  if (raw !== value || !/^\d+\.\d*0$/.test(value)) return undefined
  return `unquoted: YAML reads the number ${Number(value)}`
}

function actionRef({raw, start}: Placed): readonly Statement[] {
  const match = /^["']?[\w./-]*(?:rust|toolchain)[\w./-]*@/.exec(raw)
  const name = match === null ? undefined : rustNameOf(raw.slice(match[0].length).replace(/["']$/, ''))
  return name === undefined
    ? []
    : [nameStatement(name, start + (match?.[0].length ?? 0), 'toolchain', 'ref of the action')]
}

function image({raw, start}: Placed): readonly Statement[] {
  const quote = /^["']/.test(raw) ? 1 : 0
  const statement = imageStatement(raw.slice(quote), start + quote)
  if (statement === undefined) return []
  return [raw.includes('@sha256:') ? {...statement, live: false, why: 'pinned by digest'} : statement]
}

/** Names of jobs and steps decide nothing, but read wrong afterwards. */
function mentionedInName({raw, start}: Placed): readonly Statement[] {
  return [...raw.matchAll(new RegExp(String.raw`\b(?:Rust|MSRV)[\s(:v]{1,3}(${rustNumber})(?![\w.]*\d)`, 'gi'))].map(
    match => {
      const value = match[1] ?? ''
      const at = start + match.index + match[0].length - value.length
      return {kind: 'toolchain', start: at, value, live: false, why: 'only a name'}
    },
  )
}

/** `if: matrix.rust == '1.75.0'` must go on meaning the same entry of the matrix. */
function conditions({raw, start}: Placed): readonly Statement[] {
  return [...raw.matchAll(condition)].flatMap(match => {
    const [whole, key = '', value = ''] = match
    if (!isRustKey(key)) return []
    const at = start + match.index + whole.length - value.length
    return [{kind: 'toolchain', start: at, value, live: true, why: 'condition on the build matrix'}]
  })
}

function shifted(statements: readonly Statement[], by: number): readonly Statement[] {
  return statements.map(statement => ({...statement, start: statement.start + by}))
}

const condition = new RegExp(String.raw`\b(?:matrix|env|inputs)\.([\w.-]+)\s*[=!]=\s*'(${rustNumber})(?=')`, 'g')
