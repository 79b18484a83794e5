import type {MachineFiles} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'

/**
 * What was begun in a working copy and not ended, as git's own folder (absolute) shows it: a rebase, `git am`, a merge, a
 * cherry-pick, a revert or a bisect. Undefined when nothing is under way. The names are those that `git status` goes by.
 */
export async function gitBusy(
  files: Pick<MachineFiles, 'list' | 'readText'>,
  gitFolder: string,
): Promise<Problem | undefined> {
  const names = new Set(await files.list(gitFolder))
  if (names.has('rebase-merge')) return underWay('A rebase', 'rebase')
  if (names.has('rebase-apply')) {
    const isMail = (await files.list(`${gitFolder}/rebase-apply`)).includes('applying')
    return isMail ? underWay('Applying mails', 'am') : underWay('A rebase', 'rebase')
  }
  if (names.has('MERGE_HEAD')) return underWay('A merge', 'merge')
  if (names.has('CHERRY_PICK_HEAD')) return underWay('A cherry-pick', 'cherry-pick')
  if (names.has('REVERT_HEAD')) return underWay('A revert', 'revert')
  if (names.has('sequencer')) return ofSeveral(await files.readText(`${gitFolder}/sequencer/todo`, 64 * 1024))
  return names.has('BISECT_LOG') ? bisecting : undefined
}

/** Between two commits of a cherry-pick or a revert of several, only the list of those to come tells. */
function ofSeveral(todo: string | undefined): Problem {
  return todo?.startsWith('revert') === true ? underWay('A revert', 'revert') : underWay('A cherry-pick', 'cherry-pick')
}

function underWay(what: string, command: string): Problem {
  return {
    ...busy(what),
    nextSteps: [`To finish it: git ${command} --continue`, `To give it up: git ${command} --abort`, ...meanwhile],
  }
}

function busy(what: string): Omit<Problem, 'nextSteps'> {
  return {
    code: 'git-busy',
    title: `${what} is under way in this repository`,
    detail: 'Whatever the wizard wrote now would get mixed up with it, and ending it could throw that away.',
  }
}

const meanwhile = ['Then run the wizard again. upgrade-wizard plan works meanwhile.']
const bisecting: Problem = {...busy('A bisect'), nextSteps: ['To end it: git bisect reset', ...meanwhile]}
