import type {Tree} from '../domain/ports.ts'
import {createInterrupts} from '../engine/interrupts.ts'
import {type HeadlessFace, jsonFace, plainFace} from '../headless/headless-face.ts'
import {describeEnd} from './describe-end.ts'
import type {Environment} from './environment.ts'
import type {ExitCode} from './exit-codes.ts'
import {onSignals} from './on-signals.ts'
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
  const signals = onSignals(() => interrupts.requestQuit(), env.leave)
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
  if (ui === 'json') return jsonFace({write: line => env.data(`${line}\n`), policy})
  return plainFace({write: env.err, paint: env.paint.err, policy, nowMs: () => env.clock.monotonicMs()})
}
