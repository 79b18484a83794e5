import {describe, expect, test} from 'vitest'
import {plainStyle} from '../../src/report/commit-style.ts'
import {commitText} from '../../src/report/commit-text.ts'
import {makeReport} from '../../src/report/report.ts'
import {input, measured, step} from './make-input.ts'

const versions = [
  {name: 'Rust', before: '1.75, 1.75.0', after: '1.86'},
  {name: 'wasmtime', before: '25.0.3', after: '36.0.14'},
  {name: 'wasmtime-wasi', before: '25.0.3', after: '36.0.14'},
]

describe('the message of an upgrade', () => {
  test('says from what to what, what was done and how the tests are', () => {
    expect(commitText(makeReport(input({versions})))).toBe(
      `Raise wasmtime from 25.0.3 to 36.0.14 and Rust from 1.75 to 1.86

- wasmtime, wasmtime-wasi from 25.0.3 to 36.0.14
- Rust from 1.75 to 1.86

Done:

- The step raise-rust
- The step raise-family
- The step refresh-lockfile

Tests: 2 pass (2 before), none fails newly.
`,
    )
  })

  test('leaves the old versions out of a first line that would be too long, and never cuts one of these', () => {
    const style = {...plainStyle, prefix: 'chore(dependencies): ', isCapital: false}
    const [subject = ''] = commitText(makeReport(input({versions})), {style}).split('\n')

    expect(subject).toBe('chore(dependencies): raise wasmtime to 36.0.14 and Rust to 1.86')
  })

  test('is signed by whoever commits where the log is, and names who paired beside', () => {
    const people = [{name: 'Ada', mail: 'ada@example.org'}, {name: 'Bo', mail: 'bo@example.org'}, {name: 'Cy'}]
    const text = commitText(makeReport(input({versions, people})), {
      style: {...plainStyle, isSignedOff: true},
      signer: 'Ada <ada@example.org>',
    })

    expect(text.trimEnd().split('\n\n').at(-1)).toBe(
      'Co-authored-by: Bo <bo@example.org>\nSigned-off-by: Ada <ada@example.org>',
    )
  })

  test('doesn’t claim what was skipped or undone, nor that all is well when tests fail newly', () => {
    const steps = [step('raise-rust', {status: 'skipped', changedFiles: false}), step('raise-family')]
    const after = measured(['passed a::one', 'failed a::two'])
    const text = commitText(makeReport(input({versions, steps, after})))

    expect(text).toMatch(/^Raise wasmtime from 25\.0\.3 to 36\.0\.14\n\nNot everything is proven yet/)
    expect(text).toContain('Tests: 1 pass (2 before), 1 fails newly.')
    expect(text).not.toContain('Rust')
  })

  test('has no line of more than 72 columns', () => {
    const steps = [step('raise-family', {title: 'A long title '.repeat(15).trim()})]

    for (const line of commitText(makeReport(input({versions, steps}))).split('\n'))
      expect(line.length).toBeLessThanOrEqual(72)
  })
})
