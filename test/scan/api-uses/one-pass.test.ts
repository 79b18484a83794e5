import {expect, test} from 'vitest'
import {breakingChangesBetween} from '../../../src/catalog/breaking-changes.ts'
import {findApiUses} from '../../../src/scan/api-uses/find-api-uses.ts'
import {rustParser} from '../../support/rust-parser.ts'
import {manifestWith, surveyOf, treeOf, usesOf} from './find.ts'
import {snippets} from './snippets.ts'

const majors = [25, 34, 35, 36, 37, 42, 48]
const dependencies =
  'wasmtime = "20"\nwasmtime-wasi = "20"\nwasmtime-wasi-http = "20"\nwasmtime-cli = "20"\nanyhow = "1"'

test('several majors looked for at once give what each gives alone', async () => {
  const files = {'Cargo.toml': manifestWith(dependencies), ...everySnippet()}
  const searches = await searchesFor(majors)

  const {findings} = await findApiUses({
    tree: treeOf(files),
    survey: surveyOf(files),
    searches,
    loadParser: rustParser,
  })

  for (const {to, changes} of searches)
    expect(inOrder(findings.get(to) ?? [])).toEqual(inOrder(await usesOf(files, changes, to)))
  expect(findings.get(25)?.length).toBeGreaterThan(20)
  expect(findings.get(48)?.length).toBeGreaterThan(200)
})

test('a path that is gone at one major and back at another is a use on the way to the first', async () => {
  const files = {
    'Cargo.toml': manifestWith(dependencies),
    'src/lib.rs': 'pub fn view(view: &dyn wasmtime_wasi::WasiView) {}\n',
  }

  const searches = await searchesFor([35, 36])
  const {findings} = await findApiUses({
    tree: treeOf(files),
    survey: surveyOf(files),
    searches,
    loadParser: rustParser,
  })

  const isTold = (to: number) => (findings.get(to) ?? []).some(({change}) => change === 'wasi-root-to-p2')
  expect([isTold(35), isTold(36)]).toEqual([true, false])
})

/** Each in a file of its own, all in one package. */
function everySnippet(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(snippets).flatMap(([id, {rust}]) =>
      rust === undefined ? [] : [[`src/${id.replaceAll('-', '_')}.rs`, rust]],
    ),
  )
}

function searchesFor(ends: readonly number[]) {
  return Promise.all(ends.map(async to => ({to, changes: await breakingChangesBetween(19, to)})))
}

/** What stands at one place is told in any order. */
function inOrder(findings: readonly {readonly path: string; readonly span: {start: number}; change?: string}[]) {
  return findings.toSorted((a, b) =>
    `${a.path} ${a.span.start} ${a.change}`.localeCompare(`${b.path} ${b.span.start} ${b.change}`),
  )
}
