import type {Node} from '../../rust-source/rust-parser.ts'
import {type BindgenEntry, bindgenEntries, stringsIn} from './bindgen-body.ts'

/** The lists that `imports` and `exports` of `bindgen!` become, such as `{ default: async }`; undefined: none is needed. */
export type FunctionFlags = {readonly imports: string | undefined; readonly exports: string | undefined}

/** Flags of the functions that have a rule of their own, by their full name in WIT, and of all others. */
type Flags = {readonly named: readonly string[]; readonly all: readonly string[]}

/**
 * What the options of before 36 say as flags of functions; a text says why they can't be told: names without their
 * interface are found in WIT only.
 */
export function flagsOf(entries: readonly BindgenEntry[], to: number): FunctionFlags | string {
  const given = (name: string) => entries.find(({key}) => key.text === name)?.value[0]
  const isOn = (name: string) => given(name)?.text === 'true'
  if (isOn('concurrent_imports') || isOn('concurrent_exports')) return 'concurrent functions have no flag of their own'
  const trappable = readTrappable(given('trappable_imports'))
  const async = readAsync(given('async'), to)
  if (trappable === undefined) return 'which interface the trappable functions belong to stands in WIT only'
  if (async === undefined) return 'which interface the async functions belong to stands in WIT only'
  const tracing = isOn('tracing') ? ['tracing', ...(isOn('verbose_tracing') ? ['verbose_tracing'] : [])] : []
  const imports = withExisting(
    {named: async.only, all: [...async.imports, ...tracing, ...trappable]},
    given('imports'),
    [...tracing, ...trappable],
  )
  const exports = withExisting({named: [], all: [...async.exports, ...tracing]}, given('exports'), tracing)
  if (imports === undefined || exports === undefined) return 'its imports or exports have rules for functions already'
  return {imports, exports: exports === '' ? undefined : exports, ...(imports === '' && {imports: undefined})}
}

/** The list in braces; empty when no flag is set, undefined when a list that is there already can't be read. */
function withExisting({named, all}: Flags, existing: Node | undefined, others: readonly string[]): string | undefined {
  const before = existing === undefined ? [] : defaultOf(existing)
  if (before === undefined) return undefined
  const flags = [...all, ...before.filter(flag => !all.includes(flag))]
  const rules = named.map(name => `"${name}": ${['async', ...others].join(' | ')}`)
  const list = [...rules, ...(flags.length === 0 ? [] : [`default: ${flags.join(' | ')}`])]
  return list.length === 0 ? '' : `{ ${list.join(', ')} }`
}

/** The flags of `{ default: a | b }`; undefined when there is more than that. */
function defaultOf(list: Node): readonly string[] | undefined {
  const entries = bindgenEntries(list)
  const [only] = entries ?? []
  if (entries === undefined || entries.length > 1 || (only && only.key.text !== 'default')) return undefined
  return only?.value.flatMap(({type, text}) => (type === '|' ? [] : [text])) ?? []
}

function readTrappable(value: Node | undefined): readonly string[] | undefined {
  if (value === undefined || value.text === 'false') return []
  if (value.text === 'true') return ['trappable']
  return stringsIn(value)?.length === 0 ? [] : undefined
}

type Async = {
  readonly imports: readonly string[]
  readonly only: readonly string[]
  readonly exports: readonly string[]
}

function readAsync(value: Node | undefined, to: number): Async | undefined {
  if (value === undefined || value.text === 'false') return {imports: [], only: [], exports: []}
  if (value.text === 'true') return {imports: ['async'], only: [], exports: ['async']}
  const [entry, ...more] = bindgenEntries(value) ?? []
  const names = entry?.value[0] && stringsIn(entry.value[0])
  if (entry === undefined || names === undefined || more.length > 0) return undefined
  if (entry.key.text === 'except_imports')
    return names.length === 0 ? {imports: ['async'], only: [], exports: ['async']} : undefined
  if (entry.key.text !== 'only_imports' || !names.every(name => name.includes('#'))) return undefined
  return {imports: [], only: names.map(name => name.replace('#', memberSeparator(to))), exports: ['async']}
}

/** Between an interface and its member: `wasi:io/poll/poll` up to 38, `wasi:io/poll.poll` from 39 on. */
export function memberSeparator(major: number): string {
  return major < 39 ? '/' : '.'
}
