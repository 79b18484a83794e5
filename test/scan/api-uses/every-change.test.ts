import {describe, expect, test} from 'vitest'
import {loadBreakingChanges} from '../../../src/catalog/breaking-changes.ts'
import {coverage} from '../../../src/scan/api-uses/coverage.ts'
import {manifestWith, usesOf} from './find.ts'
import {type Snippet, snippets, unseen} from './snippets.ts'

const changes = await loadBreakingChanges()
const told = changes.filter(({kind}) => kind !== 'msrv')

describe.each(told.filter(({id}) => snippets[id] !== undefined))('$id', change => {
  const snippet = snippets[change.id] ?? {}

  test('is found in code that meets it', async () => {
    const uses = await usesOf(repositoryOf(snippet, family), [change], change.major)

    expect(uses.map(use => use.change)).toContain(change.id)
    expect(uses.some(({live}) => live)).toBe(snippet.isHint !== true)
    expect(uses.every(use => use.text.includes(use.value) && use.why.includes(`breaks at ${change.major}: `))).toBe(
      true,
    )
  })

  test('is not found where the same names come from another crate', async () => {
    const decoy = snippet.isTold === 'by-name' ? unrelated(snippet) : renamed(snippet)

    expect(await usesOf(decoy, [change], change.major)).toEqual([])
  })
})

test('every change is found, raises Rust, or leaves nothing to be found', () => {
  const reached = coverage(changes)
  const idsWith = (reach: string) => reached.filter(row => row.reach === reach).map(({id}) => id)

  expect([...idsWith('use'), ...idsWith('hint')].toSorted()).toEqual(Object.keys(snippets).toSorted())
  expect(idsWith('unseen').toSorted()).toEqual(Object.keys(unseen).toSorted())
  expect(reached).toHaveLength(221)
})

const family = [
  'anyhow = "1"',
  'async-trait = "0.1"',
  'wasmtime = "30"',
  'wasmtime-wasi = "30"',
  'wasmtime-wasi-config = "30"',
  'wasmtime-wasi-http = "30"',
  'wasmtime-wasi-io = "30"',
  'wasmtime-wasi-nn = "30"',
  'wasmtime-wasi-tls = "30"',
  'wasi-common = "30"',
  'wiggle = "30"',
].join('\n')

function repositoryOf({rust = '', dependencies, files = {}}: Snippet, others: string): Record<string, string> {
  return {'Cargo.toml': manifestWith(dependencies ?? others), 'src/lib.rs': rust, ...files}
}

/** The same text about crates of other names, in a file that uses wasmtime as well. */
function renamed({rust, dependencies, files}: Snippet): Record<string, string> {
  const rename = (text: string) =>
    text
      .replace(/wasmtime/g, 'othertime')
      .replace(/wiggle/g, 'wobble')
      .replace(/wasi([-_])common/g, 'other$1common')
  const own = dependencies === undefined ? `${family}\n${rename(family).replace(/^a.*$/gm, '')}` : rename(dependencies)
  const texts = Object.entries(files ?? {}).map(([path, text]) => [
    path,
    text.replace(/\b(package|enabled|x86_64)\b/g, 'other'),
  ])
  const code = rust === undefined ? {} : {'src/lib.rs': `use wasmtime::Memory as Unrelated;\n${rename(rust)}`}
  return {'Cargo.toml': manifestWith(own.replace('cranelift', 'othercraft')), ...code, ...Object.fromEntries(texts)}
}

/** The same names in a package that doesn't use wasmtime. */
function unrelated({rust = ''}: Snippet): Record<string, string> {
  return {'Cargo.toml': manifestWith('serde = "1"'), 'src/lib.rs': rust}
}
