import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {applyEdits} from '../../src/domain/edit.ts'
import type {Finding} from '../../src/domain/finding.ts'
import type {Survey} from '../../src/domain/survey.ts'
import {replaceValues} from '../../src/editors/replace-values.ts'
import {surveyRepository} from '../../src/scan/survey-repository.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {openTree} from '../../src/system/tree.ts'
import {expectTrueSpan, isFamily} from './findings.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'survey-'))
})
afterEach(() => rmSync(root, {recursive: true, force: true}))

describe('the repository photondrift-issue', () => {
  const fixture = fileURLToPath(new URL('../../fixtures/repos/photondrift-issue/', import.meta.url))
  beforeEach(() => cpSync(path.join(fixture, 'in'), root, {recursive: true}))

  test('states its versions in exactly these places', async () => {
    const {findings, manifests, lockfiles, problems, leftOut, git} = await survey()

    expect(findings.filter(({live}) => live).map(shown)).toEqual([
      '.devcontainer/devcontainer.json:3 latest',
      '.github/workflows/ci.yml:18 1.75.0',
      '.github/workflows/ci.yml:28 1.75.0',
      '.github/workflows/ci.yml:42 stable',
      '.github/workflows/docs.yml:15 1.88',
      '.github/workflows/merge-helper.yml:17 stable',
      '.github/workflows/release.yml:8 1.76.0',
      '.github/workflows/release.yml:18 1.75.0',
      'CONTRIBUTING.md:5 1.75',
      'Cargo.toml:4 2021',
      'Cargo.toml:15 25.0',
      'Dockerfile:2 1.75',
      'Dockerfile.optimized:2 1.75',
      'Makefile:6 1.75',
      'README.md:4 1.75',
      'README.md:11 1.75',
    ])
    expect(manifests.map(({path, packageName, edition}) => [path, packageName, edition])).toEqual([
      ['Cargo.toml', 'adrdrift', '2021'],
    ])
    expect({lockfiles, problems, leftOut, git}).toEqual({lockfiles: [], problems: [], leftOut: [], git: null})
  })

  test('only mentions versions in plans, the changelog and a sed command', async () => {
    const {findings} = await survey()

    const mentions = findings.filter(({live}) => !live)
    expect([...new Set(mentions.map(({path, why}) => `${path}: ${why}`))]).toEqual([
      '.github/workflows/merge-helper.yml: text of a sed command',
      'CHANGELOG.md: tells the past',
      'docs/RUST_UPGRADE_PLAN.md: a plan or a report',
      'docs/archive/rust-upgrade-plan.md: a plan or a report',
    ])
  })

  test('has every value where its finding says', async () => {
    const {findings} = await survey()

    for (const finding of findings) expectTrueSpan(finding, readFileSync(path.join(root, finding.path), 'utf8'))
  })

  test('is what the upgrade should leave once every lower Rust is replaced', async () => {
    const {findings} = await survey()

    const lower = findings.filter(({live, value}) => live && /^1\.7\d/.test(value))
    const files = [...new Set(lower.map(({path}) => path))]
    for (const file of files) raiseRust(lower.filter(({path}) => path === file))

    for (const file of files) {
      expect(readFileSync(path.join(root, file), 'utf8'), file).toBe(
        readFileSync(path.join(fixture, 'out', file), 'utf8'),
      )
    }
  })
})

test('names the root manifest that is missing, and the folder that has one', async () => {
  write('rust/Cargo.toml', '[package]\nname = "host"\n')

  const {problems} = await survey()

  expect(problems).toMatchObject([{code: 'no-manifest', nextSteps: [expect.stringContaining('Go to rust,')]}])
})

test('reports a broken manifest and goes on with the rest', async () => {
  write('Cargo.toml', '[workspace]\nmembers = ["a"]\n[workspace.package]\nrust-version = "1.75"\n')
  write('a/Cargo.toml', '[package\n')
  write('templates/new/Cargo.toml', '[package]\nname = {{name}}\n')

  const {problems, findings, manifests} = await survey()

  expect(problems).toMatchObject([{code: 'manifest-broken', path: 'a/Cargo.toml', line: 1}])
  expect(findings.map(shown)).toEqual(['Cargo.toml:4 1.75'])
  expect(manifests.map(({path}) => path)).toEqual(['Cargo.toml'])
})

test('counts what it leaves out', async () => {
  execFileSync('git', ['init', '-q'], {cwd: root})
  write('Cargo.toml', '[package]\nname = "host"\n')
  write('.github/workflows/broken.yml', 'env:\n  RUST_VERSION: "1.75\n<<<<<<< HEAD\n')
  write('Cargo.lock', '[[package]]\n<<<<<<< HEAD\n')
  write('huge.md', 'Rust 1.75\n'.repeat(300_000))
  write('README.md', 'Rust 1.75 \0\n')
  writeFileSync(path.join(root, 'latin.md'), Buffer.from([0x52, 0xff]))
  symlinkSync('huge.md', path.join(root, 'link.md'))

  const {leftOut, filesRead, problems} = await survey()

  expect(leftOut).toEqual([
    {reason: 'a link, or gone', count: 1},
    {reason: 'larger than 2 MiB', count: 1},
    {reason: 'lockfile that is not valid in its format', count: 1},
    {reason: 'not UTF-8', count: 1},
    {reason: 'not text', count: 1},
    {reason: 'workflow that is not valid in its format', count: 1},
  ])
  expect({filesRead, problems}).toEqual({filesRead: 1, problems: []})
})

test('only mentions what stands in backups, templates and workflows GitHub never runs', async () => {
  write('Cargo.toml', '[package]\nname = "host"\n')
  write('.cargo/config.toml.backup', '[target.wasm32-wasi]\n')
  write('Dockerfile.bak', 'FROM rust:1.75\n')
  write('templates/plugin/rust-toolchain.toml', '[toolchain]\nchannel = "1.75"\n')
  write('examples/a/.github/workflows/ci.yml', 'env:\n  RUST_VERSION: "1.75"\n')

  const {findings} = await survey()

  expect(findings.map(({live, why, path}) => [path, live, why])).toEqual([
    ['.cargo/config.toml.backup', false, 'a backup'],
    ['Dockerfile.bak', false, 'a backup'],
    ['examples/a/.github/workflows/ci.yml', false, 'GitHub runs workflows of the root only'],
    ['templates/plugin/rust-toolchain.toml', false, 'a template for other projects'],
  ])
})

async function survey(): Promise<Survey> {
  return surveyRepository({tree: await openTree(root), programs: createPrograms(), isFamily})
}

/** Writes 1.86 over each finding of one file, with as many parts as it had. */
function raiseRust(findings: readonly Finding[]): void {
  const [first] = findings
  if (first === undefined) throw new Error('nothing to raise')
  const file = path.join(root, first.path)
  const text = readFileSync(file, 'utf8')
  const changes = findings.map(({span, value}) => ({
    span,
    from: value,
    to: value.split('.').length === 3 ? '1.86.0' : '1.86',
  }))
  const plan = replaceValues(first.place, text, changes)
  if (plan.kind !== 'edits') throw new Error(JSON.stringify(plan))
  writeFileSync(file, applyEdits(text, plan.edits))
}

function shown({path, line, value}: Finding): string {
  return `${path}:${line} ${value}`
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), {recursive: true})
  writeFileSync(path.join(root, file), text)
}
