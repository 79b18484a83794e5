import {parse} from 'smol-toml'
import {leavesOf, type ParsedFile} from './leaves.ts'

/** Reads TOML for editing. */
export function parseToml(text: string): ParsedFile {
  return {leaves: leavesOf(parse(withoutBom(text), {integersAsBigInt: 'asNeeded'}))}
}

/** The text with a byte order mark turned into a space, so that offsets stay. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text
}
