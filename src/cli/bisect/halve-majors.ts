import {type Bisection, type Candidate, knownOf, majorsOf, withFinding} from '../../bisect/bisection.ts'
import {nextTry} from '../../bisect/halve.ts'
import {leftInPlace} from '../../bisect/judge-try.ts'
import {duration} from '../../domain/duration.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {Interrupts} from '../../engine/interrupts.ts'
import {enoughDisk, neededBytes} from '../../gates/enough-disk.ts'
import {printable} from '../../plan/text-layout.ts'
import type {Environment} from '../environment.ts'
import type {RunOptions} from '../run-options.ts'
import {triesText} from './describe-bisect.ts'
import {keepBisection} from './state.ts'
import {baselineOf, type Tried, tryMajor} from './try.ts'
import {checkOut, removeWorktree} from './worktree.ts'

export type Search = {
  readonly env: Environment
  readonly tree: Tree
  readonly interrupts: Interrupts
  readonly options: Pick<RunOptions, 'offline' | 'leastFree'>
}

/** Tries until nothing is left to try; undefined when it was left. */
export async function halveMajors(given: Search, begun: Bisection, fresh: Tree): Promise<Bisection | undefined> {
  const {env, tree, interrupts} = given
  let bisection = begun
  let worktree: Tree | undefined = fresh
  for (;;) {
    const major = nextTry(majorsOf(bisection), knownOf(bisection))
    const candidate = bisection.candidates.find(one => one.major === major)
    if (candidate === undefined) return bisection
    await requireRoomToTry(env, tree.root)
    worktree ??= await freshWorktree(env, tree.root, bisection.head)
    const tried = await tellTry(given, bisection, candidate, worktree)
    worktree = undefined
    bisection = await withBaseline(tree.root, bisection, tried)
    if (interrupts.quit.aborted) return undefined
    bisection = afterTry(bisection, candidate, tried)
    await keepBisection(tree.root, bisection)
  }
}

/** The commit, checked out anew in the place of what the try before left. */
export async function freshWorktree(env: Environment, root: string, head: string): Promise<Tree> {
  await removeWorktree(env, root)
  return checkOut(env, root, head)
}

/** Throws a ProblemError where the disk has too little left for a try. */
export async function requireRoomToTry({disk}: Environment, root: string): Promise<void> {
  const full = enoughDisk([{path: root, freeBytes: await disk.free(root), leastBytes: neededBytes}])
  if (full === undefined) return
  const nextSteps = ['Free some space; what the tries built is removed by: upgrade-wizard bisect --reset', goOn]
  throw new ProblemError({...full, nextSteps})
}

async function tellTry(given: Search, bisection: Bisection, candidate: Candidate, tree: Tree): Promise<Tried> {
  const {env} = given
  env.err(env.paint.err.bold(`wasmtime ${candidate.version} (${triesText(bisection).toLowerCase()})`))
  const tried = await tryMajor({...given, root: given.tree.root, tree, bisection}, candidate)
  if (tried.judged.verdict !== undefined) {
    const {verdict, why = ''} = tried.judged
    const word = {good: 'works', bad: 'breaks', skip: 'can’t be tried'}[verdict]
    env.err(`  ${candidate.major} ${word} (${duration(tried.durationMs)}): ${printable(why)}`)
  }
  return tried
}

/** What was measured before anything was written is kept whatever became of the try: it may have taken most of its time. */
async function withBaseline(root: string, bisection: Bisection, {session}: Tried): Promise<Bisection> {
  const baseline = bisection.baseline === undefined ? baselineOf(session) : undefined
  if (baseline === undefined) return bisection
  const known = {...bisection, baseline}
  await keepBisection(root, known)
  return known
}

/** What was found out. Throws a ProblemError when something kept the try from a verdict: the same try is due again. */
function afterTry(bisection: Bisection, {major}: Candidate, {judged, session, durationMs}: Tried): Bisection {
  if (judged.verdict === undefined) throw new ProblemError(withoutVerdict(major, judged.problem))
  const left = [...new Set([...(bisection.leftInPlace ?? []), ...(session === undefined ? [] : leftInPlace(session))])]
  return withFinding(
    {
      ...bisection,
      ...(left.length === 0 ? {} : {leftInPlace: left}),
    },
    {major, ...judged, durationMs},
  )
}

/** What to tell, and to do, where a try came to no verdict. */
export function withoutVerdict(major: number, problem: Problem | undefined): Problem {
  const said = problem ?? {
    code: 'bisect-no-verdict',
    title: `The try of wasmtime ${major} came to no end`,
    detail: 'A question was left that nobody was there to answer.',
    nextSteps: [],
  }
  return {...said, nextSteps: [...said.nextSteps, goOn, `To leave it out: upgrade-wizard bisect --skip ${major}`]}
}

const goOn = 'To go on where it stopped: the same command again.'
