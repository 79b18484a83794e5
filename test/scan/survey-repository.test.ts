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
      'Makefile:7 wasm32-unknown-unknown',
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
      '.cargo/config.toml.backup: a backup',
      '.github/workflows/merge-helper.yml: text of a sed command',
      'CHANGELOG.md: tells the past',
      'docs/RUST_UPGRADE_PLAN.md: a plan or a report',
      'docs/archive/rust-upgrade-plan.md: a plan or a report',
      'scripts/rust-upgrade-validator.sh: a script about an upgrade',
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
  write('Cargo.toml', '[package]\nname = "host"\n')
  write('huge.md', 'Rust 1.75\n'.repeat(300_000))
  write('README.md', 'Rust 1.75 \0\n')
  writeFileSync(path.join(root, 'latin.md'), Buffer.from([0x52, 0xff]))
  write('templates/new/rust-toolchain.toml', '[toolchain\n')
  git('init', '-q')
  symlinkSync('huge.md', path.join(root, 'link.md'))

  const {leftOut, filesRead, problems} = await survey()

  expect(leftOut).toEqual([
    {reason: 'a link, or gone', count: 1},
    {reason: 'larger than 2 MiB', count: 1},
    {reason: 'not UTF-8', count: 1},
    {reason: 'not text', count: 1},
    {reason: 'not valid TOML', count: 1},
  ])
  expect({filesRead, problems}).toEqual({filesRead: 1, problems: []})
})

test('names a file in another encoding by what it decides, and reads the rest', async () => {
  write('Cargo.toml', '[package]\nname = "host"\n')
  const latin1 = (file: string, text: string) => writeFileSync(path.join(root, file), Buffer.from(text, 'latin1'))
  latin1('Dockerfile', '# gebaut für alle\nFROM rust:1.75\n')
  latin1('Dockerfile.web', '# für die Seiten\nFROM node:22\n')
  latin1('CHANGELOG.md', 'Für Rust 1.75\n')
  latin1('compose.yml', 'a: "ü\nimage: rust:1.75\n')

  const {problems, leftOut, findings} = await survey()

  expect(leftOut).toEqual([{reason: 'not UTF-8', count: 4}])
  expect(findings).toEqual([])
  expect(problems).toMatchObject([
    {
      code: 'file-not-utf8',
      title: 'Cannot edit Dockerfile',
      detail: 'It is not UTF-8. What it states at line 2 (1.75) stays as it is.',
      path: 'Dockerfile',
      line: 2,
    },
  ])
})

test('stops at a manifest in another encoding, as cargo does', async () => {
  writeFileSync(path.join(root, 'Cargo.toml'), Buffer.from('[package]\nname = "host"\nauthors = ["Jörg"]\n', 'latin1'))

  const {problems} = await survey()

  expect(problems).toMatchObject([{code: 'manifest-broken', path: 'Cargo.toml', detail: 'It is not UTF-8.'}])
})

test('leaves out what others wrote or a program made, but no manifest that cargo reads', async () => {
  git('init', '-q')
  write('.gitattributes', 'gen/** linguist-generated\n*.sh linguist-vendored=true\nCargo.toml linguist-generated\n')
  write('Cargo.toml', '[package]\nname = "host"\nrust-version = "1.75"\n')
  write('gen/Dockerfile', 'FROM rust:1.75\n')
  write('setup.sh', 'rustup default 1.75\n')
  write('vendor/wiggle/Cargo.toml', '[package\n')
  write('web/node_modules/a/Dockerfile', 'FROM rust:1.75\n')
  write('out/CACHEDIR.TAG', '')
  write('out/doc/README.md', 'Rust 1.75\n')
  write('target/README.md', 'Rust 1.75 or later\n')
  git('add', '.')

  const {leftOut, findings, marked} = await survey()

  expect(marked?.get('gen/Dockerfile')).toBe('generated')
  expect(marked?.get('setup.sh')).toBe('vendored')
  expect(leftOut).toEqual([
    {reason: 'build output', count: 1},
    {reason: 'generated', count: 1},
    {reason: 'in node_modules', count: 1},
    {reason: 'vendored', count: 2},
  ])
  expect(findings.map(shown)).toEqual(['Cargo.toml:3 1.75', 'target/README.md:1 1.75'])
})

test('a pointer of git LFS is told as such, and nothing is taken from it', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:1.75\nsize 175\n'
  write('Cargo.toml', '[package]\nname = "host"\nrust-version = "1.75"\n')
  write('Dockerfile', pointer)
  write('crates/big/Cargo.toml', pointer)

  const {problems, findings, leftOut} = await survey()

  expect(problems).toMatchObject([
    {
      code: 'file-in-lfs',
      path: 'Dockerfile',
      nextSteps: [expect.stringContaining('git lfs pull --include Dockerfile')],
    },
    {code: 'manifest-broken', path: 'crates/big/Cargo.toml'},
  ])
  expect(findings.map(shown)).toEqual(['Cargo.toml:3 1.75'])
  expect(leftOut).toEqual([{reason: 'git LFS pointers', count: 2}])
})

test.each([
  {file: '.github/workflows/ci.yml', text: 'env:\n  RUST_VERSION: "1.75\n<<<<<<< HEAD\n', format: 'YAML', line: 4},
  {file: '.gitlab-ci.yml', text: 'image: rust:1.75\nvariables: [\n', format: 'YAML', line: 3},
  {file: 'rust-toolchain.toml', text: '[toolchain]\nchannel = 1.75.0\n', format: 'TOML', line: 2},
  {file: '.cargo/config.toml', text: '[build]\n\ntarget = wasm32-wasi\n', format: 'TOML', line: 3},
  {file: 'deny.toml', text: '[bans] # wasmtime\nskip = [\n', format: 'TOML', line: 3},
  {file: 'Cargo.lock', text: 'version = 4\n\n[[package]]\n<<<<<<< HEAD\n', format: 'TOML', line: 4},
  {file: 'Cargo.lock', text: '# made by a later cargo\nversion = 9\n', format: 'Cargo.lock', line: 2},
  {file: 'Dockerfile', text: 'FROM rust:1.75\nFORM rust:1.76\n', format: 'Dockerfile', line: 2},
  {file: '.devcontainer.json', text: '{\n"image" "rust"}\n', format: 'JSON', line: 2},
])('says that $file is no $format at line $line, and reads the rest', async ({file, text, format, line}) => {
  write('Cargo.toml', '[package]\nname = "host"\nrust-version = "1.75"\n')
  write(file, text)

  const {problems, findings, lockfiles} = await survey()

  expect(problems).toEqual([expect.objectContaining({code: 'file-broken', path: file, line})])
  expect(problems[0]?.detail).toMatch(new RegExp(`^It is not valid ${format} at line ${line}, column \\d+: .+\\.$`))
  expect(findings.map(shown)).toContain('Cargo.toml:3 1.75')
  expect(lockfiles).toEqual([])
})

test.each([
  {manifest: '[package]\nedition = "2021"\n', line: 1, says: 'the package has no name'},
  {manifest: '[package]\nname = 7\n', line: 2, says: 'the name of the package must be text in quotes'},
  {manifest: '[package]\nname = "a"\nrust-version = "54"\n', line: 3, says: '"54" is no Rust version'},
  {manifest: '[package]\nname = "a"\nrust-version = 1.75\n', line: 3, says: '1.75 is no Rust version'},
  {manifest: '[package]\nname = "a"\nedition = 2021\n', line: 3, says: '2021 is no edition'},
  {manifest: '[package]\nname = "a"\n[dependencies]\nserde = 1\n', line: 4, says: 'the version of serde must be text'},
])('says what cargo cannot use in a manifest: $says', async ({manifest, line, says}) => {
  write('Cargo.toml', manifest)

  const {problems} = await survey()

  expect(problems).toEqual([
    expect.objectContaining({
      code: 'manifest-rejected',
      path: 'Cargo.toml',
      line,
      detail: expect.stringContaining(says),
    }),
  ])
})

test('reads the file that a toolchain file is a link to', async () => {
  write('Cargo.toml', '[package]\nname = "host"\n')
  write('tools/rust.toml', '[toolchain]\nchannel = "1.75.0"\n')
  git('init', '-q')
  symlinkSync('tools/rust.toml', path.join(root, 'rust-toolchain.toml'))

  const {findings} = await survey()

  expect(findings.map(finding => `${shown(finding)} ${finding.place}`)).toEqual([
    'tools/rust.toml:2 1.75.0 toolchain-file',
  ])
})

test('says nothing of links that lead nowhere, in circles or out, and of submodules', async () => {
  write('Cargo.toml', '[package]\nname = "host"\n')
  git('init', '-q')
  for (const [link, target] of [
    ['rust-toolchain', 'rust-toolchain'],
    ['a/rust-toolchain.toml', '../../../etc/passwd'],
    ['b/rust-toolchain.toml', '/etc/passwd'],
    ['Makefile', 'nowhere'],
    ['c', '.'],
  ] as const) {
    mkdirSync(path.dirname(path.join(root, link)), {recursive: true})
    symlinkSync(target, path.join(root, link))
  }
  const commit = '1'.repeat(40)
  git('update-index', '--add', '--cacheinfo', `160000,${commit},Dockerfile`)

  const {findings, problems, leftOut} = await survey()

  expect({findings, problems}).toEqual({findings: [], problems: []})
  expect(leftOut).toEqual([{reason: 'a link, or gone', count: 6}])
})

test('takes an entry of an audit tool for a mention when no lockfile holds its version', async () => {
  write('Cargo.toml', '[package]\nname = "host"\n')
  write('Cargo.lock', 'version = 4\n\n[[package]]\nname = "wasmtime"\nversion = "34.0.2"\n')
  write('deny.toml', '[bans]\nskip = [\n{ name = "wasmtime", version = "=34.0.2" },\n"wasmtime@5.0.1",\n]\n')

  const {findings} = await survey()

  expect(findings.filter(({place}) => place === 'audit-config').map(({line, live}) => [line, live])).toEqual([
    [3, true],
    [4, false],
  ])
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

function git(...args: readonly string[]): void {
  execFileSync('git', args, {cwd: root})
}

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
