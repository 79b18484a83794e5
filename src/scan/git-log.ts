import {gitCommand} from '../domain/git-command.ts'
import type {Programs} from '../domain/ports.ts'

/** A commit as far as its message shows how a repository writes them. */
export type LoggedCommit = {
  readonly subject: string
  readonly author: string
  /** It has a `Signed-off-by` trailer. */
  readonly isSignedOff: boolean
}

/**
 * The latest commits that lead to HEAD, newest first, without merges; none without git or before the first commit. Asked of
 * `rev-list`, which obeys no setting of the repository's that would run a program.
 */
export async function readGitLog(
  programs: Pick<Programs, 'capture'>,
  root: string,
  most = 50,
): Promise<readonly LoggedCommit[]> {
  const format = '--format=%x00%an%x00%(trailers:key=Signed-off-by,valueonly=true,separator=%x2C)%x00%s'
  const words = ['rev-list', `--max-count=${most}`, '--no-merges', format, 'HEAD', '--']
  const asked = await programs.capture(gitCommand(root, ...words), limitMs)
  return asked.kind === 'exited' && asked.code === 0 ? parseLog(asked.stdout) : []
}

/** Reads what `rev-list` prints in the format above: after each `commit` line one with the fields, each behind a NUL. */
export function parseLog(printed: string): readonly LoggedCommit[] {
  return printed.split('\n').flatMap(line => {
    const [start, author = '', signers = '', subject = ''] = line.split('\0')
    return start === '' && line !== '' ? [{subject, author, isSignedOff: signers.trim() !== ''}] : []
  })
}

const limitMs = 10_000
