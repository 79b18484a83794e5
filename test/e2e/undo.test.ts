import {existsSync} from 'node:fs'
import {readFile, unlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {expectedSnapshot, type FixtureRepository, layOutFixture, type Snapshot} from '../support/fixture-run.ts'

const name = 'photondrift-issue'
/** Every step that writes, and none that compiles. */
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust', 'dependencies']
const rustFiles = [
  '.github/workflows/ci.yml',
  '.github/workflows/release.yml',
  'CONTRIBUTING.md',
  'Dockerfile',
  'Dockerfile.optimized',
  'Makefile',
  'README.md',
]

let repository: FixtureRepository
let before: Snapshot
beforeAll(async () => {
  repository = await layOutFixture(name)
  before = await expectedSnapshot(name, 'in')
})
beforeEach(async () => {
  await repository.reset()
  expect((await repository.run(...upgrade)).code).toBe(0)
})
afterAll(() => repository.remove())

test('a dry run shows every file and changes none', async () => {
  const upgraded = await repository.snapshot()

  const {code, stdout, stderr} = await repository.run('undo', '--all', '--dry-run')

  expect(code).toBe(0)
  expect(stderr).toBe(
    'Would be undone: raise-rust, raise-family, refresh-lockfile. 9 files would be put back; nothing was changed.\n',
  )
  expect([...stdout.matchAll(/^--- a\/(.*)$/gm)].map(([, file]) => file)).toEqual([
    ...rustFiles,
    'Cargo.toml',
    'Cargo.lock',
  ])
  expect(stdout).toContain('\n-RUST_VERSION ?= 1.86\n+RUST_VERSION ?= 1.75\n')
  expect(await repository.snapshot()).toEqual(upgraded)
})

test('undoing everything leaves nothing behind, not even the lockfile, and a second time there is nothing to do', async () => {
  expect(await repository.snapshot()).toHaveProperty('Cargo.lock')

  const {code, stderr} = await repository.run('undo', '--all')

  expect(code).toBe(0)
  expect(stderr).toBe(
    'Undone: raise-rust, raise-family, refresh-lockfile. 9 files put back and read again: every hash is right.\n' +
      'To apply them again: upgrade-wizard run\n',
  )
  expect(await repository.snapshot()).toEqual(before)
  expect(await repository.run('undo', '--all')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Nothing to undo: none of these steps is in force.\n',
  })
})

test('what was undone is applied again by the next run: one step, and everything', async () => {
  const upgraded = await repository.snapshot()
  for (const what of ['raise-rust', '--all']) {
    expect(await repository.run('undo', what)).toMatchObject({code: 0})
    expect(await repository.snapshot()).not.toEqual(upgraded)

    expect(await repository.run('run', '--yes', '--offline')).toMatchObject({code: 0})
    expect(await repository.snapshot()).toEqual(upgraded)
  }
})

test('undoing one step keeps the others, and takes along what needs it', async () => {
  const {stderr} = await repository.run('undo', 'raise-family')

  expect(stderr).toContain('refresh-lockfile is undone too: it needs raise-family\n')
  expect(await changed()).toEqual(rustFiles)
  const rust = await repository.run('undo', 'raise-rust')
  expect(rust.stderr).toContain('7 files put back')
  expect(await repository.snapshot()).toEqual(before)
})

test('a phase is undone by its name', async () => {
  const {code, stderr} = await repository.run('undo', 'dependencies')

  expect(code).toBe(0)
  expect(stderr).toContain('Undone: raise-family, refresh-lockfile. 2 files put back')
  expect(await changed()).toEqual(rustFiles)
})

test('only wasmtime is undone and Rust stays; only Rust is refused as long as wasmtime needs it', async () => {
  const upgraded = await repository.snapshot()
  const refused = await repository.run('undo', '--only', 'rust')
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain('wasmtime 36.0.14 can’t stay without the new Rust')
  expect(refused.stderr).toContain('It needs Rust 1.86')
  expect(refused.stderr).toContain('upgrade-wizard undo --only wasmtime')
  expect(await repository.snapshot()).toEqual(upgraded)

  const dry = await repository.run('undo', '--only', 'wasmtime', '--dry-run')
  expect(dry.stderr).toContain('Would be undone: raise-family, refresh-lockfile. 2 files')
  expect(await repository.snapshot()).toEqual(upgraded)
  expect(await repository.run('undo', '--only', 'wasmtime')).toMatchObject({code: 0})
  expect(await changed()).toEqual(rustFiles)

  expect(await repository.run('undo', '--only', 'rust')).toMatchObject({code: 0})
  expect(await repository.snapshot()).toEqual(before)
})

test('naming a step that the rest needs is done, with what is wrong afterwards', async () => {
  const {code, stderr} = await repository.run('undo', 'raise-rust')

  expect(code).toBe(0)
  expect(stderr).toContain('! wasmtime 36.0.14 can’t stay without the new Rust. It needs Rust 1.86.')
  expect(await changed()).toEqual(['Cargo.lock', 'Cargo.toml'])
})

test('two wishes at once are none', async () => {
  for (const wish of [
    ['--all', 'raise-rust'],
    ['--only', 'rust', '--all'],
    ['--only', 'rust', 'raise-rust'],
  ])
    expect(await repository.run('undo', ...wish)).toMatchObject({code: 2})
})

test('a step that is not there is refused with those that are', async () => {
  const {code, stderr} = await repository.run('undo', 'raise-dust')

  expect(code).toBe(2)
  expect(stderr.split('\n')).toEqual([
    '  ! There is no step or phase called raise-dust',
    '    Steps in force: raise-rust, raise-family, refresh-lockfile. Phases: survey,',
    '    prepare, dependencies, code, validate, finish.',
    '    → Did you mean: upgrade-wizard undo raise-rust',
    '    → Or undo everything: upgrade-wizard undo --all',
    '',
  ])
  expect(await repository.run('undo')).toMatchObject({code: 2})
})

test('an edit made by hand on other lines stays', async () => {
  await edit('Makefile', text => `${text}# mine\n`)

  const {code, stderr} = await repository.run('undo', '--all')

  expect(code).toBe(0)
  expect(stderr).toContain('Makefile was edited by hand since; your edits stay\n')
  expect(await repository.snapshot()).toEqual({...before, Makefile: `${before.Makefile}# mine\n`})
})

describe('an edit made by hand in the very line', () => {
  let edited: Snapshot
  beforeEach(async () => {
    await edit('Makefile', text => text.replace('RUST_VERSION ?= 1.86', 'RUST_VERSION ?= 1.90'))
    edited = await repository.snapshot()
  })

  test('touches nothing, puts the saved file beside and names the two ways on', async () => {
    const {code, stdout, stderr} = await repository.run('undo', '--all')

    const copy = path.join(repository.root, '.upgrade-wizard/restored/Makefile')
    expect(code).toBe(4)
    expect(stdout).not.toContain('a/Makefile')
    expect(stderr.split('\n')).toEqual([
      'Makefile was edited by hand where a step had written: you decide what becomes of it',
      'Nothing was undone.',
      `  Makefile without your edits, to compare: ${copy}`,
      '→ To keep your version of such files: add --edited keep',
      '→ To take the saved one (yours stays in the state file): add --edited restore',
      '→ To edit both into one: add --edited merge',
      '',
    ])
    expect(await repository.snapshot()).toEqual(edited)
    expect(await readFile(copy, 'utf8')).toContain('RUST_VERSION ?= 1.75')
  })

  test('stays with --edited keep, and is not counted as put back', async () => {
    const {code, stderr} = await repository.run('undo', '--all', '--edited', 'keep')

    expect(code).toBe(0)
    expect(stderr).toContain('Makefile was edited by hand where a step had written: your version stays\n')
    expect(stderr).toContain('8 files put back')
    expect(await repository.snapshot()).toEqual({...before, Makefile: edited.Makefile})
  })

  test('is edited into one with --edited merge, in a file of the wizard’s own, before anything is undone', async () => {
    const merge = ['undo', '--all', '--edited', 'merge']
    const draft = path.join(repository.root, '.upgrade-wizard/edit/Makefile')

    const first = await repository.run(...merge)

    expect(first.code).toBe(4)
    expect(first.stderr).toContain(`  ${draft}\n→ Edit until no marker`)
    expect(await repository.snapshot()).toEqual(edited)
    const marked = await readFile(draft, 'utf8')
    const conflict = '<<<<<<< yours\nRUST_VERSION ?= 1.90\n=======\nRUST_VERSION ?= 1.75\n>>>>>>> restored\n'
    expect(marked).toContain(conflict)
    await writeFile(draft, marked.replace(conflict, 'RUST_VERSION ?= 1.80\n'))

    expect(await repository.run(...merge)).toMatchObject({code: 0})
    const makefile = before.Makefile?.replace('RUST_VERSION ?= 1.75', 'RUST_VERSION ?= 1.80')
    expect(await repository.snapshot()).toEqual({...before, Makefile: makefile})
  })

  test('gives way with --edited restore', async () => {
    expect(await repository.run('undo', '--all', '--edited', 'restore')).toMatchObject({code: 0})
    expect(await repository.snapshot()).toEqual(before)
  })
})

test('a file that is gone comes back only when asked to', async () => {
  await unlink(path.join(repository.root, 'Dockerfile'))

  expect(await repository.run('undo', '--all')).toMatchObject({code: 4})
  expect(existsSync(path.join(repository.root, 'Dockerfile'))).toBe(false)
  expect(await repository.run('undo', '--all', '--edited', 'restore')).toMatchObject({code: 0})
  expect(await repository.snapshot()).toEqual(before)
})

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const place = path.join(repository.root, file)
  await writeFile(place, change(await readFile(place, 'utf8')))
}

async function changed(): Promise<readonly string[]> {
  const now = await repository.snapshot()
  return [...new Set([...Object.keys(now), ...Object.keys(before)])]
    .filter(file => now[file] !== before[file])
    .toSorted()
}

describe('where Rust and wasmtime are stated in different files', () => {
  let memory: FixtureRepository
  beforeAll(async () => {
    memory = await layOutFixture('memory-mcp-lts')
  })
  afterAll(() => memory.remove())

  test('only wasmtime leaves what raises Rust, and then only Rust leaves nothing', async () => {
    const start = await memory.snapshot()
    const only = ['--only', 'raise-rust', 'raise-family']
    expect((await memory.run('run', '--yes', '--wasmtime', '36', '--offline', ...only)).code).toBe(0)
    const upgraded = await memory.snapshot()
    expect(await memory.run('undo', '--only', 'rust')).toMatchObject({code: 3})
    expect(await memory.snapshot()).toEqual(upgraded)

    expect(await memory.run('undo', '--only', 'wasmtime')).toMatchObject({code: 0})
    const kept = await memory.snapshot()
    expect(kept['Cargo.toml']).toBe(start['Cargo.toml'])
    expect(kept['memory-mcp/Cargo.toml']).toBe(start['memory-mcp/Cargo.toml'])
    expect(kept['memory-cli/docker/Dockerfile']).toBe(upgraded['memory-cli/docker/Dockerfile'])

    expect(await memory.run('undo', '--only', 'rust')).toMatchObject({code: 0})
    expect(await memory.snapshot()).toEqual(start)
  })
})
