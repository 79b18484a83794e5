import {count} from '../../domain/count.ts'
import {gitCommand} from '../../domain/git-command.ts'
import type {Programs} from '../../domain/ports.ts'
import type {Session} from '../../journal/session.ts'
import type {SinceFact} from './since-fact.ts'

type Place = NonNullable<Session['git']>
type Asked = {
  readonly programs: Pick<Programs, 'capture'>
  readonly root: string
  /** The commits that the wizard made itself. */
  readonly own: readonly string[]
}

/** What became of branch and commit since; asks git, and tells as much as it can answer. */
export async function gitSince(asked: Asked, then: Place | null, now: Place | null): Promise<readonly SinceFact[]> {
  if (then === null || now === null) return []
  const moved = then.head === now.head ? [] : [await movedFrom(asked, then.head, now.head, then.branch === now.branch)]
  if (then.branch === now.branch) return moved
  const text = `The branch was ${then.branch ?? 'detached'}, now it is ${now.branch ?? 'detached'}`
  return [{kind: 'branch', text}, ...moved]
}

async function movedFrom(
  asked: Asked,
  then: string | null,
  now: string | null,
  isSameBranch: boolean,
): Promise<SinceFact> {
  const moved: SinceFact = {kind: 'head', text: `HEAD moved from ${short(then)} to ${short(now)}`}
  // Neither may become an option of git's.
  if (!isCommit(then) || !isCommit(now)) return moved
  const [gone, added] = await Promise.all([commitsIn(asked, now, then), commitsIn(asked, then, now)])
  if (gone === undefined || added === undefined)
    return {kind: 'head', text: `${moved.text}; ${short(then)} isn’t in this repository any more`}
  const subject = await subjectOf(asked, now)
  if (gone.length === 0) return {kind: 'commits', text: `${counted(added)} since, ${byWhom(asked, added)}${subject}`}
  if (added.length === 0)
    return {kind: 'head', text: `HEAD moved back by ${counted(gone)}, from ${short(then)} to ${short(now)}${subject}`}
  const how = `${counted(gone)} of then ${gone.length === 1 ? 'is' : 'are'} not in it, ${counted(added)} new${subject}`
  return {kind: 'head', text: isSameBranch ? `History was rewritten: ${how}` : `${moved.text}: ${how}`}
}

/** The commits that lead to `to` and not to `from`, newest first; undefined when git doesn't know one of the two. */
async function commitsIn({programs, root}: Asked, from: string, to: string): Promise<readonly string[] | undefined> {
  const words = ['rev-list', `--max-count=${mostCommits}`, to, `^${from}`, '--']
  const answer = await programs.capture(gitCommand(root, ...words), limitMs)
  if (answer.kind !== 'exited' || answer.code !== 0) return undefined
  return answer.stdout.split('\n').filter(line => line !== '')
}

/** `: the newest is “…”`; empty where git can't say. */
async function subjectOf({programs, root}: Asked, commit: string): Promise<string> {
  const words = ['rev-list', '--max-count=1', '--format=%s', commit, '--']
  const answer = await programs.capture(gitCommand(root, ...words), limitMs)
  const subject = answer.kind === 'exited' && answer.code === 0 ? answer.stdout.split('\n')[1]?.trim() : undefined
  return subject === undefined || subject === '' ? '' : `: the newest is “${subject.slice(0, longestSubject)}”`
}

function byWhom({own}: Asked, added: readonly string[]): string {
  const ours = added.filter(commit => own.includes(commit)).length
  if (ours === 0) return 'none of them the wizard’s'
  return ours === added.length ? 'the wizard’s own' : `${ours} of them the wizard’s`
}

function counted({length}: readonly string[]): string {
  return length >= mostCommits ? `${mostCommits} commits or more` : count(length, 'commit')
}

function isCommit(id: string | null): id is string {
  return id !== null && /^[0-9a-f]{40,64}$/.test(id)
}

function short(commit: string | null): string {
  return commit?.slice(0, 9) ?? 'no commit'
}

const mostCommits = 10_000
const longestSubject = 100
const limitMs = 5000
