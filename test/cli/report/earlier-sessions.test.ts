import {symlinkSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {earlierSessions} from '../../../src/cli/report/earlier-sessions.ts'
import {sessionStarted, wholeSession} from '../../support/journal-events.ts'
import {stateFile} from '../../support/state-file.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'
import {writeFiles} from '../../support/temporary-repository.ts'

const aside = (day: string) => `.upgrade-wizard/state-2026-09-${day}T10-00-00-000Z.jsonl`

test('sessions that were put aside are told, oldest first; what can’t be read stops nothing', async () => {
  const root = temporaryFolder()
  writeFiles(root, {
    [aside('02')]: stateFile(...wholeSession()),
    [aside('01')]: stateFile(sessionStarted),
    [aside('03')]: 'not a state file\n',
    '.upgrade-wizard/state.jsonl': stateFile(sessionStarted),
    '.upgrade-wizard/state-of-mine.jsonl': stateFile(sessionStarted),
  })
  symlinkSync(path.join(root, aside('01')), path.join(root, aside('04')))

  expect((await earlierSessions(root)).map(({ended}) => ended)).toEqual(['left', 'stopped'])
})

test('a repository without any has none', async () => {
  expect(await earlierSessions(temporaryFolder())).toEqual([])
})
