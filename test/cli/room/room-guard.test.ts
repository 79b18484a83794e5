import path from 'node:path'
import {expect, test} from 'vitest'
import {roomGuard} from '../../../src/cli/room/room-guard.ts'
import type {Command, CommandResult} from '../../../src/domain/command.ts'
import {createPrograms} from '../../../src/system/programs.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'

const programs = createPrograms()
const unused = () => Promise.reject(new Error('not expected here'))
const guard = roomGuard({
  hear: () => undefined,
  look: async () => ({mounts: [], cleanable: []}),
  freeBytes: unused,
  whenShort: unused,
  cleaning: unused,
  close: () => undefined,
})

test('a command that somebody kills is told with the signal, and where its output is', async () => {
  const problem = await explained('echo building >&2; kill -9 $$')

  expect(problem?.title).toMatch(/^Ended by SIGKILL: sh -c/)
  expect(problem?.detail).toContain('was killed')
  expect(problem?.nextSteps).toContain('The output is in left.err.')
})

test('one of its own that was killed is told by what it said of it', async () => {
  const problem = await explained('echo "rustc (signal: 9, SIGKILL: kill)" >&2; exit 101')

  expect(problem?.title).toMatch(/^Part of it was ended by SIGKILL/)
})

test('a command that fails by itself needs no such words', async () => {
  expect(await explained('echo error: nothing >&2; exit 1')).toBeUndefined()
})

/** What the guard says of a script that a real shell ran. */
async function explained(script: string) {
  const folder = temporaryFolder()
  const command: Command = {argv: ['sh', '-c', script], cwd: folder}
  const log = {out: path.join(folder, 'left.out'), err: path.join(folder, 'left.err'), marker: folder}
  const started = await programs.start(command, log)
  if ('notFound' in started) throw new Error('no shell')
  const {code, signal} = await started.ended
  const outcome: CommandResult['outcome'] =
    code === null ? {kind: 'signalled', signal: signal ?? ''} : {kind: 'exited', code}
  return guard.explain(command, {outcome, durationMs: 1, ...log})
}
