import {type Bisection, knownOf, majorsOf, withFinding} from '../../bisect/bisection.ts'
import {boundsOf} from '../../bisect/halve.ts'
import {type Probes, probedSteps} from '../../bisect/probe-steps.ts'
import {ProblemError} from '../../domain/errors.ts'
import {freshWorktree, requireRoomToTry, type Search, withoutVerdict} from './halve-majors.ts'
import {keepBisection} from './state.ts'
import {tryMajor} from './try.ts'

/**
 * The first major that fails once more, with a proof of the whole after each step: which of them breaks it. Nothing is tried where
 * no major fails, or this is known. Undefined when it was left. Throws a ProblemError when the try comes to no verdict.
 */
export async function probeBorder(given: Search, bisection: Bisection): Promise<Bisection | undefined> {
  const {env, tree, interrupts} = given
  const {breaks} = boundsOf(majorsOf(bisection), knownOf(bisection))
  const candidate = bisection.candidates.find(({major}) => major === breaks)
  const finding = bisection.findings.find(({major}) => major === breaks)
  if (candidate === undefined || finding === undefined || finding.steps !== undefined) return bisection
  await requireRoomToTry(env, tree.root)
  const worktree = await freshWorktree(env, tree.root, bisection.head)
  env.err(env.paint.err.bold(`wasmtime ${candidate.version}, step by step`))
  const probes: Probes = new Map()
  const tried = await tryMajor({...given, root: tree.root, tree: worktree, bisection, probes}, candidate)
  if (interrupts.quit.aborted) return undefined
  const {judged, session} = tried
  if (judged.verdict === undefined) throw new ProblemError(withoutVerdict(candidate.major, judged.problem))
  const breakage = finding.breakage ?? ('breakage' in judged ? judged.breakage : undefined)
  const probed = session === undefined ? [] : [...probedSteps(session, probes)]
  const known = withFinding(bisection, {...finding, ...(breakage === undefined ? {} : {breakage}), steps: probed})
  await keepBisection(tree.root, known)
  return known
}
