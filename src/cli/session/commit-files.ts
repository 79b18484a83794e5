import {copyFile, mkdir, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import type {CommandResult} from '../../domain/command.ts'
import {ProblemError} from '../../domain/errors.ts'
import {gitCommandWithHooks} from '../../domain/git-command.ts'
import {coAuthorLines, type Person} from '../../domain/person.ts'
import type {Programs} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {CommitEnd, CommitWish} from '../../engine/step-commits.ts'
import {commitMessage} from '../../report/commit-message.ts'
import {type CommitStyle, commitStyleOf} from '../../report/commit-style.ts'
import {readGitLog} from '../../scan/git-log.ts'
import {isSystemError} from '../../system/system-error.ts'
import {askGit, type Git, names, perBatch} from './ask-git.ts'
import {sessionFiles} from './session-files.ts'

type Place = {
  readonly programs: Pick<Programs, 'capture'>
  /** Absolute. */
  readonly root: string
  /** The commit at which the session started; undefined where that isn't known. */
  readonly since: string | undefined
  /** Those who were at it beside whoever git says commits. */
  readonly coAuthors: readonly Person[]
}

/**
 * Commits these files as they stand, in a repository where nothing is under way. The commit is put together in an index of its
 * own, which starts as HEAD: what somebody has staged neither gets into the commit nor out of the index. The message is in the
 * style of the log. Hooks run and may refuse; author and signature are git's own affair. Throws a ProblemError when git can't be asked.
 */
export async function commitFiles({programs, root, since, coAuthors}: Place, wish: CommitWish): Promise<CommitEnd> {
  const files = filesOf(root)
  const git = askGit(programs, root)
  const own = askGit(programs, root, {GIT_INDEX_FILE: files.index})
  try {
    await startAsHead(git, own, files.index, root)
    const {paths, remarks} = await committable(own, wish)
    await perBatch(paths, some => own('update-index', '--add', '--remove', '--', ...some))
    if ((await own('diff-index', '--cached', '--name-only', '-z', 'HEAD')) === '')
      return await committedBefore(git, paths, {since, remarks})
    const before = await git('rev-parse', 'HEAD')
    const style = commitStyleOf(await readGitLog(programs, root))
    const {title, why} = wish.step
    await writeFile(files.message, commitMessage({title, body: [why], trailers: coAuthorLines(coAuthors)}, style))
    const refused = await commit(root, files, style, wish)
    if (refused !== undefined) return {kind: 'refused', problem: refused}
    const all = names(await git('diff-tree', '-r', '-z', '--name-only', '--relative', '--no-commit-id', 'HEAD'))
    const late = await catchUp(git, before.trim(), [...new Set([...paths, ...all])])
    const byHooks = all
      .filter(file => !paths.includes(file))
      .map(file => `${file} is in the commit as well: a hook put it there`)
    const made = (await git('rev-parse', 'HEAD')).trim()
    return {kind: 'committed', commit: made, remarks: [...remarks, ...byHooks, ...late]}
  } finally {
    await Promise.all(Object.values(files).map(file => rm(file, {force: true})))
  }
}

function filesOf(root: string) {
  const folder = path.join(sessionFiles(root).folder, 'tmp')
  return {
    index: path.join(folder, 'commit-index'),
    indexLock: path.join(folder, 'commit-index.lock'),
    message: path.join(folder, 'commit-message'),
  }
}

/** From a copy of the real index, so that files which it knows as unchanged needn't be read again. */
async function startAsHead(git: Git, own: Git, index: string, root: string): Promise<void> {
  await mkdir(path.dirname(index), {recursive: true})
  await Promise.all([rm(index, {force: true}), rm(`${index}.lock`, {force: true})])
  const real = path.resolve(root, (await git('rev-parse', '--git-path', 'index')).trim())
  await copyFile(real, index).catch(error => {
    if (!isSystemError(error, 'ENOENT')) throw error
  })
  await own('read-tree', '--reset', 'HEAD')
}

/** What HEAD has, and what the step made and git doesn't ignore. A file that nobody ever gave to git isn't given to it here. */
async function committable(own: Git, {files}: CommitWish) {
  const all = files.map(({path}) => path)
  const inHead = new Set(await perBatch(all, some => own('ls-files', '-z', '--', ...some)))
  const others = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--']
  const ignored = new Set(await perBatch(all, some => own(...others, ...some)))
  const isTaken = ({path, isNew}: CommitWish['files'][number]) => inHead.has(path) || (isNew && !ignored.has(path))
  const left = files.filter(file => !isTaken(file) && !ignored.has(file.path))
  return {
    paths: files.filter(isTaken).map(({path}) => path),
    remarks: left.map(({path}) => `${path} isn’t tracked by git: it stays out of the commit`),
  }
}

/** HEAD has these bytes already: from a commit whose record a kill cut off, or one that somebody made by hand. */
async function committedBefore(
  git: Git,
  paths: readonly string[],
  {since, remarks}: Pick<Place, 'since'> & {readonly remarks: readonly string[]},
): Promise<CommitEnd> {
  const from = since === undefined ? [] : [`^${since}`]
  const found =
    paths.length === 0 ? '' : (await git('rev-list', '-1', 'HEAD', ...from, '--', ...paths.slice(0, 200))).trim()
  if (found === '') return {kind: 'nothing', remarks}
  const late = await catchUp(git, `${found}~1`, paths)
  return {kind: 'committed', commit: found, remarks: [...remarks, ...late]}
}

/** The real index takes over what was committed, but for what somebody has staged there. Gives what didn't work, in words. */
async function catchUp(git: Git, before: string, paths: readonly string[]): Promise<readonly string[]> {
  try {
    const diff = ['diff-index', '--cached', '--name-only', '-z', '--relative', before, '--']
    const staged = new Set(await perBatch(paths, some => git(...diff, ...some)))
    const behind = paths.filter(file => !staged.has(file))
    await perBatch(behind, some => git('reset', '--quiet', '--', ...some))
    return []
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return [
      `The commit is made, but git’s index lags behind it (${error.problem.detail}): git reset brings it up to date`,
    ]
  }
}

/** Undefined when git made the commit; else why not, in its hooks' own words. */
async function commit(
  root: string,
  {index, message}: ReturnType<typeof filesOf>,
  {isSignedOff}: CommitStyle,
  {run, readLog}: CommitWish,
): Promise<Problem | undefined> {
  const signOff = isSignedOff ? ['--signoff'] : []
  const command = gitCommandWithHooks(root, 'commit', '--cleanup=whitespace', ...signOff, '--file', message)
  const result = await run({...command, env: {...command.env, GIT_INDEX_FILE: index}})
  if (result.outcome.kind === 'exited' && result.outcome.code === 0) return undefined
  return refused(result, [await readLog(result.err, 4000), await readLog(result.out, 4000)])
}

function refused({outcome}: CommandResult, said: readonly string[]): Problem {
  const words = said.map(text => text.trim()).filter(Boolean)
  const none = outcome.kind === 'cancelled' ? 'It was cancelled.' : 'Neither git nor a hook said why.'
  return {
    code: 'commit-refused',
    title: 'git did not make the commit',
    detail: words.join('\n') || none,
    nextSteps: [
      'Mend what git or the hook reports, then try again.',
      'Or go on without this commit: the files stay as the step left them.',
    ],
  }
}
