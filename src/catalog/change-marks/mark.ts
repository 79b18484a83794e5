/**
 * What to look for when a breaking change is looked for: names by their full path, calls by the type they are made on.
 * In a path, `**` stands for any modules in between (also none).
 */
export type RustMark =
  /** The path stands there, spelled out or through an import. `written`: only where it is spelled out, as for a move. */
  | {readonly on: 'name'; readonly paths: readonly string[]; readonly written?: true}
  /** Every name directly below `from` that a major took away. `to`: only those it brought back below there. */
  | {readonly on: 'moved'; readonly from: string; readonly to?: string}
  | ({readonly on: 'call'; readonly types: readonly string[]; readonly names: readonly string[]} & CallShape)
  /** `impl Trait for …`; with `functions`, these functions in it. */
  | {readonly on: 'impl'; readonly traits: readonly string[]; readonly functions?: readonly string[]}
  /** A variant of the enum in a `match` that has no arm for the rest. */
  | {readonly on: 'match'; readonly paths: readonly string[]}
  /** A key of `bindgen!`, or a word inside of it. `value`: what must follow the key. */
  | {readonly on: 'bindgen'; readonly keys: readonly string[]; readonly value?: RegExp; readonly deep?: true}
  /** A name in code that `bindgen!` generated: nothing tells its path, so it must be one of the own package. */
  | {readonly on: 'generated'; readonly names: readonly string[]; readonly arguments?: readonly number[]}
  /** A shape that has to be worked out; `words` are what starts the look. */
  | {readonly on: 'shape'; readonly shape: ShapeName; readonly words: readonly string[]}

export type CallShape = {
  /** No other API has a method of this name: it counts where the type of the receiver can't be told. */
  readonly distinct?: true
  /** How many arguments the old form has. */
  readonly arguments?: readonly number[]
  /** What the first argument looks like. */
  readonly first?: RegExp
  /** Only as a method, or only as a path. */
  readonly form?: 'method' | 'path'
}

export type ShapeName =
  | 'anyhow-context'
  | 'anyhow-downcast'
  | 'anyhow-macro'
  | 'anyhow-returned'
  | 'async-trait'
  | 'generic-data'
  | 'generic-linker'
  | 'globs-of-both'
  | 'indices-new'
  | 'interface-key'
  | 'not-send'
  | 'not-trappable'
  | 'request-id'
  | 'resource-drop'
  | 'result-unused'
  | 'tuple-of-instantiate'
  | 'turbofish'
  | 'unsafe-raw'
  | 'word'

/** What to look for in manifests and other TOML, and in WIT. */
export type FileMark =
  | {readonly on: 'dependency'; readonly crates: readonly string[]; readonly version?: RegExp}
  | {readonly on: 'feature'; readonly crate: string; readonly features: readonly string[]}
  /** `default-features = false` without any of these; with `has`, only where that one is listed. */
  | {readonly on: 'bare'; readonly crate: string; readonly lacks: readonly string[]; readonly has?: string}
  | {readonly on: 'text'; readonly files: RegExp; readonly pattern: RegExp; readonly value: RegExp}

/** `sure: false`: the place is worth a look, but whether it breaks can't be told from the text. */
export type Mark = (RustMark | FileMark) & {readonly sure?: false}

export function named(...paths: readonly string[]): Mark {
  return {on: 'name', paths}
}

export function written(...paths: readonly string[]): Mark {
  return {on: 'name', paths, written: true}
}

/** Calls of methods or associated functions: `type` may be several, separated by `|`. */
export function called(type: string, names: string, shape: CallShape = {}): Mark {
  return {on: 'call', types: type.split('|'), names: names.split(' '), ...shape}
}

/** The same for names that nothing else has. */
export function calledUniquely(type: string, names: string, shape: CallShape = {}): Mark {
  return called(type, names, {...shape, distinct: true})
}

export function implemented(traits: string, ...functions: readonly string[]): Mark {
  return {on: 'impl', traits: traits.split('|'), ...(functions.length === 0 ? {} : {functions})}
}

export function matched(...paths: readonly string[]): Mark {
  return {on: 'match', paths}
}

export function bindgenKey(keys: string, value?: RegExp): Mark {
  return {on: 'bindgen', keys: keys.split(' '), ...(value === undefined ? {} : {value})}
}

export function generated(names: string, ...counts: readonly number[]): Mark {
  return {on: 'generated', names: names.split(' '), ...(counts.length === 0 ? {} : {arguments: counts})}
}

export function shaped(shape: ShapeName, words: string): Mark {
  return {on: 'shape', shape, words: words.split(' ')}
}

export function dependsOn(...crates: readonly string[]): Mark {
  return {on: 'dependency', crates}
}

export function withFeature(crate: string, ...features: readonly string[]): Mark {
  return {on: 'feature', crate, features}
}

export function withoutDefaults(crate: string, ...lacks: readonly string[]): Mark {
  return {on: 'bare', crate, lacks}
}

/** The mark as a hint: shown as worth a look, not counted. */
export function hint(mark: Mark): Mark {
  return {...mark, sure: false}
}
