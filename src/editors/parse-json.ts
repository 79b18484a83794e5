import {leavesOf, type ParsedFile} from './leaves.ts'
import {withoutBom} from './parse-toml.ts'

/** Reads JSON with comments and trailing commas, as editors and dev containers write it. */
export function parseJson(text: string): ParsedFile {
  return {leaves: leavesOf(JSON.parse(blankComments(text)))}
}

/** The text as strict JSON: comments and trailing commas become spaces, so that every offset stays. */
export function blankComments(text: string): string {
  return withoutBom(text)
    .replace(stringOrComment, found => (found.startsWith('"') ? found : blank(found)))
    .replace(stringOrTrailingComma, found => (found.startsWith(',') ? ` ${found.slice(1)}` : found))
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

const stringOrComment = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const stringOrTrailingComma = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g
