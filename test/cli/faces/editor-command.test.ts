import fc from 'fast-check'
import {expect, test} from 'vitest'
import {editorCommand} from '../../../src/cli/faces/editor-command.ts'

const place = {path: '/repo/src/lib.rs', line: 12, column: 5}

test.each([
  ['vi', ['vi', '+12', '/repo/src/lib.rs']],
  ['vim', ['vim', '+call cursor(12,5)', '/repo/src/lib.rs']],
  ['/usr/bin/nvim', ['/usr/bin/nvim', '+call cursor(12,5)', '/repo/src/lib.rs']],
  ['nano -w', ['nano', '-w', '+12,5', '/repo/src/lib.rs']],
  ['emacsclient -nw -a ""', ['emacsclient', '-nw', '-a', '', '+12:5', '/repo/src/lib.rs']],
  ['hx', ['hx', '/repo/src/lib.rs:12:5']],
  ['code', ['code', '--wait', '--goto', '/repo/src/lib.rs:12:5']],
  ["'/opt/my editors/zed'", ['/opt/my editors/zed', '--wait', '/repo/src/lib.rs:12:5']],
  ['something-new', ['something-new', '+12', '/repo/src/lib.rs']],
])('%s opens a place', (editor, argv) => {
  expect(editorCommand(editor, place)).toEqual(argv)
})

test('no editor is no command', () => {
  for (const editor of ['', '   ', '\t\n']) expect(editorCommand(editor, place)).toBeUndefined()
})

test('a path is one word of the command, whatever it is called', () => {
  const editors = fc.constantFrom('vi', 'vim', 'nano', 'emacs', 'hx', 'code', 'zed', 'other')
  fc.assert(
    fc.property(editors, fc.string(), (editor, name) => {
      const path = `/repo/${name}`

      const argv = editorCommand(editor, {...place, path}) ?? []

      expect(argv.filter(word => word.includes(path))).toHaveLength(1)
      expect(argv[0]).toBe(editor)
      // Absolute, so that no name is taken for an option.
      expect(argv.at(-1)?.startsWith('/repo/')).toBe(true)
    }),
  )
})
