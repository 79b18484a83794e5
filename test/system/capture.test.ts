import {chmodSync, existsSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {capture} from '../../src/system/capture.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const cwd = '/'

describe('capture', () => {
  test('keeps the output whole, with its last line end, and the exit code', async () => {
    const asked = await capture({argv: ['sh', '-c', 'printf "a\\n\\n"; printf "b" >&2; exit 9'], cwd})

    expect(asked).toEqual({kind: 'exited', code: 9, stdout: 'a\n\n', stderr: 'b'})
  })

  test('closes stdin, so that nobody waits for an answer', async () => {
    expect(await capture({argv: ['cat'], cwd})).toEqual({kind: 'exited', code: 0, stdout: '', stderr: ''})
  })

  test('never lets a shell see the words', async () => {
    const asked = await capture({argv: ['printf', '%s|', '$(id)', '; id', '*'], cwd})

    expect(asked).toEqual({kind: 'exited', code: 0, stdout: '$(id)|; id|*|', stderr: ''})
  })

  test('adds variables, and takes those away that are undefined', async () => {
    vi.stubEnv('WIZARD_TEST_TAKEN', 'taken')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })

    const env = {WIZARD_TEST_ADDED: 'added', WIZARD_TEST_TAKEN: undefined}
    const script = 'printenv WIZARD_TEST_ADDED; printenv WIZARD_TEST_TAKEN || echo none'
    const asked = await capture({argv: ['sh', '-c', script], cwd, env})

    expect(asked).toEqual({kind: 'exited', code: 0, stdout: 'added\nnone\n', stderr: ''})
  })

  test('says which program there is not', async () => {
    expect(await capture({argv: ['no-such-program-here'], cwd})).toEqual({
      kind: 'not-found',
      program: 'no-such-program-here',
    })
  })

  test('does not blame the program for a folder that is not there', async () => {
    const asked = await capture({argv: ['true'], cwd: path.join(temporaryFolder(), 'gone')})

    expect(asked).toMatchObject({kind: 'failed'})
  })

  test('fails with the reason for what cannot be run', async () => {
    const file = path.join(temporaryFolder(), 'not-a-program')
    writeFileSync(file, 'x')
    chmodSync(file, 0o644)

    expect(await capture({argv: [file], cwd})).toEqual({kind: 'failed', reason: expect.stringContaining('EACCES')})
  })

  test.each([
    ['a word that no program can be given', ['echo', 'a\0b']],
    ['more words than the system takes', ['echo', 'x'.repeat(8_000_000)]],
  ] as const)('fails with the reason for %s', async (_, [program, word]) => {
    expect(await capture({argv: [program, word], cwd})).toEqual({
      kind: 'failed',
      reason: expect.stringContaining('it could not be run'),
    })
  })

  test('fails when a signal ends the program', async () => {
    expect(await capture({argv: ['sh', '-c', 'kill -KILL $$'], cwd})).toEqual({
      kind: 'failed',
      reason: expect.stringContaining('SIGKILL'),
    })
  })

  test('gives up on a program that never stops talking', async () => {
    const asked = await capture({argv: ['yes', 'x'.repeat(10_000)], cwd})

    expect(asked).toEqual({kind: 'failed', reason: 'more than 64 MiB of output'})
  })

  test('gives up after the time it was given', async () => {
    const asked = await capture({argv: ['sleep', '60'], cwd}, 50)

    expect(asked).toEqual({kind: 'failed', reason: 'no answer within 50 ms'})
  })

  test('gives up in time even when a child of the program keeps its output open', async () => {
    const began = performance.now()
    const asked = await capture({argv: ['sh', '-c', 'trap "" TERM; sleep 20 & sleep 20; true'], cwd}, 50)

    expect(asked).toEqual({kind: 'failed', reason: 'no answer within 50 ms'})
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  test('gives up when it is told to, and starts nothing after that', async () => {
    const file = path.join(temporaryFolder(), 'started')
    const given = new AbortController()
    const asked = capture({argv: ['sh', '-c', 'echo; sleep 60'], cwd}, 50_000, given.signal)
    given.abort()

    const reason = 'it was not waited for any longer'
    expect(await asked).toEqual({kind: 'failed', reason})
    expect(await capture({argv: ['touch', file], cwd}, 50_000, given.signal)).toEqual({kind: 'failed', reason})
    expect(existsSync(file)).toBe(false)
  })
})
