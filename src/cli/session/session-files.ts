import path from 'node:path'

/** Where a session keeps its things: everything below one folder at the repository's root. Absolute paths. */
export function sessionFiles(root: string) {
  const folder = path.join(root, '.upgrade-wizard')
  return {
    folder,
    state: path.join(folder, 'state.jsonl'),
    lock: path.join(folder, 'lock'),
    /** Where new bytes wait until they are whole. */
    scratch: path.join(folder, 'tmp'),
    logs: path.join(folder, 'logs'),
    /** What criterion writes about each run of the benches; its own history stays as it is. */
    benches: path.join(folder, 'benches'),
    report: path.join(folder, 'report.md'),
    /** What an undo could not put back without a person, under the files' own paths. */
    restored: path.join(folder, 'restored'),
    /** Files with both versions in them, to be edited into one. */
    drafts: path.join(folder, 'edit'),
    /** The commands that put right what an undo couldn't. */
    recipe: path.join(folder, 'recipe.txt'),
    /** A search for the newest wasmtime that passes, and the folder for its tries. */
    bisection: path.join(folder, 'bisect.json'),
    bisect: path.join(folder, 'bisect'),
  }
}
