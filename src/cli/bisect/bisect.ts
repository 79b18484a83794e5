import {type Bisection, type Finding, type Reach, withFinding} from '../../bisect/bisection.ts'
import {outcomeOf} from '../../bisect/outcome.ts'
import {breakingChangesBetween} from '../../catalog/breaking-changes.ts'
import {count} from '../../domain/count.ts'
import {ProblemError} from '../../domain/errors.ts'
import type {Tree} from '../../domain/ports.ts'
import {createInterrupts} from '../../engine/interrupts.ts'
import {printable} from '../../plan/text-layout.ts'
import {readGitState} from '../../scan/git-state.ts'
import type {Environment} from '../environment.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import {asTypedIn} from '../faces/describe-end.ts'
import {learnReleases} from '../look/learn-releases.ts'
import {look, type Sight} from '../look/look.ts'
import {onSignals} from '../on-signals.ts'
import {openRepository} from '../open-repository.ts'
import type {RepositoryOptions} from '../run-options.ts'
import {lockRepository} from '../session/open-session.ts'
import {requireQuietGit} from '../session/require-quiet-git.ts'
import {askingUntil, tellingWhenSlow} from '../wait.ts'
import {findingsOf, rangeOf, requireBorder, type Said, untriable} from './candidates.ts'
import {commandsToTake} from './commands-to-take.ts'
import {describeOutcome, majorRows, triesAtMost, triesText} from './describe-bisect.ts'
import {halveMajors, type Search} from './halve-majors.ts'
import {bisectJson} from './json.ts'
import {offerToTake} from './offer-to-take.ts'
import {findBisection, forgetBisection, keepBisection, newBisection, type Subject} from './state.ts'
import {probeBorder} from './steps.ts'
import {checkOut, endSurvivors, removeBisectFolder, removeWorktree} from './worktree.ts'

export type BisectOptions = RepositoryOptions &
  Said & {
    /** As `--wasmtime` of a run. */
    readonly wasmtime: string
    readonly until: Reach
    readonly offline: boolean
    readonly leastFree?: number
    readonly dryRun: boolean
    readonly reset: boolean
    /** The shared build folder stays. */
    readonly keep: boolean
    /** Which step of the first major that fails breaks it. */
    readonly steps: boolean
    readonly json: boolean
  }

type Given = Search & {readonly options: BisectOptions}

/**
 * `upgrade-wizard bisect`: the newest wasmtime that passes, found by halving, and what breaks the next one. Each try is a whole
 * upgrade in a git worktree that is thrown away; the repository's own files are never touched. What was found is kept, so that
 * the same command goes on after whatever ended it.
 */
export async function bisect(env: Environment, options: BisectOptions): Promise<ExitCode> {
  const {code, takes} = await searchAlone(env, options)
  if (takes === undefined || options.json) return code
  return (await offerToTake(env, options, takes)) ?? code
}

/** `takes`: the major that works and can be taken by one command. */
type SearchEnd = {readonly code: ExitCode; readonly takes?: number}

/** The search, with no other wizard at work in the repository. */
async function searchAlone(env: Environment, options: BisectOptions): Promise<SearchEnd> {
  const tree = await openRepository(options.repo ?? env.cwd)
  const lock = await lockRepository(env, tree)
  const interrupts = createInterrupts()
  const {received, stop} = onSignals(interrupts.requestQuit, env.leave)
  try {
    const ended = await search({env, tree, options, interrupts}).catch(error => {
      // Whatever was cut short by leaving is no problem of its own.
      if (interrupts.quit.aborted) return undefined
      throw error
    })
    if (ended !== undefined && !interrupts.quit.aborted) return ended
    env.err('Left. What was found is kept; the same command goes on.')
    return {code: received() ?? exitCodes.waiting}
  } finally {
    await removeWorktree(env, tree.root).finally(lock.release).finally(stop)
  }
}

/** How it ended; undefined when it was left. Throws ProblemErrors. */
async function search(given: Given): Promise<SearchEnd | undefined> {
  const {env, tree, options, interrupts} = given
  const {root} = tree
  await endSurvivors(env, root)
  await removeWorktree(env, root)
  if (options.reset) return {code: await reset(env, root)}
  const head = await requireCommit(env, root)
  const asking = askingUntil(env, interrupts.quit)
  const {worktree, sight} = await lookAtCommit(given, asking, head)
  const range = rangeOf(asking, sight, options.wasmtime, options.offline)
  const subject: Subject = {
    head,
    reach: options.until,
    ...range,
    from: [...range.from],
    candidates: [...range.candidates],
  }
  const bisection = await beginOrGoOn(given, sight, subject)
  await tellBeginning(given, bisection)
  if (options.dryRun) return {code: await tellPlan(env, bisection, options.json)}
  await keepBisection(root, bisection)
  const halved = await halveMajors(given, bisection, worktree)
  const ended = halved === undefined || !options.steps ? halved : await probeBorder(given, halved)
  return ended === undefined ? undefined : tellEnd(given, ended)
}

async function reset(env: Environment, root: string): Promise<ExitCode> {
  await removeBisectFolder(root)
  await forgetBisection(root)
  env.err('What earlier searches found is forgotten, and what they built is removed.')
  return exitCodes.done
}

/** The commit that tries start from. Throws a ProblemError without git, or without a commit. */
async function requireCommit(env: Environment, root: string): Promise<string> {
  const place = await requireQuietGit(env, root)
  if (place.kind === 'repository' && place.head !== null) return place.head
  throw new ProblemError({
    code: 'bisect-needs-commit',
    title: 'There is no commit to try from',
    detail: 'Each try starts from the latest commit, in a git worktree of its own.',
    nextSteps: ['Commit the repository as it is: git init, git add --all, git commit'],
    path: root,
  })
}

/** Reads the repository as the commit has it: what isn't committed takes no part, and may be half an upgrade. */
async function lookAtCommit({env, tree, options}: Given, asking: Environment, head: string) {
  const wait = tellingWhenSlow(env)
  const worktree = await wait('Checking the commit out', checkOut(asking, tree.root, head))
  const seen = await wait('Reading the repository', look(asking, worktree))
  const sight = await learnReleases(asking, worktree, seen, options, wait)
  for (const {title} of sight.notes) env.err(`! ${printable(title)}`)
  return {worktree, sight}
}

/** What is known already, with what this machine can't try and what a person says now. */
async function beginOrGoOn({env, tree, options}: Given, sight: Sight, subject: Subject): Promise<Bisection> {
  const kept = options.dryRun ? 'none' : await findBisection(env, tree.root, subject)
  if (kept === 'other') env.err('The search before was for another commit or target: this one starts anew')
  const found = typeof kept === 'string' ? await newBisection(env, tree.root, subject) : kept
  const known = found.findings.filter(({by}) => by !== 'machine')
  if (known.length > 0) env.err(`Going on with what was found since ${found.startedAt}`)
  const isKnown = ({major}: Finding) => known.some(one => one.major === major)
  const own = untriable(sight, found.candidates, options.offline).filter(finding => !isKnown(finding))
  const said = findingsOf(options, found.candidates)
  const bisection = [...own, ...said].reduce(withFinding, {...found, findings: known})
  requireBorder(bisection.candidates, bisection.findings)
  return bisection
}

async function tellBeginning({env, tree}: Given, bisection: Bisection): Promise<void> {
  const {from, to, candidates, head, reach} = bisection
  const majors = candidates.map(({major}) => major).join(' ')
  env.err(
    `From wasmtime ${from.join(' and ')} up to ${to}, at the commit ${head.slice(0, 10)}: ${majors || 'no major'}`,
  )
  const until = reach === 'build' ? 'it builds' : 'its tests are compared'
  if (triesAtMost(bisection) > 0) env.err(`${triesText(bisection)}, each until ${until}`)
  const dirty = await uncommitted(env, tree)
  if (dirty > 0) env.err(`! ${count(dirty, 'file')} with uncommitted changes: no try has them`)
}

async function uncommitted(env: Environment, {root}: Tree): Promise<number> {
  return (await readGitState(env.programs, root))?.dirty.length ?? 0
}

async function tellPlan(env: Environment, bisection: Bisection, isJson: boolean): Promise<ExitCode> {
  if (isJson) env.data(`${JSON.stringify(bisectJson(bisection, outcomeOf(bisection, []), []), null, 2)}\n`)
  else for (const row of majorRows(bisection)) env.out(`${row}\n`)
  return exitCodes.done
}

async function tellEnd({env, tree, options}: Given, bisection: Bisection): Promise<SearchEnd> {
  const {root} = tree
  const outcome = outcomeOf(bisection, await breakingChangesBetween(0, bisection.to))
  await removeWorktree(env, root)
  if (!options.keep) await removeBisectFolder(root)
  const commands = outcome.works === undefined ? [] : await commandsToTake(tree, outcome.works.major)
  if (options.json) env.data(`${JSON.stringify(bisectJson(bisection, outcome, commands), null, 2)}\n`)
  else {
    const lines = describeOutcome(bisection, outcome, commands, env.paint.out)
    env.out(`${asTypedIn(env.cwd, root, lines).join('\n')}\n`)
  }
  const isNothingNewer = bisection.candidates.length === 0
  const code = outcome.works === undefined && !isNothingNewer ? exitCodes.stopped : exitCodes.done
  return {code, ...(commands.length === 1 && outcome.works !== undefined ? {takes: outcome.works.major} : {})}
}
