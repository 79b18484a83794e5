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
  const starts = lineStarts(text)
  let [line, after] = [0, starts.length]
  while (after - line > 1) {
    const middle = (line + after) >> 1
    if ((starts[middle] ?? 0) <= offset) line = middle
    else after = middle
  }
  return {line: line + 1, column: offset - (starts[line] ?? 0) + 1}
}

/** Where each line begins. Kept for the latest text: of one with thousands of places, each is asked for. */
function lineStarts(text: string): readonly number[] {
  if (latest?.text === text) return latest.starts
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  latest = {text, starts}
  return starts
}

let latest: {readonly text: string; readonly starts: readonly number[]} | undefined
