import {execFileSync, spawn} from 'node:child_process'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {countedIn, type Faults, faultyFs, runWithFaults} from '../support/faults.ts'
import {type Ended, ended, environment, program, runProgram} from '../support/fixture-run.ts'
import {lockfileOf, repositoryWithScriptedCargo, scriptedUpgrade} from '../support/scripted-cargo.ts'
import {git} from '../support/temporary-repository.ts'
import {tinyDisk} from '../support/tiny-disk.ts'
import {expectRestored, openWizard, question, startPlan} from './tui-drive.ts'

/** As a file system does that finds an error in itself; nothing may be open for writing in it, not the logs either. */
const turningReadOnly = `
  exec > /dev/null 2>&1
  until mount -o remount,ro .; do sleep 0.01; done
  exit 1`
const writing: Faults['kinds'] = ['write', 'sync', 'rename', 'link']

// Every write of a whole upgrade is the torture run's: disk-full-at-every-write.torture.ts.
test('a disk that is full from some write on: told, nothing lost, and it goes on once there is room', async () => {
  const {root, tools, env} = await repositoryWithScriptedCargo('')
  const log = path.join(tools, 'log')
  const full = path.join(tools, 'disk-is-full')
  const faults: Faults = {below: root, kinds: writing, code: 'ENOSPC', half: true}
  await runWithFaults(root, scriptedUpgrade, {...faults, log}, env)
  const writes = countedIn(log)
  expect(writes).toBeGreaterThan(30)

  for (const at of [Math.round(writes / 3), Math.round(writes / 1.5)]) {
    git(root, 'checkout', '-q', '.')
    rmSync(path.join(root, '.upgrade-wizard'), {recursive: true})
    writeFileSync(full, '')
    const refused = await runWithFaults(root, scriptedUpgrade, {...faults, at, until: full}, env)
    expectProblem(refused, /! The disk is full/)
    rmSync(full)

    expect(await runProgram(scriptedUpgrade, {cwd: root, env})).toMatchObject({code: 0})
    expectUpgraded(root)
  }
})

test('at the screen: what can’t be written to the state file ends the run on the normal screen, and it goes on', async () => {
  const {root, tools, env} = await repositoryWithScriptedCargo('')
  const full = path.join(tools, 'disk-is-full')
  const faults: Faults = {below: root, kinds: writing, code: 'ENOSPC', half: true, at: 1, until: full}
  const preloaded = {NODE_OPTIONS: `--import ${faultyFs}`, UW_FAULTS: JSON.stringify(faults)}
  const args = scriptedUpgrade.filter(word => !['run', '--yes', '--offline'].includes(word))
  const term = openWizard(root, args, {env: {...env, ...preloaded}, timeoutMs: 60_000})

  await startPlan(term)
  await question(term, 'Apply “Raise wasmtime and its family')
  writeFileSync(full, '')
  term.write('a')

  expect(await term.exited).toMatchObject({code: 1})
  expectRestored(term)
  expect(term.text()).toContain('! The disk is full')
  rmSync(full)
  expect(await runProgram(scriptedUpgrade, {cwd: root, env})).toMatchObject({code: 0})
  expectUpgraded(root)
})

test('a file system that turns read-only in the middle: told, and it goes on when it is writable again', async ctx => {
  const disk = tinyDisk(1300 * 1024)
  if (disk === undefined) return ctx.skip('mounting is not allowed here')
  const {root, env} = await repositoryWithScriptedCargo(turningReadOnly, disk)

  const refused = await runProgram(scriptedUpgrade, {cwd: root, env})
  const status = await runProgram(['status'], {cwd: root, env})
  execFileSync('mount', ['-o', 'remount,rw', root])
  const undone = await runProgram(['undo', '--all'], {cwd: root, env})

  expectProblem(refused, /! The file system is read-only\s+\(.*state\.jsonl\)/)
  expect(status).toMatchObject({code: 0, stdout: expect.stringContaining('Raise wasmtime')})
  expect(undone).toMatchObject({code: 0})
  expect(git(root, 'status', '--porcelain')).toBe('')
})

test('few open files allowed: it says which limit to raise, and goes on with more', async () => {
  const {root, env} = await repositoryWithScriptedCargo('')

  const limited = ['-c', `ulimit -n 32; exec "$@"`, 'sh', process.execPath, program, ...scriptedUpgrade]
  const few = await ended(
    spawn('sh', limited, {cwd: root, env: {...environment(), ...env}, stdio: ['ignore', 'pipe', 'pipe']}),
  )

  expectProblem(few, /ulimit -n/)

  expect(await runProgram(scriptedUpgrade, {cwd: root, env})).toMatchObject({code: 0})
  expectUpgraded(root)
})

test('a clock that goes backwards all the time changes nothing', async () => {
  const {root, env} = await repositoryWithScriptedCargo('')
  const clock: Faults = {below: root, kinds: [], code: '', clockBackMs: 3_600_000}

  expect(await runWithFaults(root, scriptedUpgrade, clock, env)).toMatchObject({code: 0})
  expectUpgraded(root)
  expect(await runWithFaults(root, ['undo', '--all'], clock, env)).toMatchObject({code: 0})
  expect(git(root, 'status', '--porcelain')).toBe('')
})

/** Told as what it is, with the exit code of a run that stopped; never as a bug. */
function expectProblem({code, stderr}: Ended, says: RegExp): void {
  expect(stderr).toMatch(says)
  expect(stderr).not.toMatch(/This is a bug|^ +at /m)
  expect(code, stderr).toBe(1)
}

function expectUpgraded(root: string): void {
  expect(readFileSync(path.join(root, 'Cargo.lock'), 'utf8')).toBe(lockfileOf('36.0.14'))
  expect(git(root, 'diff', '--name-only')).toBe('Cargo.lock\nCargo.toml\n')
}
