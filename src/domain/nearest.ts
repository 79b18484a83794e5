/** The name that somebody may have meant: the one with the fewest typing mistakes, if they are few. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const most = Math.min(3, Math.floor(typed.length / 3))
  const found = names.map(name => ({name, mistakes: mistakesIn(typed.slice(0, longest), name)}))
  return found.toSorted((a, b) => a.mistakes - b.mistakes).find(({mistakes}) => mistakes <= most)?.name
}

/** Letters to insert, leave out or replace. */
function mistakesIn(typed: string, name: string): number {
  let above = Array.from({length: name.length + 1}, (_, at) => at)
  for (const [row, letter] of [...typed].entries()) {
    const current = [row + 1]
    for (const [at, other] of [...name].entries()) {
      const replaced = (above[at] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (current[at] ?? 0) + 1))
    }
    above = current
  }
  return above.at(-1) ?? 0
}

const longest = 64
