import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, truncateSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import path from 'node:path'
import {beforeEach, expect, test} from 'vitest'
import {commitAll, type Ended, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\n'
const upgrade = ['run', '--yes', '--rust', '1.86', '--offline', '--only', 'raise-rust']
const since = '2026-01-02T03:04:05.000Z'

let root = ''
let lock = ''
beforeEach(async () => {
  root = temporaryFolder()
  lock = path.join(root, '.upgrade-wizard/lock')
  writeFiles(root, {'Cargo.toml': manifest, 'src/lib.rs': ''})
  await commitAll(root)
  mkdirSync(path.dirname(lock))
})

const wizard = (args: readonly string[]): Promise<Ended> =>
  runProgram(args, {cwd: root, env: {CARGO_HOME: temporaryFolder()}})
const inOneLine = ({stderr}: Ended) => stderr.replaceAll(/\s+/g, ' ')

test('the lock of another host is told with the command that removes it, which then lets the run begin', async () => {
  writeFileSync(lock, JSON.stringify({pid: 7, startTime: '1', bootId: 'theirs', host: 'build-7', nonce: 'n', since}))

  for (const args of [upgrade, ['undo', '--all']]) {
    const ended = await wizard(args)
    expect(ended.code).toBe(3)
    expect(inOneLine(ended)).toContain(`Process 7 on build-7 holds it since ${since}. Whether that process still runs`)
    expect(ended.stderr).toContain('→ Once you know that it is gone: rm .upgrade-wizard/lock')
  }
  execFileSync('rm', ['.upgrade-wizard/lock'], {cwd: root})

  expect(await wizard(upgrade)).toMatchObject({code: 0})
  expect(existsSync(lock)).toBe(false)
})

test.each([
  {what: 'of garbage', lay: () => writeFileSync(lock, '\0{"pid": 1')},
  {
    what: 'of 100 GB',
    lay() {
      writeFileSync(lock, '')
      truncateSync(lock, 100_000_000_000)
    },
  },
  {
    what: 'from before the machine was started again',
    lay: () =>
      writeFileSync(lock, JSON.stringify({pid: 1, startTime: '1', bootId: 'b', host: hostname(), nonce: '', since})),
  },
])('a lock file $what keeps nobody out', async ({lay}) => {
  lay()

  expect(await wizard(upgrade)).toMatchObject({code: 0})
  expect(existsSync(lock)).toBe(false)
})

test.each([
  {what: 'a folder', lay: () => mkdirSync(lock)},
  {what: 'a pipe', lay: () => execFileSync('mkfifo', [lock])},
])('a lock that is $what is refused at once, with what to move away', async ({lay}) => {
  lay()

  for (const args of [upgrade, ['status']]) {
    const ended = await wizard(args)
    expect(ended.code).toBe(3)
    expect(ended.stderr).toContain('→ Move .upgrade-wizard/lock away, then run the wizard again.')
  }
  expect(git(root, 'status', '--porcelain', '--untracked-files=no')).toBe('')
})
