import type {Tree} from '../domain/ports.ts'

/** Cargo mends code wherever it stands, and may put its own words into manifests and the lockfile. */
export async function cargoMayEdit(tree: Pick<Tree, 'list'>): Promise<readonly string[]> {
  return (await tree.list()).filter(path => /\.rs$|(^|\/)Cargo\.(toml|lock)$/.test(path))
}
