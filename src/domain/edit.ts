/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export type Span = {readonly start: number; readonly end: number}

/** Replaces one span by `text`; an empty span inserts. */
export type Edit = Span & {readonly text: string}

/** The text with the edits applied. Edits must not overlap; bytes outside their spans can't change. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let position = 0
  for (const edit of ordered) {
    if (edit.start < position) throw new RangeError(`edits overlap at offset ${edit.start}`)
    result += text.slice(position, edit.start) + edit.text
    position = edit.end
  }
  return result + text.slice(position)
}

/** 1-based line and column (UTF-16 units) of an offset. */
export function positionOf(text: string, offset: number): {line: number; column: number} {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return {line: before.split('\n').length, column: offset - lineStart + 1}
}
