import type {Tree} from '../../domain/ports.ts'

/**
 * The tree for a command that only looks: several parts of it ask for the same list and the same files, and each is asked
 * for once. What is written through it, or beside it, isn't noticed.
 */
export function readOnce(tree: Tree): Tree {
  let paths: ReturnType<Tree['list']> | undefined
  const read = new Map<string, ReturnType<Tree['readUpTo']>>()
  return {
    ...tree,
    list() {
      paths ??= tree.list()
      return paths
    },
    readUpTo(path, maxBytes) {
      const key = `${maxBytes} ${path}`
      const known = read.get(key) ?? tree.readUpTo(path, maxBytes)
      read.set(key, known)
      return known
    },
  }
}
