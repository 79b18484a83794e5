import type {Command} from './command.ts'

/**
 * A question to git about the repository that a folder is in, and no other: variables that would lead it elsewhere, as hooks and
 * `git rebase --exec` set them, are taken away. It waits for nobody, takes no lock it can do without, fetches nothing, and runs
 * neither the hooks nor the file system monitor that the repository's own configuration may name.
 */
export function gitCommand(root: string, ...args: readonly string[]): Command {
  const quiet = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'safe.bareRepository=explicit']
  return {argv: ['git', ...quiet.flatMap(setting => ['-c', setting]), ...args], cwd: root, env: gitAsked}
}

/** For a command of git's that a person asked for, with their hooks and in their language: a commit. */
export function gitCommandWithHooks(root: string, ...args: readonly string[]): Command {
  return {argv: ['git', '-c', 'core.fsmonitor=false', ...args], cwd: root, env: gitHere}
}

/** Git's own list (`git rev-parse --local-env-vars`), without the configuration that a person gives by variables. */
const leadingElsewhere = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
  'GIT_GLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
]

const gitHere = {
  ...Object.fromEntries(leadingElsewhere.map(name => [name, undefined])),
  GIT_TERMINAL_PROMPT: '0',
}
const gitAsked = {...gitHere, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1'}
