import {plainPaint} from '../../domain/paint.ts'
import type {Tree} from '../../domain/ports.ts'
import {createInterrupts} from '../../engine/interrupts.ts'
import type {HeadlessFace} from '../../headless/headless-face.ts'
import {linesFace} from '../../headless/lines-face.ts'
import {createLineInput} from '../../system/line-input.ts'
import {readLogTail} from '../../system/read-log-tail.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import {onSignals} from '../on-signals.ts'
import type {RunOptions} from '../run-options.ts'
import type {EditFile} from '../session/draft.ts'
import {openOwnFile} from './open-editor.ts'
import {runWithFace} from './run-headless.ts'

/**
 * The wizard in plain lines, with a person there: numbered questions, answered by lines. Nothing is drawn, coloured or taken
 * back, so that a screen reader can follow.
 */
export async function runInLines(coloured: Environment, tree: Tree, options: RunOptions): Promise<ExitCode> {
  const env = {...coloured, paint: {out: plainPaint, err: plainPaint}}
  const {monotonicMs} = env.clock
  const input = createLineInput({stream: process.stdin, isTerminal: env.isStdinTerminal})
  const lines = linesFace({input, write: env.err, nowMs: monotonicMs, readLog: readLogTail})
  const interrupts = createInterrupts()
  const running = new Set<string>()
  const quit = () => {
    interrupts.requestQuit()
    input.close()
  }
  const first = firstInterrupt({env, running, cancel: interrupts.cancelStep})
  const {received, stop} = onSignals(quit, env.leave, first)
  const face = watching(lines, running)
  try {
    return await runWithFace({env, tree, options, face, interrupts, received, showsReport: true, ...editor(env, tree)})
  } finally {
    stop()
    input.close()
  }
}

/** Where lines are typed into a terminal, an editor can have it for a while. */
function editor(env: Environment, {root}: Tree): {readonly editFile?: EditFile} {
  return env.isStdinTerminal ? {editFile: (file, line) => openOwnFile(env, root, file, line)} : {}
}

/** The face, with a look at which commands run. */
function watching(face: HeadlessFace, running: Set<string>): HeadlessFace {
  return {
    ...face,
    resume(session) {
      for (const {ended, marker} of session.steps.flatMap(({commands}) => commands)) if (!ended) running.add(marker)
      face.resume(session)
    },
    hear(timed) {
      const {event} = timed
      if (event.type === 'command-started') running.add(event.marker)
      if (event.type === 'command-ended') running.delete(event.marker)
      face.hear(timed)
    },
  }
}

/** Ctrl-C once cancels the command that runs, twice in short order leaves. Gives false when it is the second. */
function firstInterrupt({
  env,
  running,
  cancel,
}: {
  readonly env: Environment
  readonly running: ReadonlySet<string>
  readonly cancel: () => void
}): () => boolean {
  let latestMs = Number.NEGATIVE_INFINITY
  return () => {
    const now = env.clock.monotonicMs()
    const isSecond = now - latestMs <= twiceWithinMs
    latestMs = now
    if (isSecond) return false
    const isCommand = running.size > 0
    if (isCommand) cancel()
    env.err(`${isCommand ? 'Cancelling the command. ' : ''}Ctrl-C again within 2 seconds leaves.`)
    return true
  }
}

const twiceWithinMs = 2000
