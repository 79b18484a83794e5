import {appendFile, mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {commitAll, type FixtureRepository, layOutFixture, runProgram} from '../support/fixture-run.ts'

// The run as a job of GitHub's sees it: which lines its runner would take for commands, and what they say.
let repository: FixtureRepository
beforeAll(async () => {
  repository = await layOutFixture('photondrift-issue')
})
afterAll(() => repository.remove())

test('a step that fails is a group, and its errors are marked where they are', async () => {
  await appendFile(path.join(repository.root, 'src/drift.rs'), '\nfn broken() -> Nowhere {}\n')

  const {code, stderr} = await run('--only', 'raise-rust', 'mend-code', '--on-failure', 'stop')

  expect(code).toBe(1)
  const heard = commandsIn(stderr)
  expect(heard.slice(0, 4)).toEqual([
    '::group::[1/2] Raise Rust to 1.86 wherever a lower one is stated',
    '::endgroup::',
    '::group::[2/2] Mend what no longer compiles',
    '::endgroup::',
  ])
  expect(heard.slice(4)).toEqual([
    expect.stringMatching(
      /^::error file=photondrift-issue\/src\/drift\.rs,line=\d+,col=16,title=E0425 .*Nowhere.*::.*not found in this scope$/,
    ),
  ])
  expect(stderr.trimEnd().split('\n').slice(-6)).toEqual([
    'Failed: Mend what no longer compiles',
    expect.stringMatching(/^ {2}1 error of 1 cause is left \(src\/drift\.rs:\d+:16\)$/),
    '  → Mend what is left by hand and verify again, or roll the step back.',
    'Stopped: “Mend what no longer compiles”',
    'To go on: upgrade-wizard run',
    'To get back: upgrade-wizard undo --all',
  ])
})

test('nothing that a repository holds is taken for a command', async () => {
  await repository.reset()
  await mkdir(path.join(repository.root, '##[group]x'))
  await writeFile(path.join(repository.root, '##[group]x/Dockerfile'), 'FROM rust:1.75\n')
  const smuggled = '\\n::stop-commands::now\\n  ::add-mask::a\\n##[error]b'
  await appendFile(path.join(repository.root, 'src/drift.rs'), `\ncompile_error!("x${smuggled}");\n`)
  await commitAll(repository.root)

  const {code, stderr} = await run('--only', 'raise-rust', 'mend-code', '--on-failure', 'stop')

  expect(code).toBe(1)
  expect(stderr).toContain('writes ## [group]x/Dockerfile')
  expect(stderr).toMatch(/^ *: :stop-commands::now/m)
  expect(stderr).not.toContain('##[')
  expect(commandsIn(stderr).filter(line => !/^::(error|group|endgroup)\b/.test(line))).toEqual([])
})

test('elsewhere there is no command at all', async () => {
  await repository.reset()

  const {stderr} = await repository.run('run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust')

  expect(commandsIn(stderr)).toEqual([])
})

function run(...args: readonly string[]) {
  return runProgram(['run', '--yes', '--wasmtime', '36', '--offline', ...args], {
    cwd: repository.root,
    env: {GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: path.dirname(repository.root), CI: 'true'},
  })
}

/** What GitHub's runner takes for a command: `::` after leading blanks. */
function commandsIn(text: string): readonly string[] {
  return text.split(/\r\n|[\r\n]/).filter(line => line.trimStart().startsWith('::'))
}
