import fc from 'fast-check'
import {expect, test} from 'vitest'
import {codeSpan, escapeMarkdown} from '../../src/report/escape-markdown.ts'

test.each([
  ['plain words, 1.86.0 and src/lib.rs', 'plain words, 1.86.0 and src/lib.rs'],
  ['# no heading', '\\# no heading'],
  ['- no list', '\\- no list'],
  ['1. no list', '1\\. no list'],
  ['[no](link)', '\\[no\\](link)'],
  ['<b>no html</b>', '\\<b\\>no html\\</b\\>'],
  ['*no* _emphasis_ `code`', '\\*no\\* \\_emphasis\\_ \\`code\\`'],
  ['a | b', 'a \\| b'],
  ['one\nline\r\nonly\u001b[31m', 'one line only \\[31m'],
  ['&amp;', '\\&amp;'],
  ['https://example.org', 'https\\://example.org'],
  ['@everybody', '@\u200beverybody'],
  ['left\u202etfel', 'lefttfel'],
])('shows %j as it is', (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown)
})

test.each([
  ['a::b', '`a::b`'],
  ['a`b', '``a`b``'],
  ['`a', '`` `a ``'],
  ['a|b', '`a\\|b`'],
  ['a\nb', '`a b`'],
  ['', ''],
])('sets %j as code', (text, markdown) => {
  expect(codeSpan(text)).toBe(markdown)
})

test('escaped text stays on one line and leaves no sign bare that could start markup', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), text => {
      const escaped = escapeMarkdown(text)
      expect(escaped).not.toMatch(/[\n\r]/)
      expect(escaped.replace(/\\[\s\S]/g, '')).not.toMatch(/[`*_[\]<>#|~&!]/)
    }),
  )
})

test('a code span is closed by nothing inside it', () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom('`', 'a', ' ', '|', '\n')}), text => {
      const span = codeSpan(text)
      if (span === '') return
      const fence = /^`+/.exec(span)?.[0] ?? ''
      const runs = span.slice(fence.length, -fence.length).match(/`+/g) ?? []
      expect(span.endsWith(fence)).toBe(true)
      expect(runs.every(run => run.length < fence.length)).toBe(true)
    }),
  )
})
