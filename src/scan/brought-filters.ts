import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'

/**
 * What keeps git from running filters that the repository's own configuration defines, as arguments before the question: `git
 * status` hands them every file whose time changed, a checkout every file. Those of the person and of the machine, and git-lfs's own, are left alone.
 * Undefined where one has a name that can't be said on a command line: git isn't to be asked then.
 */
export async function withoutBroughtFilters(programs: Programs, root: string): Promise<readonly string[] | undefined> {
  const asked = await programs.capture(gitCommand(root, 'config', '-z', '--show-scope', '--get-regexp', '^filter\\.'))
  if (asked.kind !== 'exited' || asked.code !== 0) return []
  const names = broughtFilters(asked.stdout)
  if (names.some(name => /[=\n]/.test(name))) return undefined
  return names.flatMap(name =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap(say => ['-c', `filter.${name}.${say}`]),
  )
}

/** Reads scope and `key\nvalue` in turn, each ended by a NUL. */
function broughtFilters(output: string): readonly string[] {
  const fields = output.split('\0')
  const brought = fields.flatMap((scope, at) => {
    if (at % 2 === 1 || (scope !== 'local' && scope !== 'worktree')) return []
    const [key = '', ...value] = (fields[at + 1] ?? '').split('\n')
    const name = /^filter\.([\s\S]*)\.(?:clean|smudge|process)$/.exec(key)?.[1]
    return name === undefined || ownOfLfs.has(value.join('\n')) ? [] : [name]
  })
  return [...new Set(brought)]
}

/** What `git lfs install --local` writes. */
const ownOfLfs = new Set([
  'git-lfs clean -- %f',
  'git-lfs smudge -- %f',
  'git-lfs smudge --skip -- %f',
  'git-lfs filter-process',
  'git-lfs filter-process --skip',
])
