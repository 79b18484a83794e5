import {DockerfileParser, From, type Instruction} from 'dockerfile-ast'
import {type Adaptation, type Leaf, type ParsedFile, replaceInPlace, textLeaf, type ValueChange} from './leaves.ts'
import {withoutBom} from './parse-toml.ts'

/** Reads a Dockerfile for editing: one leaf per instruction, image name, tag and digest apart. */
export function parseDockerfile(text: string): ParsedFile {
  const instructions = DockerfileParser.parse(blankDockerComments(text)).getInstructions()
  const leaves = new Map(instructions.flatMap((instruction, index) => leavesOf(instruction, index)))
  return {leaves, adapt: change => adaptChange(text, instructions, change)}
}

/** The text with comments and a byte order mark as spaces, but for directives: the parser takes minutes over a long one. */
export function blankDockerComments(text: string): string {
  return withoutBom(text).replace(comment, found => ' '.repeat(found.length))
}

const comment = /^[ \t]*#(?!\s*(?:escape|syntax)\s*=)[^\n\r]*/gim

/** A tag that changes takes its digest with it: the digest names the old image and wins over the tag. */
function adaptChange(text: string, instructions: readonly Instruction[], change: ValueChange): Adaptation {
  const offsetOf = lineOffsets(text)
  const index = instructions.findIndex(instruction => {
    const range = instruction instanceof From ? instruction.getImageTagRange() : null
    return range !== null && offsetOf(range.start) <= change.span.start && offsetOf(range.end) >= change.span.end
  })
  const from = instructions[index]
  if (!(from instanceof From)) return replaceInPlace(change)
  const digest = from.getImageDigestRange()
  const swap = {...change.span, text: change.to}
  const notes = suffixNotes(from, change)
  if (digest === null) return {kind: 'edits', edits: [swap], drops: [], notes}
  const drop = {start: offsetOf(digest.start) - 1, end: offsetOf(digest.end), text: ''}
  const note = `The digest of ${from.getImageName()}:${from.getImageTag()} is dropped: it names the old image. Pin the new one if you want it pinned.`
  return {kind: 'edits', edits: [swap, drop], drops: [`${index} digest`], notes: [...notes, note]}
}

/** Images are built for a few distribution releases only; an old one may not exist beside a new Rust. */
function suffixNotes(from: From, change: ValueChange): readonly string[] {
  const tag = from.getImageTag() ?? ''
  if (!/alpine\d|stretch|buster|bullseye/.test(tag)) return []
  return [`Check that ${from.getImageName()}:${tag.replace(change.from, change.to)} exists.`]
}

function leavesOf(instruction: Instruction, index: number): readonly (readonly [string, Leaf])[] {
  const keyword = instruction.getKeyword()
  if (!(instruction instanceof From)) {
    return [[`${index} ${keyword}`, textLeaf(instruction.getRawArgumentsContent() ?? '')]]
  }
  const parts = {
    image: instruction.getImageName(),
    tag: instruction.getImageTag(),
    digest: instruction.getImageDigest(),
    stage: instruction.getBuildStage(),
    flags: instruction.getFlags().join(' '),
  }
  return Object.entries(parts).flatMap(([part, value]) =>
    value === null ? [] : [[`${index} ${part}`, textLeaf(value)] as const],
  )
}

/** Turns 0-based line and character into an offset. */
function lineOffsets(text: string): (position: {line: number; character: number}) => number {
  const starts = [0]
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length)
  return ({line, character}) => (starts[line] ?? text.length) + character
}
