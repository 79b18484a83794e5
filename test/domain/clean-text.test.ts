import {expect, test} from 'vitest'
import {clean} from '../../src/domain/clean-text.ts'

/** What may be left: printable text and, where colours are kept, SGR. */
const safe = /^(?:\x1b\[[0-9:;]{0,64}m|[^\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}])*$/u

const hostile: readonly (readonly [string, string, string])[] = [
  ['clears the screen', 'a\x1b[2Jb', 'ab'],
  ['clears the scrollback', 'a\x1b[3Jb', 'ab'],
  ['moves the cursor home', '\x1b[Hhome', 'home'],
  ['moves the cursor up', 'a\x1b[5Ab', 'ab'],
  ['erases the line', 'a\x1b[2Kb', 'ab'],
  ['sets a scroll region', '\x1b[1;5rtext', 'text'],
  ['asks for the cursor position', '\x1b[6n', ''],
  ['asks what terminal it is', '\x1b[c\x1b[>c', ''],
  ['leaves the alternate screen', '\x1b[?1049lout', 'out'],
  ['turns mouse reporting on', '\x1b[?1000h\x1b[?1006h', ''],
  ['turns bracketed paste off', '\x1b[?2004l', ''],
  ['uses an intermediate byte', '\x1b[4 qbar', 'bar'],
  ['sends a private SGR look-alike', '\x1b[?4mx', 'x'],
  ['sends an endless SGR', `\x1b[${'1;'.repeat(80)}mx`, 'x'],
  ['resets the terminal', 'a\x1bcb', 'ab'],
  ['swaps the character set', '\x1b(0lqk\x1b(B', 'lqk'],
  ['saves and restores the cursor', '\x1b7a\x1b8', 'a'],
  ['sets the title', '\x1b]0;owned\x07text', 'text'],
  ['sets the title, ended by ST', '\x1b]2;owned\x1b\\text', 'text'],
  ['writes the clipboard', '\x1b]52;c;ZXZpbA==\x07ok', 'ok'],
  ['writes the clipboard and never ends', 'ok\x1b]52;c;ZXZpbA==', 'ok'],
  ['links elsewhere', '\x1b]8;;http://evil\x07click\x1b]8;;\x07', 'click'],
  ['shows an image', '\x1b]1337;File=inline=1:AAAA\x07x', 'x'],
  ['opens with a C1 OSC', '\x9d0;owned\x9cx', 'x'],
  ['opens with a C1 CSI', 'a\x9b2Jb', 'ab'],
  ['sends a device control string', '\x1bP1$r0m\x1b\\x', 'x'],
  ['passes through tmux', '\x1bPtmux;\x1b\x1b]52;c;AA\x07\x1b\\x', 'x'],
  ['sends an application command', '\x1b_Gf=100;AAAA\x1b\\x', 'x'],
  ['sends a privacy message', '\x1b^secret\x1b\\x', 'x'],
  ['sends a start of string', '\x1bXsecret\x1b\\x', 'x'],
  ['tears an escape off at the end', 'x\x1b', 'x'],
  ['tears a CSI off at the end', 'x\x1b[38;5', 'x'],
  ['nests escapes', 'a\x1b\x1b[2Jb', 'ab'],
  ['rings', 'a\x07b', 'ab'],
  ['goes back', 'abc\b\b\bxyz', 'abcxyz'],
  ['has a null', 'a\0b', 'ab'],
  ['overwrites the line', 'harmless\rdeleted all', 'deleted all'],
  ['ends in a carriage return', 'Building\r', 'Building'],
  ['erases, then says more', 'Building [=> ] 3/36\r\x1b[K   Compiling c00', '   Compiling c00'],
  ['shifts out and in', 'a\x0eb\x0fc', 'abc'],
  ['uses vertical tab and form feed', 'a\vb\fc', 'abc'],
  ['turns the text around', 'a\u202egnp.exe', 'agnp.exe'],
  ['isolates directions', '\u2066a\u2069', 'a'],
  ['hides in zero width', 'pass\u200bword\u2060\ufeff', 'password'],
  ['hides in tags', 'a\u{e0041}\u{e0042}b', 'ab'],
  ['has half a surrogate', 'a\ud83d', 'a\ufffd'],
  ['stacks marks', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ['breaks the line', 'a\nb\u2028c', 'a b c'],
  ['has tabs', 'a\tb', 'a    b'],
]

test.each(hostile)('is harmless when it %s', (_, input, expected) => {
  expect(clean(input)).toBe(expected)
  expect(clean(input, true)).toMatch(safe)
})

test('keeps colours where they are wanted, and ends them', () => {
  expect(clean('\x1b[1;31merror\x1b[0m: \x1b[38;5;9mred', true)).toBe('\x1b[1;31merror\x1b[0m: \x1b[38;5;9mred\x1b[0m')
})

test('drops colours where they are not', () => {
  expect(clean('\x1b[1;31merror\x1b[0m: red')).toBe('error: red')
})

test('leaves plain and wide text as it is', () => {
  expect(clean('   Compiling wasmtime v36.0.14')).toBe('   Compiling wasmtime v36.0.14')
  expect(clean('写入 12 个文件 ✓')).toBe('写入 12 个文件 ✓')
})

test('shows 4 KiB of an endless line', () => {
  expect(clean('x'.repeat(1_000_000))).toHaveLength(4096)
  expect(clean('é'.repeat(1_000_000))).toHaveLength(4096)
})

test('what a line says last is seen behind hours of progress bars', () => {
  expect(clean(`${'    Building [=> ] 3/36: c00\r'.repeat(10_000)}    Finished in 3 h`)).toBe('    Finished in 3 h')
})
