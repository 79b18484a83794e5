/** The first lines of a list, and how many more there are: for summaries, which are no place for hundreds. */
export function firstLines(lines: readonly string[], most = 10): readonly string[] {
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`]
}
