import {constants} from 'node:os'
import {expect, test} from 'vitest'
import type {Environment} from '../../src/cli/environment.ts'
import {createPaint} from '../../src/cli/paint.ts'
import {tellError} from '../../src/cli/tell-error.ts'

test('a full disk under the state file is told with the file and the way on, and ends as a step that failed does', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    path: '/repo/.upgrade-wizard/state.jsonl',
  })

  const {code, lines} = told(error)

  expect(code).toBe(1)
  expect(lines[0]).toContain('The disk is full (/repo/.upgrade-wizard/state.jsonl)')
  expect(lines.join(' ')).toContain('cargo clean')
  expect(lines.join(' ')).toContain('it goes on')
})

test('whatever the system refuses is told with its file and what to do next, never as a bug', () => {
  for (const code of Object.keys(constants.errno)) {
    const error = Object.assign(new Error(`${code}: no, rename '/repo/Cargo.toml'`), {
      code,
      errno: -1,
      syscall: 'rename',
      path: '/repo/Cargo.toml',
    })

    const {code: exitCode, lines} = told(error)

    expect(exitCode, code).toBe(1)
    expect(lines[0], code).toMatch(/^ {2}! [A-Z].*\(\/repo\/Cargo\.toml\)$/)
    expect(lines.join(' '), code).toContain(code)
    expect(lines.join(' ').replaceAll(/ +/g, ' '), code).toMatch(/→ [A-Z].*, then run the wizard again/)
    expect(lines.join('\n'), code).not.toMatch(/bug|^ +at /m)
  }
})

test('a mistake of the wizard’s own stays one, also when Node gives it a code', () => {
  for (const error of [new TypeError('x is not a function'), Object.assign(new Error('no'), {code: 'ERR_INVALID_ARG'})])
    expect(told(error).code).toBe(70)
})

function told(error: unknown): {code: number; lines: readonly string[]} {
  const lines: string[] = []
  const plain = createPaint(false)
  const env: Pick<Environment, 'err' | 'paint' | 'version'> = {
    version: '1.2.3',
    err: line => lines.push(line),
    paint: {out: plain, err: plain},
  }
  return {code: tellError(error, env, false), lines}
}
