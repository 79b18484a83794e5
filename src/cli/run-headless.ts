import type {Tree} from '../domain/ports.ts'
import {createInterrupts, type Interrupts} from '../engine/interrupts.ts'
import {type HeadlessFace, jsonFace, plainFace} from '../headless/headless-face.ts'
import {describeEnd} from './describe-end.ts'
import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'
import type {RunOptions} from './run-options.ts'
import {runSession} from './run-session.ts'

/** The same run as lines, answered by policy. */
export async function runHeadless(
  env: Environment,
  tree: Tree,
  options: RunOptions,
  ui: 'plain' | 'json',
): Promise<ExitCode> {
  const interrupts = createInterrupts()
  const face = {...headlessFace(env, ui, options), interrupts, see: () => undefined}
  const signals = onSignals(interrupts, env.leave)
  try {
    const result = await runSession({env, tree, face, options})
    const {exitCode, lines} = describeEnd(result, tree.root, env.paint.err)
    for (const line of lines) env.err(line)
    return signals.received() ?? exitCode
  } finally {
    signals.stop()
  }
}

function headlessFace(env: Environment, ui: 'plain' | 'json', policy: RunOptions): HeadlessFace {
  if (ui === 'json') return jsonFace({write: line => env.out(`${line}\n`), policy})
  return plainFace({write: env.err, paint: env.paint.err, policy, nowMs: () => env.clock.monotonicMs()})
}

/** The first INT or TERM ends the command that runs and takes its step back; the second leaves at once. */
function onSignals(
  interrupts: Interrupts,
  leave: Environment['leave'],
): {received(): ExitCode | undefined; stop(): void} {
  let code: ExitCode | undefined
  const listener = (_: NodeJS.Signals, number: number) => {
    if (code !== undefined) leave(128 + number)
    code = 128 + number
    interrupts.requestQuit()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return {
    received: () => code,
    stop() {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    },
  }
}
