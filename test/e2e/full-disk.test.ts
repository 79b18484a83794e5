import {once} from 'node:events'
import {mkdirSync, statfsSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {expect, onTestFinished, test, vi} from 'vitest'
import {fixtureForAll, runProgram, startProgram} from '../support/fixture-run.ts'
import {resizeDisk, tinyDisk} from '../support/tiny-disk.ts'
import {answer, keys, openWizard, question, startPlan} from './tui-drive.ts'

// The disk is real and so is cargo: only the build folder is on it, and it is as large as a run wants it to begin at all.
const sizeKib = 1300 * 1024
const megabyte = 1e6
const upgrade = ['run', '--wasmtime', '36', '--offline', '--only', 'record-baseline']

const repository = fixtureForAll('photondrift-issue')

test('nobody sits at it: a build is stopped before its disk is full, and says which disk and what to do', async ctx => {
  const target = tinyDisk(sizeKib)
  if (target === undefined) return ctx.skip('mounting is not allowed here')
  const leastFree = String(freeOn(target) - 3 * megabyte)

  const {code, stderr} = await runProgram([...upgrade, '--yes', '--least-free', leastFree], on(target))

  expect(code).toBe(1)
  expect(stderr).toMatch(new RegExp(`Low on room: ${target} has 1\\d{3} MB left; below 1\\d{3} MB commands are paused`))
  expect(stderr).toContain(`paused: ${target} has`)
  expect(stderr).toContain('Stopped before the disk is full')
  expect(stderr).toContain('--least-free')
  // What was built meanwhile is far from all that there was room for.
  expect(freeOn(target)).toBeGreaterThan(1000 * megabyte)
})

test('a disk that is full all at once is named as the reason, in their own words', async ctx => {
  const target = tinyDisk(sizeKib)
  if (target === undefined) return ctx.skip('mounting is not allowed here')
  const child = startProgram([...upgrade, '--yes', '--least-free', '0'], on(target))
  const said: string[] = []
  createInterface({input: child.stderr}).on('line', line => {
    // What else is on this machine fills it up.
    if (line.includes('$ cargo check')) resizeDisk(target, 2 * 1024)
    said.push(line)
  })
  const [code] = await once(child, 'close')

  expect(code).toBe(1)
  const text = said.join('\n')
  expect(text).toMatch(/! The disk is full: cargo (check|build)/)
  // The linker writes through mapped memory, and dies without a word of it.
  expect(text).toMatch(/No space left on device|Bus error/)
  expect(text).not.toContain('measuring without')
  expect(text).toMatch(new RegExp(`${target} has \\d MB left now`))
})

test('at the screen: the build is paused, what cargo can clean is cleaned by name, and the build goes on to its end', async ctx => {
  const target = tinyDisk(sizeKib)
  if (target === undefined) return ctx.skip('mounting is not allowed here')
  writeFileSync(path.join(target, 'CACHEDIR.TAG'), '# This file is a cache directory tag created by cargo.\n')
  mkdirSync(path.join(target, 'doc'))
  writeFileSync(path.join(target, 'doc/index.html'), new Uint8Array(60 * megabyte))
  const args = ['--wasmtime', '36', '--only', 'record-baseline', '--least-free', String(freeOn(target) - 3 * megabyte)]
  const term = openWizard(repository.root, args, {env: {CARGO_TARGET_DIR: target}, timeoutMs: 60_000})
  // Asked to end, it ends the build as well, paused or not; killed, it would leave a stopped one behind.
  onTestFinished(async () => {
    term.signal('SIGTERM')
    await term.exited
  })

  await startPlan(term)
  await answer(term, 'Apply “Record what builds', 'a')
  await term.waitFor(() => term.text().includes('Paused before the disk is full'))
  expect(term.text()).toContain('▸4 Disk')
  expect(term.text()).toMatch(/c Go on: 1\d{3} MB free|c Go on: 1\.\d GB free/)
  expect(term.text()).toMatch(/doc +6\d MB +cargo clean --doc/)
  // Its first moment on the screen the question ignores keys.
  await vi.waitFor(
    () => {
      const isOpen = term.text().includes('Clean, by name:')
      if (!isOpen) term.write('f')
      expect(isOpen).toBe(true)
    },
    {timeout: 10_000, interval: 1000},
  )
  term.write('doc')
  await term.waitFor(/Clean, by name: doc\s*$/m)
  term.write(keys.enter)

  await term.waitFor(() => !/doc +6\d MB/.test(term.text()))
  await answer(term, 'There is room again. Go on?', 'c')
  await question(term, 'Accept “Record what builds')
})

function on(target: string): {cwd: string; env: NodeJS.ProcessEnv} {
  return {cwd: repository.root, env: {CARGO_TARGET_DIR: target}}
}

function freeOn(folder: string): number {
  const {bavail, bsize} = statfsSync(folder)
  return bavail * bsize
}
