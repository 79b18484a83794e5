import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {annotation, groupStart, withoutCommands} from '../../src/headless/github-commands.ts'

describe('a workflow command', () => {
  test('escapes line ends and per cent in its message, colons and commas in its properties as well', () => {
    expect(annotation('error', {path: 'a,b:c%.rs', line: 3, column: 7}, 'E0432: no, 100 %', 'one: a, b\r\n50 %')).toBe(
      '::error file=a%2Cb%3Ac%25.rs,line=3,col=7,title=E0432%3A no%2C 100 %25::one: a, b%0D%0A50 %25',
    )
  })

  test('has no place where none is known, and a group has a title alone', () => {
    expect(annotation('warning', {}, 'Note', 'read-only')).toBe('::warning title=Note::read-only')
    expect(groupStart('[1/2] 100 %\n::error::x')).toBe('::group::[1/2] 100 %25%0A::error::x')
  })

  test('is one line, whatever is in it', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (path, title, message) => {
        expect(annotation('error', {path}, title, message)).not.toMatch(/[\r\n]/)
      }),
    )
  })

  test('says exactly what was put in, once GitHub has undone the escapes', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (path, title, message) => {
        const [, file, named, said] = /^::error file=([^,:]*),title=([^,:]*)::(.*)$/su.exec(
          annotation('error', {path}, title, message),
        ) ?? ['', '', '', '']
        expect([file, named, said].map(unescaped)).toEqual([path, title, message].map(withoutOldPrefix))
      }),
    )
  })
})

describe('a line that came from outside', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['      ::add-mask::x', '      : :add-mask::x'],
    ['\u3000\t::set-env name=A::b', '\u3000\t: :set-env name=A::b'],
    ['\x1b[2m  \x1b[1m::endgroup::', '\x1b[2m  \x1b[1m: :endgroup::'],
    ['told ##[error]x', 'told ## [error]x'],
    ['one\n::error::two\r::error::three', 'one\n: :error::two\r: :error::three'],
  ])('is no command: %j', (line, expected) => {
    expect(withoutCommands(line)).toBe(expected)
  })

  test.each(['wasmtime::Config', '  use ::std', 'a: b', '#[derive]', ':', ''])(
    'is left as it is otherwise: %j',
    line => {
      expect(withoutCommands(line)).toBe(line)
    },
  )

  test('is never a command to the runner, which trims each line and knows an older form', () => {
    fc.assert(
      fc.property(nasty, text => {
        for (const line of withoutCommands(text).split(/[\r\n\u2028\u2029]/)) {
          expect(line.trimStart().startsWith('::')).toBe(false)
          expect(line).not.toContain('##[')
        }
      }),
    )
  })
})

const nasty = fc
  .array(
    fc.constantFrom(
      '::',
      ':',
      '#',
      '##[',
      '[',
      ' ',
      '\t',
      '\n',
      '\r',
      '%',
      '%0A',
      ',',
      'error',
      '\u00a0',
      '\u2028',
      'a',
    ),
  )
  .map(parts => parts.join(''))

function unescaped(text = ''): string {
  return text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%')
}

/** A command may hold no other of the older form. */
function withoutOldPrefix(text: string): string {
  return text.replaceAll('##[', '## [')
}
