/** Where the public names of wasmtime's crates can be imported from, in which majors; only names that moved are known. */
export type SymbolPaths = {
  /** Whether the path is known to be gone at this major. Paths nothing is known of are not. */
  isGoneAt(path: string, major: number): boolean
  /** Paths directly below `parent` whose last major is the one before `major`. */
  lastBefore(major: number, parent: string): readonly string[]
  /** Whether the path is known to be there at this major. */
  isThereAt(path: string, major: number): boolean
}

/** The paths of the catalogue; loaded when somebody asks. */
export async function loadSymbolPaths(): Promise<SymbolPaths> {
  const {default: data} = await import('./data/symbol-paths.json', {with: {type: 'json'}})
  const stretches = new Map<string, {from: number; to: number}[]>()
  for (const {path, ...stretch} of data.paths) stretches.set(path, [...(stretches.get(path) ?? []), stretch])
  const isThereAt = (path: string, major: number) =>
    stretches.get(path)?.some(({from, to}) => from <= major && (major <= to || to === data.newest)) ?? false
  return {
    isThereAt,
    isGoneAt: (path, major) => stretches.has(path) && !isThereAt(path, major),
    lastBefore: (major, parent) =>
      [...stretches].flatMap(([path, found]) =>
        parentOf(path) === parent && found.some(({to}) => to === major - 1) ? [path] : [],
      ),
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('::'))
}
