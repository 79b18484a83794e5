import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import type {PackedFiles} from '../../src/domain/ports.ts'
import {loadRustParser, type RustParser} from '../../src/rust-source/rust-parser.ts'

/** The parser's files from the packages they come in, so that tests need no build. */
export const parserFiles: PackedFiles = {
  async read(name) {
    const {resolve} = createRequire(import.meta.url)
    const file = name === 'ast-grep.wasm' ? '@ast-grep/wasm/wasm_bg.wasm' : `${name.replace('.wasm', '')}/${name}`
    return new Uint8Array(await readFile(resolve(file)))
  },
}

let loaded: Promise<RustParser> | undefined

/** One parser for all tests of a file. */
export function rustParser(): Promise<RustParser> {
  loaded ??= loadRustParser(parserFiles)
  return loaded
}
