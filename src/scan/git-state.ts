import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'
import type {GitState} from '../domain/survey.ts'
import {withoutBroughtFilters} from './brought-filters.ts'

/**
 * What git says about the folder: branch, commit, uncommitted tracked files. Submodules are others' repositories: nothing in
 * them is looked at. Null without git or outside a repository.
 */
export async function readGitState(programs: Programs, root: string): Promise<GitState | null> {
  const git = (...args: string[]) => programs.capture(gitCommand(root, ...args))
  const unfiltered = await withoutBroughtFilters(programs, root)
  if (unfiltered === undefined) return null
  const [status, prefix] = await Promise.all([
    git(
      ...unfiltered,
      'status',
      '--porcelain=v2',
      '-z',
      '--branch',
      '--untracked-files=no',
      '--ignore-submodules=all',
      '--',
      '.',
    ),
    git('rev-parse', '--show-prefix'),
  ])
  if (status.kind !== 'exited' || status.code !== 0) return null
  return parseStatus(status.stdout, prefix.kind === 'exited' ? prefix.stdout.trim() : '')
}

/** Reads `git status --porcelain=v2 -z --branch`; paths come out relative to the folder at `prefix`. */
export function parseStatus(output: string, prefix: string): GitState {
  const records = output.split('\0')
  const dirty: string[] = []
  for (let index = 0; index < records.length; index++) {
    const record = records[index] ?? ''
    const path = changedPath(record)
    if (path !== undefined) dirty.push(path.startsWith(prefix) ? path.slice(prefix.length) : path)
    // A rename is followed by the path it came from.
    if (record.startsWith('2 ')) index++
  }
  return {branch: header(records, 'branch.head', '(detached)'), head: header(records, 'branch.oid', '(initial)'), dirty}
}

/** The path stands after 7 fields in a plain change, 8 in a rename and 9 in a conflict; it may hold spaces. */
function changedPath(record: string): string | undefined {
  const fields = {'1': 8, '2': 9, u: 10}[record.slice(0, record.indexOf(' '))]
  return fields === undefined ? undefined : record.split(' ').slice(fields).join(' ')
}

function header(records: readonly string[], name: string, nothing: string): string | null {
  const value = records.find(record => record.startsWith(`# ${name} `))?.slice(name.length + 3)
  return value === undefined || value === nothing ? null : value
}
