/** Where the public names of wasmtime's crates can be imported from, in which majors; only names that moved are known. */
export type SymbolPaths = {
  /** Whether the path is known to be gone at this major. Paths nothing is known of are not. */
  isGoneAt(path: string, major: number): boolean
  /** Paths directly below `parent` whose last major is the one before `major`. */
  lastBefore(major: number, parent: string): readonly string[]
  /** Whether the path is known to be there at this major. */
  isThereAt(path: string, major: number): boolean
  /** Where the name of a path that is gone can be imported from at this major; undefined when that isn't known for sure. */
  successorAt(path: string, major: number): string | undefined
}

/** The paths of the catalogue; loaded when somebody asks. */
export async function loadSymbolPaths(): Promise<SymbolPaths> {
  const {default: data} = await import('./data/symbol-paths.json', {with: {type: 'json'}})
  const stretches = new Map<string, {from: number; to: number}[]>()
  for (const {path, ...stretch} of data.paths) stretches.set(path, [...(stretches.get(path) ?? []), stretch])
  const isThereAt = (path: string, major: number) =>
    stretches.get(path)?.some(({from, to}) => from <= major && (major <= to || to === data.newest)) ?? false
  const isGoneAt = (path: string, major: number) => stretches.has(path) && !isThereAt(path, major)
  const successorAt = (path: string, major: number) => {
    const name = path.slice(path.lastIndexOf(':') + 1)
    const isCandidate = (one: string) => one.endsWith(`::${name}`) && isThereAt(one, major)
    return nearest([...stretches.keys()].filter(one => crateOf(one) === crateOf(path) && isCandidate(one)))
  }
  return {
    isThereAt,
    successorAt,
    isGoneAt,
    lastBefore: (major, parent) =>
      [...stretches].flatMap(([path, found]) =>
        parentOf(path) === parent && found.some(({to}) => to === major - 1) ? [path] : [],
      ),
  }
}

/** The one nearest to the root; where the preview versions of WASI have the same name, the second's, as before. */
function nearest(paths: readonly string[]): string | undefined {
  const depth = (path: string) => path.split('::').length
  const least = Math.min(...paths.map(depth))
  const near = paths.filter(path => depth(path) === least)
  return near.length === 1 ? near[0] : near.find(path => path.split('::')[1] === 'p2')
}

function crateOf(path: string): string {
  return path.slice(0, path.indexOf(':'))
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('::'))
}
