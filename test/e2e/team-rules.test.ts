import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'

const code = `use wasmtime::{Config, Engine};

pub fn engine() -> wasmtime::Result<Engine> {
    our_engine::start(Config::new().async_support(true))
}
`

const ownRule = `id: our-engine-takes-limits
language: Rust
message: Our engine wants its limits.
rule: {pattern: our_engine::start($CONFIG)}
fix: our_engine::start_with($CONFIG, our_engine::Limits::default())
`

/** A repository with a rule in the wizard's folder, which git tracks, and another in a folder that its settings name. */
async function repositoryWithRules() {
  const root = temporaryFolder()
  writeFiles(root, {
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nwasmtime = "41"\n',
    'src/lib.rs': code,
    '.upgrade-wizard/rules/own.yml': ownRule,
    'upgrade-wizard.toml': 'rules = ["tools/rules"]\n',
    'tools/rules/wide.yml': 'id: every-name\nlanguage: Rust\nrule: {kind: identifier}\nfix: x\nmetadata: {limit: 3}\n',
  })
  await commitAll(root)
  const env = {CARGO_HOME: temporaryFolder()}
  const target = ['--wasmtime', '42', '--offline', '--no-resolve']
  return {
    root,
    run: (command: string, ...args: readonly string[]) =>
      runProgram([command, ...args, ...(command === 'undo' ? [] : target)], {cwd: root, env}),
    source: () => readFileSync(path.join(root, 'src/lib.rs'), 'utf8'),
  }
}

test('a team’s rules run after ours, with a diff before and a way back after', async () => {
  const {root, run, source} = await repositoryWithRules()

  const planned = await run('plan', '--diff')
  expect(planned.code).toBe(0)
  expect(planned.stdout).toContain('our-engine-takes-limits in 1 place')
  expect(planned.stdout).toContain('The rule every-name matches too much')
  expect(source()).toBe(code)

  const ran = await run('run', '--yes', '--only', 'rewrite-code', 'apply-team-rules')
  expect(ran.code).toBe(0)
  expect(source()).toBe(
    code.replace(
      'start(Config::new().async_support(true))',
      'start_with(&mut Config::new(), our_engine::Limits::default())',
    ),
  )

  expect((await run('undo', '--all')).code).toBe(0)
  expect(source()).toBe(code)
  expect(git(root, 'status', '--porcelain')).toBe('')
})

test('settings that aren’t understood are told with the keys there are, and nothing in them is used', async () => {
  const {root, run} = await repositoryWithRules()
  writeFiles(root, {'upgrade-wizard.toml': 'rule = ["tools/rules"]\n'})

  const {code: exit, stdout} = await run('plan')

  expect(exit).toBe(0)
  expect(stdout).toContain('Cannot read upgrade-wizard.toml')
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Unrecognized key: "rule", did you mean "rules"? Known keys: thresholds, measure, validate, rules, command',
  )
  expect(stdout).not.toContain('every-name')
})
