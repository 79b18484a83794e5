import {expect, test} from 'vitest'
import {diskFullLine} from '../../src/measure/disk-full.ts'

test.each([
  ['rustc', 'error: failed to write /t/debug/deps/libserde.rmeta: No space left on device (os error 28)'],
  ['cargo', 'Caused by:\n  failed to write `/t/.rustc_info.json`: No space left on device (os error 28)'],
  ['ld', '/usr/bin/ld: final link failed: No space left on device'],
  ['a linker that dies of it', 'collect2: fatal error: error writing to /tmp/cc.s: No space left on device'],
  ['git', 'error: file write error: No space left on device'],
  ['a quota', 'error: failed to create file: Disk quota exceeded (os error 122)'],
  ['macOS', 'error: could not write output: No space left on device (os error 28)'],
])('%s says so', (_, said) => {
  const line = diskFullLine(`   Compiling serde v1.0.0\n${said}\nwarning: build failed, waiting for other jobs`)

  expect(said).toContain(line)
  expect(line).toMatch(/space left|quota/i)
})

test('it is found in a message of JSON, and quoted without the colours and lines around it', () => {
  const rendered =
    "\\u001b[1m\\u001b[91merror\\u001b[0m: couldn't create a temp dir: No space left on device (os error 28)"
  const line = `{"reason":"compiler-message","message":{"rendered":"${rendered} at path \\"/t/x\\"\\n\\nnext"}}`

  expect(diskFullLine(line)).toMatch(/^error: couldn't create a temp dir: No space left on device \(os error 28\)/)
  expect(diskFullLine(line)).not.toContain('next')
  expect(diskFullLine(line)).not.toContain('u001b')
})

test('source code that a message quotes is no full disk, and neither is any other failure', () => {
  const frame =
    'error[E0308]: mismatched types\n  --> src/lib.rs:4:5\n4 |     panic!("No space left on device")\n  | ^^'

  expect(diskFullLine(frame)).toBeUndefined()
  expect(diskFullLine('error: could not compile `photondrift` (lib) due to 28 previous errors')).toBeUndefined()
  expect(diskFullLine('No such file or directory (os error 2)')).toBeUndefined()
  expect(diskFullLine('')).toBeUndefined()
})

test('a linker that dies of a bus error met a full disk where room is low, and a bug of its own anywhere else', () => {
  const died = 'collect2: fatal error: ld terminated with signal 7 [Bus error]'

  expect(diskFullLine(died, true)).toBe(died)
  expect(diskFullLine(died)).toBeUndefined()
  expect(diskFullLine('  process didn’t exit successfully: `rustc` (signal: 7, SIGBUS: access)', true)).toContain(
    'SIGBUS',
  )
  expect(diskFullLine('collect2: fatal error: ld terminated with signal 11', true)).toBeUndefined()
})

test('a hostile log takes no time', () => {
  expect(diskFullLine('no space left on devic'.repeat(50_000))).toBeUndefined()
  expect(diskFullLine(`${'|'.repeat(100_000)}\n${' '.repeat(100_000)}no space left on device`)?.length).toBeLessThan(
    301,
  )
})
