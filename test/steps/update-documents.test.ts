import {describe, expect, test} from 'vitest'
import {isFamily} from '../../src/catalog/family.ts'
import type {Tree} from '../../src/domain/ports.ts'
import {classified} from '../../src/scan/classify.ts'
import {detectDocument} from '../../src/scan/detectors/document.ts'
import {isGuide} from '../../src/scan/guide-documents.ts'
import {editDocument} from '../../src/steps/document-edits.ts'
import {mentionsOld, updateDocuments} from '../../src/steps/update-documents.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

/** As the steps before it leave a repository that came from wasmtime 25 and Rust 1.75. */
const raised = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\nrust-version = "1.86"\n[dependencies]\nwasmtime = "36.0"\n',
}
const before = {rust: ['1.75'], requirements: {wasmtime: ['25.0']}, planned: ['raise-rust', 'raise-family']}

const target = {wasmtime: '36.0.14', rust: {version: '1.86', because: []}, edition: null}

function step(tree: Tree) {
  return updateDocuments({...stepDeps(tree), before})
}

/** What becomes of one document, from wasmtime 25 to 36 and Rust 1.75 to 1.86. */
function updated(path: string, text: string): string {
  if (!isGuide(path)) return text
  const found = detectDocument({path, text}, {isFamily, packageRoots: new Set([''])}).map(classified)
  return editDocument(text, found, {target, rust: true, wasmtime: true, oldMajors: new Set([25])}).after
}

const fenced = (language: string, line: string) => `# Guide\n\n\`\`\`${language}\n${line}\n\`\`\`\n`

describe('a guide says what holds now', () => {
  test.each([
    ['- Rust 1.75+ with Cargo', '- Rust 1.86+ with Cargo'],
    ['- **Rust**: 1.70+ (for building from source)', '- **Rust**: 1.86+ (for building from source)'],
    ['You need Rust 1.75.0 or newer.', 'You need Rust 1.86.0 or newer.'],
    ['This crate requires Rust 1.75.', 'This crate requires Rust 1.86.'],
    ['MSRV: 1.75', 'MSRV: 1.86'],
    ['| **Runtime** | Wasmtime 25 | runs plugins |', '| **Runtime** | Wasmtime 36 | runs plugins |'],
    ['- **Runtime**: Wasmtime 25.0 with components', '- **Runtime**: Wasmtime 36.0 with components'],
    ['Plugins are built with `wasmtime` 25.0.3.', 'Plugins are built with `wasmtime` 36.0.14.'],
    ['Plugins are compiled to `wasm32-wasi`.', 'Plugins are compiled to `wasm32-wasip1`.'],
  ])('%s', (old, now) => {
    expect(updated('docs/guide.md', `# Guide\n\n${old}\n`)).toBe(`# Guide\n\n${now}\n`)
  })

  test.each([
    ['dockerfile', 'FROM rust:1.75-slim AS builder', 'FROM rust:1.86-slim AS builder'],
    ['bash', 'rustup toolchain install 1.75.0', 'rustup toolchain install 1.86.0'],
    ['sh', 'cargo +1.75 build', 'cargo +1.86 build'],
    ['yaml', '  toolchain: 1.75.0', '  toolchain: 1.86.0'],
    ['toml', 'wasmtime = "25.0"', 'wasmtime = "36.0"'],
    [
      'toml',
      'wasmtime = { version = "25", features = ["cache"] }',
      'wasmtime = { version = "36", features = ["cache"] }',
    ],
  ])('in a block of %s: %s', (language, old, now) => {
    expect(updated('docs/docker.md', fenced(language, old))).toBe(fenced(language, now))
  })
})

describe('what isn’t surely about now stays', () => {
  test.each([
    'Async plugins work since Rust 1.75.',
    'We upgraded from wasmtime 25 in spring.',
    'Rust 1.75+ supports async functions in traits.',
    'cargo-tool requires Rust 1.75.',
    '| Rust 1.70 | Rust 1.75 |',
    'Tested with Rust 1.75 or newer.',
    '- ✅ wasmtime 25.0 integration',
    '**Issue 4**: Wasmtime 25 caching',
    '| Wasmtime 25 API | differs |',
    '> Rust 1.75+ is needed',
    'The cache of wasmtime 25 works differently.',
    '`wasm32-wasi` was renamed to `wasm32-wasip1`.',
    '- **Runtime**: Wasmtime 20 with components',
    '[Rust 1.75+](https://blog.example.org/rust-1.75)\nwas a release',
  ])('%s', line => {
    const text = `# Guide\n\n${line}\n`

    expect(updated('docs/guide.md', text)).toBe(text)
  })

  test.each([
    ['diff', '-rustup default 1.75'],
    ['text', 'cargo +1.75 build'],
    ['', 'rustc 1.75.0 (82e1608df 2023-12-21)'],
    ['toml', '# wasmtime = "25"'],
    ['dockerfile', 'FROM rust:1.75-alpine3.18'],
    ['rust', '// needs wasmtime 25'],
  ])('in a block of %s: %s', (language, line) => {
    expect(updated('docs/docker.md', fenced(language, line))).toBe(fenced(language, line))
  })

  test.each(['Changelog', 'Roadmap', 'Migrating from 0.1', 'Known issues'])('below “%s”', title => {
    const text = `# Guide\n\n## ${title}\n\n### More\n\n- Rust 1.75+ with Cargo\n`

    expect(updated('docs/guide.md', text)).toBe(text)
  })

  test.each([
    'CHANGELOG.md',
    'docs/release-notes/0.2.md',
    'docs/adr/0003-containers.md',
    'docs/0003-containers.md',
    'docs/2025-01-plan.md',
    'docs/RUST_UPGRADE_PLAN.md',
    'docs/MIGRATION.md',
    'docs/phase2/setup.md',
    'docs/research/wasm.md',
    'LICENSE.md',
    '.agents/skill.md',
    'templates/docs/guide.md',
    'src/notes.md',
  ])('in %s', path => {
    expect(updated(path, '# Guide\n\n- Rust 1.75+ with Cargo\n')).toBe('# Guide\n\n- Rust 1.75+ with Cargo\n')
  })
})

test('lines that were made to hold it up don’t', () => {
  const lines = [' '.repeat(900), '| '.repeat(450), '-* '.repeat(300), 'a '.repeat(450), '`'.repeat(900)]
  const text = lines.flatMap(start => Array.from({length: 200}, () => `${start}wasmtime 25 and Rust 1.75+`)).join('\n')
  const started = performance.now()

  expect(updated('docs/guide.md', text)).toContain('wasmtime')
  expect(performance.now() - started).toBeLessThan(5000)
})

test('what stays in guides is told with its place, and kept for the report', async () => {
  const text = '# Guide\n\nThe cache of wasmtime 25 is slow.\n\n- Rust 1.75+ with Cargo\n'
  const tree = await temporaryRepository({...raised, 'docs/guide.md': text})
  const ctx = scriptedStepContext(tree)
  const inspection = await step(tree).inspect(ctx)

  expect(inspection).toMatchObject({
    kind: 'needed',
    summary:
      '1 place of 1 guide brought up to date\ndocs/guide.md:3 stays, read it yourself: The cache of wasmtime 25 is slow.',
  })
  await applyWrites(tree, inspection)
  expect(await step(tree).verify(ctx, undefined)).toEqual({
    kind: 'ok',
    summary: 'No guide states as current what held before the upgrade; 1 mention left for people to read',
    data: {left: [{path: 'docs/guide.md', line: 3, text: 'The cache of wasmtime 25 is slow.', value: '25'}]},
  })
})

test('the changelog gets its entry in the same diff, from what was stated before', async () => {
  const tree = await temporaryRepository({
    ...raised,
    'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- Ports\n',
  })

  await applyWrites(tree, await step(tree).inspect(scriptedStepContext(tree)))

  expect(await tree.readText('CHANGELOG.md')).toBe(
    '# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- Ports\n- Raise `wasmtime` from 25.0 to 36.0.14\n- Raise Rust from 1.75 to 1.86\n',
  )
  expect((await step(tree).inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test('nothing is claimed of what was skipped: documents follow the tree', async () => {
  const files = {
    'Cargo.toml':
      '[package]\nname = "a"\nversion = "0.1.0"\nrust-version = "1.75"\n[dependencies]\nwasmtime = "36.0"\n',
    'docs/guide.md': '- Rust 1.75+\n- **Runtime**: wasmtime 25\n',
    'CHANGELOG.md': '## [Unreleased]\n',
  }
  const tree = await temporaryRepository(files)

  await applyWrites(tree, await step(tree).inspect(scriptedStepContext(tree)))

  expect(await tree.readText('docs/guide.md')).toBe('- Rust 1.75+\n- **Runtime**: wasmtime 36\n')
  expect(await tree.readText('CHANGELOG.md')).not.toContain('Rust')
})

test('a plan has the step only where a guide mentions something old', async () => {
  const {target, survey} = stepDeps(await temporaryRepository({...raised, 'docs/guide.md': '- Rust 1.75+\n'}))
  const other = stepDeps(await temporaryRepository({...raised, 'docs/plans/guide.md': '- Rust 1.75+\n'}))

  expect(mentionsOld(await survey(), target)).toBe(true)
  expect(mentionsOld(await other.survey(), target)).toBe(false)
})
