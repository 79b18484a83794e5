import {describe, expect, test} from 'vitest'
import {type Document, parseAllDocuments} from 'yaml'
import {yamlDocuments} from '../../src/editors/yaml-documents.ts'

const deep: Readonly<Record<string, string>> = {
  brackets: '['.repeat(200_000),
  braces: '{"a":'.repeat(100_000),
  'lists in lists': '- '.repeat(100_000),
  'keys that are maps': '? '.repeat(100_000),
  indentation: Array.from({length: 3000}, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
}

describe('a text that is nested too deeply', () => {
  test.each(Object.entries(deep))('%s: is an error, where it is', (_what, text) => {
    const [document, ...more] = yamlDocuments(
      `a: 1\nb: ${text.includes('\n') || !/^[[{]/.test(text) ? '\n' : ''}${text}`,
    )

    expect(document?.errors.map(({message}) => message)).toEqual(['It is nested too deeply'])
    expect(document?.errors[0]?.linePos?.[0].line).toBeGreaterThan(1)
    expect(more).toEqual([])
  })

  test('the documents before it are read', () => {
    const documents = yamlDocuments(`a: 1\n---\n${'['.repeat(1000)}`)

    expect(documents.map(one => one.errors.length)).toEqual([0, 1])
    expect(documents[0]?.toJS()).toEqual({a: 1})
  })
})

test.each([
  '',
  '# a comment alone\n',
  'a: 1\n---\nb: [1, {c: 2}]\n',
  '\ufeffa: 1\r\nb: "x\ty"\r\n',
  'a: [1\nb: 2\n',
  '%YAML 1.1\n---\nyes: no\n',
  'a: 1\na: 2\n',
  `${'['.repeat(100)}${']'.repeat(100)}`,
])('everything else is read as the library reads it: %j', text => {
  const theirs = parseAllDocuments(text, {prettyErrors: false})

  expect(yamlDocuments(text, {uniqueKeys: true}).map(read)).toEqual('empty' in theirs ? [] : theirs.map(read))
})

function read({contents, errors}: Document.Parsed) {
  return {json: JSON.stringify(contents), errors: errors.map(({message, pos}) => ({message, pos}))}
}
