import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {doctorDocumentSchema} from '../../src/plan/doctor-document.ts'
import {type FixtureRepository, layOutFixture, runProgram} from '../support/fixture-run.ts'
import {lockfile} from '../support/step-repository.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, initGit, writeFiles} from '../support/temporary-repository.ts'
import {tinyDisk} from '../support/tiny-disk.ts'

let repository: FixtureRepository
beforeAll(async () => {
  repository = await layOutFixture('photondrift-issue')
})
afterAll(() => repository.remove())

test('says what is here, what is needed and what checks there are, and writes nothing', async () => {
  const before = await repository.snapshot()

  const {code, stdout, stderr} = await repository.run('doctor', '--wasmtime', '36', '--offline')

  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout).toMatch(/^Tools\n {2}✓ rustup +\d+\.\d+\.\d+; installs and chooses toolchains\n/)
  expect(stdout).toMatch(/ {2}✓ Rust +1\.\d+\.\d+ .*1\.86 or newer: wasmtime 36\.0\.\d+ needs/)
  expect(stdout).toMatch(/ {2}test +make test\n/)
  expect(stdout).toMatch(/\nReady for wasmtime 36\.0\.\d+ on Rust 1\.86\.\n$/)
  expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  expect(await repository.snapshot()).toEqual(before)
})

test('--json is one document that keeps its schema', async () => {
  const {code, stdout} = await repository.run('doctor', '--json', '--wasmtime', '36')

  const document = doctorDocumentSchema.parse(JSON.parse(stdout))
  expect(code).toBe(0)
  expect(document).toMatchObject({repo: {root: repository.root}, target: {rust: '1.86'}, blocked: false})
  expect(document.registry).toMatchObject([{state: 'ok', have: expect.stringMatching(/^on this machine, in \//)}])
  expect(document.disk.mounts.flatMap(mount => mount.places.map(place => place.name)).toSorted()).toEqual([
    'build output',
    'cargo home',
    'rustup home',
    'session',
    'temporary',
  ])
  for (const mount of document.disk.mounts) expect(mount.needBytes).toBeGreaterThanOrEqual(mount.leastBytes)
})

test('a Rust that is not installed blocks, with the command that installs it', async () => {
  const {code, stdout} = await repository.run('doctor', '--rust', '1.999', '--offline')

  expect(code).toBe(3)
  expect(stdout).toContain('→ rustup toolchain install 1.999 --profile minimal')
  expect(stdout).toMatch(/\nBlocked: what is marked ✗ is in the way of wasmtime .* on Rust 1\.999\.\n$/)
})

test('a disk that is too small for what is locked blocks the doctor and the run, before anything is written', async ctx => {
  const folder = tinyDisk(1.5 * 1024 ** 2)
  if (folder === undefined) return ctx.skip('mounting a small disk is not allowed here')
  const crates = [...Array(1000).keys()].map(number => `crate-${number} 1.0.0`)
  writeFiles(folder, {
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "25"\n',
    'Cargo.lock': lockfile(...crates),
    'src/lib.rs': '',
  })
  initGit(folder)

  const doctor = await runProgram(['doctor', '--offline'], {cwd: folder})
  const run = await runProgram(['run', '--yes', '--offline'], {cwd: folder})

  expect(doctor).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/✗ free +1\.5 GiB at target; at least 2\.\d GiB needed/),
  })
  expect(run).toMatchObject({code: 3, stderr: expect.stringContaining('The disk is nearly full')})
  expect(git(folder, 'status', '--porcelain')).toBe('')
})

test('no program of the repository is run, whatever the search path says', async () => {
  const folder = path.join(repository.root, 'tools')
  const trace = path.join(temporaryFolder(), 'trace')
  await mkdir(folder)
  for (const name of ['make', 'just', 'cargo-audit', 'docker']) {
    await writeFile(path.join(folder, name), `#!/bin/sh\necho ${name} >> ${trace}\n`)
    await chmod(path.join(folder, name), 0o755)
  }

  const PATH = [folder, '.', 'tools', process.env.PATH].join(path.delimiter)
  const {code} = await runProgram(['doctor', '--offline'], {cwd: repository.root, env: {PATH}})

  expect(code).toBe(0)
  await expect(readFile(trace)).rejects.toThrow('ENOENT')
  await repository.reset()
})
