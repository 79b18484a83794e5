import path from 'node:path'
import type {Bisection, Candidate} from '../../bisect/bisection.ts'
import {type Judged, judgeProblem, judgeTry} from '../../bisect/judge-try.ts'
import {type Probes, probingKinds} from '../../bisect/probe-steps.ts'
import {triedKinds} from '../../bisect/tried-kinds.ts'
import type {Command} from '../../domain/command.ts'
import {ProblemError} from '../../domain/errors.ts'
import {measurementSchema} from '../../domain/measurement.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Problem} from '../../domain/problem.ts'
import type {StepKind} from '../../domain/step-kind.ts'
import type {Interrupts} from '../../engine/interrupts.ts'
import type {Session} from '../../journal/session.ts'
import {isProductBroken} from '../../measure/cargo-messages.ts'
import {stepNames} from '../../plan/step-names.ts'
import type {StepDeps} from '../../steps/step-deps.ts'
import type {Environment} from '../environment.ts'
import {type RunOptions, usualRun} from '../run-options.ts'
import {runSession} from '../session/run-session.ts'
import {tryFace} from './try-face.ts'
import {bisectFolders} from './worktree.ts'

export type Try = {
  readonly env: Environment
  /** Of the repository itself. */
  readonly root: string
  /** The worktree, as fresh as the commit. */
  readonly tree: Tree
  readonly bisection: Bisection
  readonly interrupts: Interrupts
  readonly options: Pick<RunOptions, 'offline' | 'leastFree'>
  /** Where each step is to be followed by the proof of the whole: what these say is added here. */
  readonly probes?: Probes
}

export type Tried = {readonly judged: Judged; readonly session: Session | undefined; readonly durationMs: number}

/** Carries the whole upgrade to one release out in the worktree, with nobody asked, and judges what came of it. */
export async function tryMajor(given: Try, {version}: Candidate): Promise<Tried> {
  const {env, root, tree, interrupts} = given
  const {monotonicMs} = env.clock
  const beganMs = monotonicMs()
  const face = tryFace({env, interrupts})
  const run = {
    env: buildingApart(env, root),
    tree,
    face,
    options: tryOptions(given, version),
    kindsOf: (deps: StepDeps) => kindsOf(given, deps),
  }
  const ended = await runSession(run)
    .then(({session}) => ({session, judged: judge(session)}))
    .catch(error => {
      if (!(error instanceof ProblemError)) throw error
      return {session: undefined, judged: judgeProblem(error.problem)}
    })
    .finally(face.end)
  return {...ended, durationMs: monotonicMs() - beganMs}
}

function kindsOf({bisection, probes}: Try, deps: StepDeps): ReadonlyMap<string, StepKind> {
  const kinds = triedKinds(bisection, deps)
  return probes === undefined ? kinds : probingKinds(kinds, bisection.reach, probes)
}

function judge(session: Session | undefined): Judged {
  if (session === undefined) return {verdict: undefined, problem: undefined}
  const before = baselineOf(session)
  if (before?.check !== undefined && isProductBroken(before.check)) return {verdict: undefined, problem: brokenBefore}
  return judgeTry(session)
}

/** What was measured before anything was written; undefined when it didn't come to that. */
export function baselineOf(session: Session | undefined): Bisection['baseline'] {
  return measurementSchema.safeParse(session?.steps.find(({plan}) => plan.id === 'record-baseline')?.data).data
}

/** Nobody is asked, and what says nothing of the major is left out. */
function tryOptions({options: {offline, leastFree}, bisection: {reach}}: Try, version: string): RunOptions {
  const needless = reach === 'build' ? [...besideTheProof, ...onlyForTests] : besideTheProof
  return usualRun({
    wanted: {wasmtime: version},
    skip: needless.filter(name => stepNames.includes(name)),
    offline,
    ...(leastFree === undefined ? {} : {leastFree}),
    yes: true,
    onFailure: 'stop',
    ui: 'plain',
  })
}

/**
 * Cargo builds into the folder that all tries share, whatever the repository's configuration says. What a session keeps on this
 * machine outside of its repository goes there as well: nobody goes on with a try.
 */
function buildingApart(env: Environment, root: string): Environment {
  const {build, memory} = bisectFolders(root)
  const apart = {CARGO_TARGET_DIR: build, CARGO_BUILD_BUILD_DIR: build}
  const there = <C extends Command>(command: C): C => ({...command, env: {...command.env, ...apart}})
  const {programs} = env
  return {
    ...env,
    variables: {...env.variables, ...apart, XDG_STATE_HOME: path.resolve(memory)},
    programs: {
      ...programs,
      start: (command, log) => programs.start(there(command), log),
      capture: (command, ...more) => programs.capture(there(command), ...more),
    },
  }
}

const brokenBefore: Problem = {
  code: 'bisect-broken-before',
  title: 'The commit itself does not build in a worktree of its own',
  detail: 'Nothing can be said of an upgrade of what does not build before it.',
  nextSteps: [
    'Make the commit build from a fresh checkout: git worktree add FOLDER HEAD, then cargo check there.',
    'What git does not track, and submodules, are not in such a checkout.',
  ],
}

/** Steps that say nothing of whether a major passes. */
const besideTheProof = [
  'make-branch',
  'record-own-commands',
  'record-features',
  'record-benches',
  'record-advisories',
  'tidy-audit',
  'fix-code',
  'lint-code',
  'prove-features',
  'run-benches',
  'run-own-commands',
  'audit-dependencies',
  'drop-old-matrix',
  'update-documents',
  'write-report',
]
const onlyForTests = ['record-artifacts', 'rebuild-artifacts', 'prove-tests']
