import {expect, test} from 'vitest'
import {planDocumentSchema} from '../../src/plan/plan-document.ts'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

// Port 9 is where nobody listens.
const config = '[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "sparse+http://127.0.0.1:9/"\n'

test('a registry that does not answer stops nobody: the plan stands on the catalogue and says so once', async () => {
  const root = temporaryFolder()
  writeFiles(root, {
    '.cargo/config.toml': config,
    'Cargo.toml':
      '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nwasmtime = "25.0"\n',
    'src/lib.rs': '',
  })
  await commitAll(root)

  const {code, stdout} = await runProgram(['plan', '--json', '--wasmtime', '36'], {
    cwd: root,
    env: {CARGO_HOME: temporaryFolder()},
  })

  const plan = planDocumentSchema.parse(JSON.parse(stdout))
  expect(code).toBe(0)
  expect(plan.target).toMatchObject({wasmtime: '36.0.14', rust: {version: '1.86'}})
  expect(plan.resolved).toBeNull()
  expect(plan.problems).toMatchObject([{code: 'registry-failed', title: expect.stringContaining('127.0.0.1:9')}])
})
