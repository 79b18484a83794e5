import {type ParsedFile, textLeaf} from './leaves.ts'

/** Reads a file that has no grammar we know, line by line. */
export function parseLines(text: string): ParsedFile {
  return {leaves: new Map(text.split('\n').map((line, index) => [String(index), textLeaf(line)]))}
}
