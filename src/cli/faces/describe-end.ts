import {quoted} from '../../domain/command.ts'
import {measurementSchema} from '../../domain/measurement.ts'
import type {Paint} from '../../domain/paint.ts'
import type {Question} from '../../domain/question.ts'
import {isOtherRust} from '../../domain/rust-version.ts'
import {waysToAnswer} from '../../headless/ways-to-answer.ts'
import type {Session, StepSession} from '../../journal/session.ts'
import {type ExitCode, exitCodes} from '../exit-codes.ts'
import type {RunResult} from '../session/run-session.ts'

export type EndDescription = {readonly exitCode: ExitCode; readonly lines: readonly string[]}

/**
 * The last lines of a run, on whatever screen: the verdict, where things are, and the next command. What failed is told with
 * it, unless it stands right above.
 */
export function describeEnd(
  {end, session, recipe = []}: RunResult,
  root: string,
  paint: Paint,
  tellsFailures = true,
): EndDescription {
  const steps = session?.steps ?? []
  const why = (failed: readonly StepSession[]) => (tellsFailures ? failed.flatMap(reasons) : [])
  const undo = 'To get back: upgrade-wizard undo --all'
  switch (end.kind) {
    case 'done': {
      if (session?.verdict === 'undone')
        return {exitCode: exitCodes.done, lines: [paint.yellow('Undone'), ...undoneLines()]}
      const unresolved = steps.filter(isUnresolved)
      if (unresolved.length > 0)
        return {
          exitCode: exitCodes.stopped,
          lines: [paint.red(`Not done: ${titles(unresolved)}`), ...why(unresolved), undo],
        }
      const lines = session === undefined ? [] : doneLines(session, paint)
      return {exitCode: exitCodes.done, lines: [...lines, `Report: ${root}/.upgrade-wizard/report.md`, undo]}
    }
    case 'quit': {
      if (session?.verdict === 'undone')
        return {exitCode: exitCodes.done, lines: [paint.yellow('Undone'), ...undoneLines(end.stays)]}
      const failed = steps.filter(step => ['failed', 'blocked', 'undone'].includes(step.state.status))
      const goOn =
        session === undefined ? 'Nothing was written. To start: upgrade-wizard run' : 'To go on: upgrade-wizard run'
      if (failed.length > 0)
        return {
          exitCode: exitCodes.stopped,
          lines: [paint.red(`Stopped: ${titles(failed)}`), ...why(failed), goOn, ...smallerJump(session, failed), undo],
        }
      return {exitCode: exitCodes.waiting, lines: ['Stopped before the end.', goOn]}
    }
    case 'waiting':
      return {
        exitCode: exitCodes.waiting,
        lines: [
          paint.yellow(`Waiting for a decision: ${end.question.title}`),
          ...whyRefused(end.question),
          ...(session === undefined ? ['Nothing was written.'] : []),
          ...waysToAnswer(end.question),
        ],
      }
    case 'undo-failed': {
      const [first = 'Not everything could be restored', ...rest] = recipe
      return {
        exitCode: exitCodes.undoFailed,
        lines: [paint.red(first), ...rest],
      }
    }
    default:
      return end satisfies never
  }
}

/** Where the way to another wasmtime failed at what proves it, how to find the one that works. */
function smallerJump(session: Session | undefined, failed: readonly StepSession[]): readonly string[] {
  const isProof = failed.some(({plan}) => ['mend-code', 'prove-build', 'prove-tests'].includes(plan.kind))
  const isMoved = session?.steps.some(({plan}) => plan.kind === 'raise-family') === true
  if (!isProof || !isMoved) return []
  return ['To find the newest wasmtime that passes, and what breaks the next one: upgrade-wizard bisect']
}

/** What git or a hook said: nothing else has told it. */
function whyRefused({subject}: Question): readonly string[] {
  return subject.kind === 'refused-commit' ? subject.problem.detail.split('\n').map(line => `  ${line}`) : []
}

/** The lines, and what their commands need to be typed as well where one is outside of the repository. */
export function asTypedIn(cwd: string, root: string, lines: readonly string[]): readonly string[] {
  const isWithin = cwd === root || cwd.startsWith(`${root}/`)
  if (isWithin || !lines.some(line => line.includes('upgrade-wizard '))) return lines
  return [...lines, `From this folder, with: --repo ${quoted(root)}`]
}

/** What was left out is not done: that is said before anybody takes the upgrade for whole. */
function doneLines(session: Session, paint: Paint): readonly string[] {
  const {target, steps, leftOut} = session.plan
  const goal = `${target.wasmtime === null ? '' : `wasmtime ${target.wasmtime} on `}Rust ${target.rust.version}`
  if (leftOut === undefined) return [paint.green(`Done: upgraded to ${goal}${builtWith(session)}`)]
  return [
    paint.yellow(`Done in part: ${steps.length} of ${steps.length + leftOut.length} steps to ${goal}`),
    `Left out: ${leftOut.join(', ')}`,
    'To do the rest too: upgrade-wizard run --fresh',
  ]
}

/** The Rust that proved the build, where the one that is stated isn't installed. */
function builtWith({steps, plan: {target}}: Session): string {
  const proof = steps.find(({plan}) => plan.kind === 'prove-build')
  const {rust} = measurementSchema.pick({rust: true}).safeParse(proof?.data).data ?? {}
  return rust !== undefined && isOtherRust(rust, target.rust.version) ? `, built with ${rust}` : ''
}

/** Those that nobody has to search for among many. */
function titles(steps: readonly StepSession[]): string {
  const named = steps.slice(0, steps.length > mostTitles + 1 ? mostTitles : undefined)
  const more = steps.length - named.length
  return `${named.map(step => `“${step.plan.title}”`).join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

const mostTitles = 3

/** Nobody decided to do without it: a policy went on because nobody was there. */
function isUnresolved({state}: StepSession): boolean {
  if (!('by' in state) || state.by !== 'policy') return false
  return (
    state.status === 'skipped' ||
    (state.status === 'accepted' && state.despite !== undefined && state.despite.goOn === undefined)
  )
}

/** The failure once more at the end, where it is looked for. */
function reasons({state}: StepSession): readonly string[] {
  if (state.status === 'skipped') return ['  It could not be done and was left out.']
  if (state.status === 'accepted') return state.despite === undefined ? [] : [`  ${state.despite.title}`]
  if (state.status !== 'failed' && state.status !== 'blocked') return []
  return [state.problem.title, ...state.problem.detail.split('\n')].map(line => `  ${line}`)
}

const undoneLines = (stays: readonly string[] = []) => [
  'What the steps wrote is taken back, proven by hash.',
  ...stays,
  'To apply it again: upgrade-wizard run',
  'To start anew: upgrade-wizard run --fresh',
]
