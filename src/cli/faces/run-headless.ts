import path from 'node:path'
import type {Tree} from '../../domain/ports.ts'
import {problemOf} from '../../domain/system-problem.ts'
import {createInterrupts, type Interrupts} from '../../engine/interrupts.ts'
import {answerAloud} from '../../headless/answer-aloud.ts'
import {answerByPolicy} from '../../headless/answer-policy.ts'
import {githubFace} from '../../headless/github-face.ts'
import type {HeadlessFace} from '../../headless/headless-face.ts'
import {jsonFace} from '../../headless/json-face.ts'
import {plainFace} from '../../headless/plain-face.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import {onSignals} from '../on-signals.ts'
import {type HostingGiven, openHosting} from '../pairing/hosting.ts'
import {peopleHere} from '../pairing/people-here.ts'
import type {RunOptions} from '../run-options.ts'
import type {EditFile} from '../session/draft.ts'
import {runSession} from '../session/run-session.ts'
import {exitCodeOf} from '../tell-error.ts'
import {asTypedIn, describeEnd} from './describe-end.ts'
import type {Face} from './face.ts'

type Run = {readonly env: Environment; readonly tree: Tree; readonly options: RunOptions}
type Faced = Run & {
  readonly face: HeadlessFace
  readonly interrupts: Interrupts
  /** The exit code of the signal that ended the run, if one did. */
  readonly received: () => ExitCode | undefined
  readonly showsReport?: true
  readonly editFile?: EditFile
}

/** The same run as lines, answered by policy. */
export async function runHeadless(
  env: Environment,
  tree: Tree,
  options: RunOptions,
  ui: 'plain' | 'json',
): Promise<ExitCode> {
  const interrupts = createInterrupts()
  const run = {env, tree, options}
  const face = ui === 'json' ? jsonLines(run) : plainLines(run)
  const {received, stop} = onSignals(interrupts.requestQuit, env.leave)
  try {
    return await runWithFace({...run, face, interrupts, received})
  } finally {
    stop()
  }
}

/** A run from its first line to its last; what ends it too soon is told by the face as well, and thrown again. */
export async function runWithFace({
  face: lines,
  interrupts,
  received,
  showsReport,
  editFile,
  ...run
}: Faced): Promise<ExitCode> {
  const {env, tree} = run
  const face: Face = {
    ...lines,
    interrupts,
    see: ({survey}) => lines.see(survey),
    ...(showsReport === undefined ? {} : {showsReport}),
    ...(editFile === undefined ? {} : {editFile}),
  }
  const hosting = openHosting({
    env,
    root: tree.root,
    people: await peopleHere({env, root: tree.root, options: run.options, face}),
    options: run.options,
    cancel: () => interrupts.cancelStep(),
    deserted: interrupts.requestQuit,
    ...inLines(face.say),
  })
  try {
    const result = await runSession({...run, face, hosting})
    const {exitCode, lines: last} = describeEnd(result, tree.root, env.paint.err, false)
    const code = received() ?? exitCode
    const typed = asTypedIn(env.cwd, tree.root, last)
    await hosting.close(typed)
    lines.end({exitCode: code, end: result.end, lines: typed})
    return code
  } catch (error) {
    await hosting.close()
    const problem = problemOf(error)
    lines.end({exitCode: exitCodeOf(error), ...(problem === undefined ? {} : {problem}), lines: []})
    throw error
  }
}

/** What others do is said, a line each: who drives when that changes, what they suggest. */
function inLines(
  say: (line: string) => void,
): Pick<HostingGiven, 'showWheel' | 'showSuggestions' | 'say' | 'hint' | 'ring' | 'withdraw' | 'offersWheel'> {
  let known: string | undefined
  return {
    showWheel({driver, turn, wantedBy}) {
      const drives = turn?.isDue === true ? `${driver} drives; the turn is over` : `${driver} drives`
      const line = wantedBy === undefined ? drives : `${drives}; ${wantedBy} asks for the wheel`
      if (line !== known) say(line)
      known = line
    },
    showSuggestions(suggestions) {
      const latest = suggestions.at(-1)
      if (latest !== undefined) say(`${latest.by} suggests: ${latest.option}`)
    },
    say,
    hint: say,
    ring: () => undefined,
    // The answer came from elsewhere: the next question takes the place of this one.
    withdraw: () => undefined,
    offersWheel: true,
  }
}

function plainLines({env, tree, options}: Run): HeadlessFace {
  const paint = env.paint.err
  const plain = {
    write: env.err,
    paint,
    nowMs: env.clock.monotonicMs,
    readLog: readLogTail,
    answer: answerAloud(options, env.err, paint),
  }
  return env.command === undefined
    ? plainFace(plain)
    : githubFace({...plain, command: env.command, folder: folderIn(env, tree)})
}

/** GitHub wants paths from its workspace on; elsewhere they stay those of the repository. */
function folderIn({variables}: Environment, {root}: Tree): string {
  const workspace = variables.GITHUB_WORKSPACE
  const folder = workspace === undefined ? '' : path.relative(workspace, root)
  return folder === '' || folder.startsWith('..') ? '' : `${folder.split(path.sep).join('/')}/`
}

/** Events to stdout; the last lines are for people as well. */
function jsonLines({env, options}: Run): HeadlessFace {
  const face = jsonFace({
    write: line => env.data(`${line}\n`),
    answer: answerByPolicy(options),
    now: () => env.clock.now().toISOString(),
    nowMs: env.clock.monotonicMs,
    readLog: readLogTail,
  })
  const end: HeadlessFace['end'] = ended => {
    face.end(ended)
    for (const line of ended.lines) env.err(line)
  }
  return {...face, end}
}
