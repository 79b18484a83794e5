import {createLineInput} from '../../system/line-input.ts'
import type {Environment} from '../environment.ts'
import type {ExitCode} from '../exit-codes.ts'
import {type RunOptions, usualRun} from '../run-options.ts'

type Given = Pick<RunOptions, 'repo' | 'offline' | 'leastFree'>

/**
 * Where somebody sits at a terminal: whether to upgrade to this major now. `yes` begins the wizard, whose exit code it gives; any
 * other line leaves it at the command. Undefined when nobody wants it.
 */
export async function offerToTake(
  env: Environment,
  {repo, offline, leastFree}: Given,
  major: number,
): Promise<ExitCode | undefined> {
  if (!env.isStdinTerminal || !env.isStdoutTerminal) return undefined
  const input = createLineInput({stream: process.stdin, isTerminal: true})
  // What was typed while the tries ran answers nothing.
  await input.settle()
  env.err(`Upgrade to wasmtime ${major} now? Type yes and Enter; anything else leaves it.`)
  const line = await input.next()
  input.close()
  if (line?.trim().toLowerCase() !== 'yes') return undefined
  const {run} = await import('../run.ts')
  const wanted = {wasmtime: String(major)}
  return run(
    env,
    usualRun({...(repo === undefined ? {} : {repo}), ...(leastFree === undefined ? {} : {leastFree}), offline, wanted}),
  )
}
