import type {ParsedFile} from './leaves.ts'
import {parseLines} from './parse-lines.ts'
import {parseToml} from './parse-toml.ts'

/** Reads `rust-toolchain.toml`, or the older bare `rust-toolchain` that may hold nothing but a name. */
export function parseToolchainFile(text: string): ParsedFile {
  return text.includes('[') ? parseToml(text) : parseLines(text)
}
