/**
 * Whether a path names something inside the repository that the wizard may ever write: relative, forward slashes,
 * no `..`, and neither git's own folder nor the wizard's. Symbolic links on the way are the tree's concern.
 */
export function isRepositoryPath(path: string): boolean {
  if (path === '' || path.length > 4096 || /[\0\\]/.test(path) || /^[A-Za-z]:/.test(path)) return false
  const [first = '', ...rest] = path.split('/')
  if (first.toLowerCase() === '.upgrade-wizard') return false
  return [first, ...rest].every(segment => !['', '.', '..'].includes(segment) && segment.toLowerCase() !== '.git')
}
