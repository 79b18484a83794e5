import {expect, test} from 'vitest'
import {commandLine} from '../../src/domain/command.ts'

test('what is set for a command stands before it, quoted as its words are', () => {
  const line = commandLine({
    argv: ['cargo', 'check', '--features', 'a b', "it's"],
    env: {RUSTUP_TOOLCHAIN: '1.86', RUSTFLAGS: '-D warnings', UNSET: undefined},
  })

  expect(line).toBe(`RUSTUP_TOOLCHAIN=1.86 RUSTFLAGS='-D warnings' cargo check --features 'a b' 'it'\\''s'`)
})

test('how the output is to look is left out: by hand it looks as one has it set', () => {
  expect(commandLine({argv: ['cargo', 'check'], env: {CARGO_TERM_COLOR: 'always'}})).toBe('cargo check')
})
