import {type CargoConfig, stated, statedText} from './cargo-config.ts'

/** A program that cargo runs in place of the compiler, to take results from a cache. */
export type CompileCache = {
  /** As it is stated: a name, or a path. */
  readonly program: string
  /** `sccache`, `cachepot` or `ccache`. */
  readonly name: string
  /** The variable or the file that states it. */
  readonly statedIn: string
  /** What the compiler builds incrementally, these caches leave alone. Undefined where nothing is said: cargo's dev profile does. */
  readonly isIncremental: boolean | undefined
}

/** The compile cache that cargo would use with this configuration; undefined without one, and for wrappers of other kinds. */
export function compileCacheIn(config: CargoConfig): CompileCache | undefined {
  const wrapper = wrapperIn(config)
  const name = wrapper === undefined ? undefined : nameOf(wrapper.value)
  if (wrapper === undefined || name === undefined) return undefined
  return {program: wrapper.value, name, statedIn: wrapper.in, isIncremental: incrementalIn(config)}
}

/** Cargo's own variable wins over its configuration, and an empty one over everything. */
function wrapperIn(config: CargoConfig): {readonly value: string; readonly in: string} | undefined {
  const name = 'RUSTC_WRAPPER'
  const set = config.variables[name]
  const found = set === undefined ? statedText(config, ['build', 'rustc-wrapper']) : {value: set, in: name}
  return found?.value === '' ? undefined : found
}

function nameOf(program: string): string | undefined {
  return /(?:^|[\\/])(sccache|cachepot|ccache)(?:\.exe)?$/i.exec(program)?.[1]?.toLowerCase()
}

function incrementalIn(config: CargoConfig): boolean | undefined {
  const set = config.variables.CARGO_INCREMENTAL ?? stated(config, ['build', 'incremental'])?.value
  if (set === undefined) return undefined
  return ['1', 'true'].includes(String(set))
}
