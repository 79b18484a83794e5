import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {planDocumentSchema} from '../../src/plan/plan-document.ts'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

const workflow = `name: ci
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: dtolnay/rust-toolchain@stable
      - run: cargo test
  msrv:
    runs-on: ubuntu-latest
    steps:
      - uses: dtolnay/rust-toolchain@1.75.0
      - run: cargo check
`

/** A repository whose CI checks its least Rust in a job beside the one that follows stable. */
async function repositoryWithMsrvJob() {
  const root = temporaryFolder()
  writeFiles(root, {
    'Cargo.toml':
      '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nwasmtime = "25.0"\n',
    'src/lib.rs': '',
    Dockerfile: 'FROM rust:1.75\n',
    '.github/workflows/ci.yml': workflow,
  })
  await commitAll(root)
  const env = {CARGO_HOME: temporaryFolder()}
  const target = ['--wasmtime', '36', '--offline', '--no-resolve']
  return {
    run: (...args: readonly string[]) => runProgram([...args, ...target], {cwd: root, env}),
    text: (file: string) => readFileSync(path.join(root, file), 'utf8'),
  }
}

test('an MSRV job beside stable is shown with the reason, and stays where nobody says otherwise', async () => {
  const {run, text} = await repositoryWithMsrvJob()

  const planned = planDocumentSchema.parse(JSON.parse((await run('plan', '--json')).stdout))
  expect(planned.findings.filter(({onPurpose}) => onPurpose !== undefined)).toMatchObject([
    {path: '.github/workflows/ci.yml', line: 12, value: '1.75.0', live: true, step: null},
  ])
  expect((await run('run', '--yes', '--only', 'raise-rust')).code).toBe(0)

  expect(text('Dockerfile')).toBe('FROM rust:1.86\n')
  expect(text('.github/workflows/ci.yml')).toBe(workflow)
})

test('it is raised with the rest where that is said', async () => {
  const {run, text} = await repositoryWithMsrvJob()

  expect((await run('run', '--yes', '--only', 'raise-rust', '--on-purpose', 'raise')).code).toBe(0)

  expect(text('.github/workflows/ci.yml')).toBe(workflow.replace('1.75.0', '1.86.0'))
})
