import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const why = 'exceptions that are caught and those that aren’t are one event, `Exception`'

test.each([
  'match e { DebugEvent::CaughtExceptionThrown(_) => 1, DebugEvent::UncaughtExceptionThrown(_) => 2, _ => 3 };',
  'matches!(e, DebugEvent::CaughtExceptionThrown(_) | DebugEvent::UncaughtExceptionThrown(_));',
])('code that tells them apart is left to a person: %s', async body => {
  const code = `use wasmtime::DebugEvent; fn f(e: DebugEvent) { ${body} }`

  const {text, left} = await rewriteOne(code, {from: 45, to: 46})

  expect(text).toBe(code)
  expect(left.map(one => one.why)).toEqual([why, why])
})

test('code that waits for one of them hears of both, and the person is told', async () => {
  const code = 'use wasmtime::DebugEvent as E; fn f(e: E) { if let E::UncaughtExceptionThrown(x) | E::Other(x) = e {} }'

  const {text, notes} = await rewriteOne(code, {from: 45, to: 46})

  expect(text).toContain('if let E::Exception(x) | E::Other(x) = e')
  expect(notes).toEqual([`src/lib.rs: ${why}`])
})
