import data from './data/family.json' with {type: 'json'}

/**
 * The number that all crates of wasm-tools share (0.217 and 1.217 and 217) in the release that a major of wasmtime is made
 * with; undefined for a major that isn't known.
 */
export function toolsOf(major: number): number | undefined {
  const row = data.tools.find(one => one.major === major)
  return row === undefined ? undefined : Number(row.wasmparser.split('.')[1])
}

/** The shared number of a version of a wasm-tools crate: its first that isn't 0 or 1. */
export function toolsNumber(crate: string, version: string): number | undefined {
  if (!tools.has(crate)) return undefined
  const [first, second] = version.split('.').map(Number)
  return first === undefined || first > 1 ? first : second
}

const tools = new Set([
  'wasm-compose',
  'wasm-encoder',
  'wasm-wave',
  'wasmparser',
  'wasmprinter',
  'wast',
  'wat',
  'wit-component',
  'wit-parser',
])
