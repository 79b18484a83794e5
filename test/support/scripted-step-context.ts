import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect} from 'vitest'
import type {Command, CommandResult} from '../../src/domain/command.ts'
import type {Json} from '../../src/domain/json.ts'
import type {Tree} from '../../src/domain/ports.ts'
import type {StepContext} from '../../src/domain/step-kind.ts'
import {readLogTail} from '../../src/system/read-log-tail.ts'
import {temporaryFolder} from './temporary-folder.ts'

/** One command that a step must run next, exactly so, and how it goes: one second long, exit code 0 unless said. */
export type ScriptedRun = {
  readonly command: Command
  readonly outcome?: CommandResult['outcome']
  readonly out?: string
  readonly err?: string
  /** What the command does to the tree, or to whoever waits for it. */
  readonly does?: () => void
}

export type ScriptedStepContext = StepContext & {
  readonly said: readonly string[]
  /** Fails when commands are left that no one ran. */
  expectEnd(): void
}

/** What a step sees of the world: a real tree, real logs, and commands that are only pretended, strictly in this order. */
export function scriptedStepContext(
  tree: Tree,
  script: readonly ScriptedRun[] = [],
  {
    results = {},
    signal = new AbortController().signal,
    mends = 0,
  }: {results?: Record<string, Json>; signal?: AbortSignal; mends?: number} = {},
): ScriptedStepContext {
  const logs = temporaryFolder()
  const said: string[] = []
  let position = 0
  return {
    tree,
    signal,
    said,
    mends,
    say: line => said.push(line),
    resultOf: stepId => results[stepId],
    readLog: (file, tailBytes = 64 * 1024 * 1024) => readLogTail(file, tailBytes),
    async run(command) {
      const step = script[position]
      expect(command, `command ${position + 1}`).toEqual(step?.command)
      position += 1
      const log = {out: path.join(logs, `${position}.out`), err: path.join(logs, `${position}.err`)}
      mkdirSync(logs, {recursive: true})
      writeFileSync(log.out, step?.out ?? '')
      writeFileSync(log.err, step?.err ?? '')
      step?.does?.()
      return {outcome: step?.outcome ?? {kind: 'exited', code: 0}, durationMs: 1000, ...log}
    },
    expectEnd: () => expect(script.slice(position).map(({command}) => command.argv.join(' '))).toEqual([]),
  }
}
