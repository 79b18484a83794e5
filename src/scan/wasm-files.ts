import type {Tree} from '../domain/ports.ts'
import {isVendored} from './not-ours.ts'
import {precompiledBy} from './precompiled.ts'

/** A wasm file that the repository keeps. */
export type WasmFile = {
  readonly path: string
  readonly sizeBytes: number
  /** The wasmtime that precompiled it, where its file says so: no other runs it. */
  readonly precompiledBy?: string
}

/** The wasm that the repository keeps, but for test data and others' code; precompiled modules wherever they stand. */
export async function findWasmFiles(tree: Tree): Promise<readonly WasmFile[]> {
  const paths = (await tree.list()).filter(path => /\.c?wasm$/.test(path) && !isVendored(path))
  const own = paths.filter(path => path.endsWith('.cwasm') || !testData.test(path))
  const found: WasmFile[] = []
  for (const path of own.slice(0, most)) {
    const read = await tree.readUpTo(path, path.endsWith('.cwasm') ? largestRead : 0)
    if (read.kind === 'too-large') found.push({path, sizeBytes: read.sizeBytes})
    if (read.kind !== 'read') continue
    const by = precompiledBy(read.bytes)
    found.push({path, sizeBytes: read.bytes.length, ...(by === undefined ? {} : {precompiledBy: by})})
  }
  return found
}

const testData = /(^|\/)(tests?|fixtures|test[-_]?data|testdata|__fixtures__|snapshots|wit|adapters)\//i
const most = 40
const largestRead = 64 * 1024 * 1024
