import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commandsToTake} from '../../../src/cli/bisect/commands-to-take.ts'
import type {JournalEvent} from '../../../src/journal/event.ts'
import {copyFile} from '../../../src/system/copy-file.ts'
import {openTree} from '../../../src/system/tree.ts'
import {stateFile} from '../../support/state-file.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'

const run = 'upgrade-wizard run --wasmtime 36'

test('what works is taken by a run, which goes on with a session to it', async () => {
  expect(await commandsIn()).toEqual([run])
  expect(await commandsIn(started('36.0.2'))).toEqual([run])
})

test('a session that goes elsewhere is taken back first, where it has done anything, and another one started', async () => {
  expect(await commandsIn(started('48.0.0'))).toEqual([`${run} --fresh`])
  expect(await commandsIn(started('48.0.0'), ...accepted)).toEqual(['upgrade-wizard undo --all', `${run} --fresh`])
})

async function commandsIn(...events: readonly JournalEvent[]): Promise<readonly string[]> {
  const root = temporaryFolder()
  mkdirSync(path.join(root, '.upgrade-wizard'))
  if (events.length > 0) writeFileSync(path.join(root, '.upgrade-wizard/state.jsonl'), stateFile(...events))
  return commandsToTake(await openTree(root, {copy: copyFile}), 36)
}

function started(wasmtime: string): JournalEvent {
  const rust = {version: '1.86', because: []}
  const step = {
    id: 'raise-family',
    kind: 'raise-family',
    phase: 'dependencies',
    title: 'Raise',
    why: '',
    risk: 'low',
    needs: [],
  } as const
  const plan = {target: {wasmtime, rust, edition: null}, steps: [{...step, needs: []}]}
  return {type: 'session-started', sessionId: 'here', tool: '0.0.0', by: 'tester', git: null, plan}
}

const accepted: readonly JournalEvent[] = [
  {type: 'step-started', step: 'raise-family', attempt: 1, summary: 'Raise', writes: [], touches: []},
  {type: 'step-applied', step: 'raise-family', attempt: 1, files: []},
  {type: 'step-verified', step: 'raise-family', attempt: 1, summary: 'Raised'},
]
