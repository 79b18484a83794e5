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
