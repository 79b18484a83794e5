import type {ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync, readlinkSync} from 'node:fs'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {ended, expectedSnapshot, type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'

const name = 'photondrift-issue'
const build = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust', 'prove-build']

let repository: FixtureRepository
beforeAll(async () => {
  repository = await layOutFixture(name)
})
afterAll(() => repository.remove())

test.each([
  {signal: 'SIGINT', code: 130},
  {signal: 'SIGTERM', code: 143},
] as const)('$signal during cargo ends it, takes its step back and leaves $code; the next run goes on', async given => {
  await repository.reset()
  const wizard = repository.start(...build)
  const end = ended(wizard)
  await said(wizard, '$ cargo check')

  wizard.kill(given.signal)
  const {code, stderr} = await end

  expect(code).toBe(given.code)
  expect(stderr.trimEnd().split('\n').slice(-2)).toEqual(['Stopped before the end.', 'To go on: upgrade-wizard run'])
  expect(processesIn(repository.root)).toEqual([])
  const {steps} = JSON.parse((await repository.run('status', '--json')).stdout)
  expect(steps).toMatchObject([
    {id: 'raise-rust', status: 'accepted', drifted: []},
    {id: 'prove-build', status: 'waiting', drifted: []},
  ])
  expect(await repository.snapshot()).not.toHaveProperty('Cargo.lock')

  const next = await repository.run(...build)
  expect(next.code).toBe(0)
  expect(next.stderr).toContain('[2/2] Prove that it builds with wasmtime 36.0.14 on Rust 1.86 (attempt 2)')
  expect(next.stderr).not.toContain('[1/2]')
  await repository.run('undo', '--all')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

test('a signal before the first step writes nothing', async () => {
  await repository.reset()
  const wizard = repository.start(...build)
  const end = ended(wizard)
  await said(wizard, 'Reading the repository')

  wizard.kill('SIGINT')
  const {code, stderr} = await end

  expect(code).toBe(130)
  expect(stderr).not.toContain('[1/2]')
  expect(await repository.snapshot()).toEqual(await expectedSnapshot(name, 'in'))
})

/** Resolves when the wizard has said this on stderr. */
async function said(wizard: ChildProcess, wanted: string): Promise<void> {
  let heard = ''
  while (!heard.includes(wanted)) {
    if (wizard.stderr === null) throw new Error('no stderr')
    const [chunk] = await once(wizard.stderr, 'data')
    heard += String(chunk)
  }
}

/** Processes that work in a folder; empty as well where the system does not tell. */
function processesIn(folder: string): readonly string[] {
  const pids = (existsSync('/proc') ? readdirSync('/proc') : []).filter(pid => /^\d+$/.test(pid))
  return pids.filter(pid => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
    } catch {
      return false
    }
  })
}
