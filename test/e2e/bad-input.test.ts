import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {takeLock} from '../../src/system/lock.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {commitAll, type Ended, readSnapshot, runProgram} from '../support/fixture-run.ts'
import {stateFile} from '../support/state-file.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'
import {tinyDisk} from '../support/tiny-disk.ts'

const manifest = `[package]
name = "host"
version = "0.1.0"
edition = "2021"
rust-version = "1.75"

[dependencies]
wasmtime = "25.0"
`
/** Nothing is compiled: what is tried here ends before, or only edits files. */
const upgrade = ['run', '--yes', '--wasmtime', '36', '--offline', '--only', 'raise-rust', 'raise-family']

type Files = Readonly<Record<string, string | Uint8Array>>

async function repositoryWith(files: Files = {}): Promise<string> {
  const root = temporaryFolder()
  writeFiles(root, {'Cargo.toml': manifest, 'src/lib.rs': '', ...files})
  await commitAll(root)
  return root
}

function wizard(root: string, args: readonly string[] = upgrade, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  // What this machine's cargo happens to know of the registry must not matter.
  return runProgram(args, {cwd: root, env: {CARGO_HOME: temporaryFolder(), ...env}})
}

/** The problem as it is shown, without the progress before it. Never a bug, never a stack trace. */
function problemIn({stderr}: Ended): readonly string[] {
  expect(stderr).not.toMatch(/This is a bug|^ +at /m)
  return stderr
    .trimEnd()
    .split('\n')
    .filter(line => !/^(Reading|Asking|Searching|Looking) .* …$/.test(line))
}

describe('what cannot be read', () => {
  test('a folder without a manifest names the folder and two ways on', async () => {
    const root = temporaryFolder()
    writeFiles(root, {'.git/HEAD': ''})

    const ended = await wizard(root)

    expect(ended.code).toBe(3)
    expect(problemIn(ended)).toContain('    → To see the wizard at work first: upgrade-wizard demo')
    expect(ended.stderr).toContain('! No Cargo.toml here')
  })

  test('a broken manifest says where, in which column and what', async () => {
    const root = await repositoryWith({'Cargo.toml': `${manifest}\n[features\n`})

    for (const args of [upgrade, ['plan'], ['plan', '--json']]) {
      const ended = await wizard(root, args)
      expect({...ended, stderr: problemIn(ended)}).toEqual({
        code: 3,
        stdout: '',
        stderr: [
          '  ! Cannot read Cargo.toml (line 10)',
          expect.stringMatching(/^ {4}It is not valid TOML at line 10, column \d+: .*\.$/),
          '    → Repair Cargo.toml at line 10, then run the wizard again.',
        ],
      })
    }
  })

  test('a manifest that is a link out of the repository is not taken for one without wasmtime', async () => {
    const outside = temporaryFolder()
    writeFiles(outside, {manifest})
    const root = await repositoryWith()
    rmSync(path.join(root, 'Cargo.toml'))
    symlinkSync(path.join(outside, 'manifest'), path.join(root, 'Cargo.toml'))

    const ended = await wizard(root)

    expect(ended.code).toBe(3)
    expect(problemIn(ended)).toEqual([
      '  ! Cargo.toml is a symbolic link',
      '    It leads to no file of this repository, and no link is followed out of it.',
      '    → Put the manifest itself at Cargo.toml, then run the wizard again.',
    ])
    expect(readFileSync(path.join(outside, 'manifest'), 'utf8')).toBe(manifest)
  })

  test('a manifest that is a link within the repository: what it leads to is edited, told and put back', async () => {
    const root = await repositoryWith({'real/manifest': manifest})
    rmSync(path.join(root, 'Cargo.toml'))
    symlinkSync('real/manifest', path.join(root, 'Cargo.toml'))
    await commitAll(root)

    const ended = await wizard(root)
    const changed = git(root, 'diff', '--name-only')
    const edited = readFileSync(path.join(root, 'Cargo.toml'), 'utf8')
    const undone = await wizard(root, ['undo', '--all'])

    expect(ended).toMatchObject({code: 0, stderr: expect.stringContaining('Cargo.toml: it is a link; real/manifest')})
    expect(changed).toBe('real/manifest\n')
    expect(edited).toBe(manifest.replace('1.75', '1.86').replace('25.0', '36.0'))
    expect(undone.code).toBe(0)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })
})

describe('what cannot be reached', () => {
  const withoutWasmtime = manifest.replace('wasmtime = "25.0"', 'anyhow = "1.0"')

  test('no wasmtime at all: says so, and offers Rust alone', async () => {
    const root = await repositoryWith({'Cargo.toml': withoutWasmtime})

    const ended = await wizard(root)
    const plan = await wizard(root, ['plan', '--rust', '1.86'])

    expect(ended.code).toBe(3)
    expect(problemIn(ended)).toEqual([
      "  ! wasmtime 36 can't be reached: this repository has none",
      '    No Cargo.toml names wasmtime or a crate of its family.',
      '    → Leave --wasmtime out to raise only Rust, or start in the repository that',
      '      depends on wasmtime.',
    ])
    expect(plan).toMatchObject({code: 0, stdout: expect.stringContaining('none: only Rust is raised')})
  })

  test.each([
    {asked: ['--wasmtime', 'banana'], code: 2, says: '! "banana" is no wasmtime version'},
    {asked: ['--wasmtime', '99'], code: 2, says: 'the nearest:'},
    {asked: ['--wasmtime', '36.0.999'], code: 2, says: '→ Ask for --wasmtime 36.0.'},
    {asked: ['--rust', 'new'], code: 2, says: '! "new" is no Rust version'},
    {asked: ['--wasmtime', '35', '--rust', '1.79'], code: 3, says: 'The smallest Rust that works is 1.86.'},
    {
      asked: ['--wasmtime', '24'],
      code: 3,
      says: 'It would lower wasmtime 25.0.3 (Cargo.toml:8). The wizard only goes up.',
    },
    {asked: ['--only', 'raise-all'], code: 2, says: '! There is no step or phase called raise-all'},
    {asked: ['--only', 'survey'], code: 2, says: '! No step is left to do'},
  ])('$asked is refused with $code, and nothing is written', async ({asked, code, says}) => {
    const root = await repositoryWith()

    const planned = await wizard(root, ['plan', '--offline', ...asked])
    const ended = await wizard(root, ['run', '--yes', '--offline', ...asked])

    expect([planned.code, ended.code]).toEqual([code, code])
    expect(problemIn(planned)).toEqual(problemIn(ended))
    expect(ended.stderr).toContain(says)
    expect(existsSync(path.join(root, '.upgrade-wizard/state.jsonl'))).toBe(false)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  test('a command that does not exist is named, with what was meant', async () => {
    expect(await wizard(temporaryFolder(), ['stats'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: unknown command 'stats'\n(Did you mean status?)\n(upgrade-wizard --help shows what there is)\n",
    })
  })
})

describe('the wizard’s own folder', () => {
  const all = [upgrade, ['undo', '--all'], ['status'], ['report']]

  test.each([
    {what: 'a file', lay: (root: string) => writeFileSync(path.join(root, '.upgrade-wizard'), 'mine')},
    {what: 'a link to elsewhere', lay: (root: string) => symlinkSync('/nowhere', path.join(root, '.upgrade-wizard'))},
    {
      what: 'a folder with a link in it',
      lay(root: string) {
        mkdirSync(path.join(root, '.upgrade-wizard'))
        symlinkSync(path.join(root, 'src/lib.rs'), path.join(root, '.upgrade-wizard/report.md'))
      },
    },
    {
      what: 'a folder whose state file is a folder',
      lay: (root: string) => mkdirSync(path.join(root, '.upgrade-wizard/state.jsonl'), {recursive: true}),
    },
  ])('is refused when it is $what, and nothing is written through it', async ({lay}) => {
    const root = await repositoryWith()
    lay(root)
    const before = execFileSync('find', ['.', '-path', './.git', '-prune', '-o', '-ls'], {cwd: root, encoding: 'utf8'})

    for (const args of all) {
      const ended = await wizard(root, args)
      expect(ended.code).toBe(3)
      expect(problemIn(ended).at(-1)).toMatch(/^ {4}→ Move \.upgrade-wizard\S* away, then run the wizard again\.$/)
    }

    expect(execFileSync('find', ['.', '-path', './.git', '-prune', '-o', '-ls'], {cwd: root, encoding: 'utf8'})).toBe(
      before,
    )
  })

  test('is refused when git tracks it, with the exact command', async () => {
    const root = await repositoryWith({'.upgrade-wizard/state.jsonl': ''})

    const ended = await wizard(root)

    expect(ended.code).toBe(3)
    expect(problemIn(ended).join(' ').replaceAll(/ +/g, ' ')).toContain(
      "→ git rm -r --cached -- .upgrade-wizard ':!.upgrade-wizard/rules' && git commit",
    )
  })
})

describe('a state file', () => {
  const outside = {
    type: 'step-started',
    step: 'raise-rust',
    attempt: 1,
    summary: '',
    writes: [{path: '../outside', before: {kind: 'absent'}, after: {kind: 'absent'}}],
    touches: [],
  }

  test.each([
    {what: 'of another kind', bytes: 'my notes\n', says: '! The state file is damaged (.upgrade-wizard/state.jsonl:1)'},
    {
      what: 'of a newer version',
      bytes: '{"schema":"upgrade-wizard/state/4"}\n',
      says: 'state.jsonl has the schema upgrade-wizard/state/4; this',
    },
    {
      what: 'that points outside the repository',
      bytes: stateFile(outside),
      says: '! The state file asks for something the wizard never does',
    },
  ])('$what is refused by every command and left as it is', async ({bytes, says}) => {
    const root = await repositoryWith()
    writeFiles(root, {'.upgrade-wizard/state.jsonl': bytes})

    for (const args of [upgrade, ['undo', '--all'], ['status'], ['status', '--json'], ['report']]) {
      const ended = await wizard(root, args)
      expect({code: ended.code, stdout: ended.stdout}).toEqual({code: 3, stdout: ''})
      expect(problemIn(ended).join('\n')).toContain(says)
    }

    expect(readFileSync(path.join(root, '.upgrade-wizard/state.jsonl'))).toEqual(Buffer.from(bytes))
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toBe(manifest)
    // The way on that the problem names: it keeps the old file and works.
    const fresh = await wizard(root, [...upgrade, '--fresh'])
    expect(fresh.code).toBe(0)
    expect(readdirSync(path.join(root, '.upgrade-wizard')).filter(file => /^state-.*\.jsonl$/.test(file))).toHaveLength(
      1,
    )
  })

  test('that was tampered with is refused, one that was torn is read up to there', async () => {
    const root = await repositoryWith()
    await wizard(root)
    const state = path.join(root, '.upgrade-wizard/state.jsonl')
    const text = readFileSync(state, 'utf8')

    writeFileSync(state, text.replace('"raise-family"', '"raise-famine"'))
    const tampered = await wizard(root, ['undo', '--all'])
    writeFileSync(state, text.slice(0, -10))
    const torn = await wizard(root, ['undo', '--all'])

    expect(tampered.code).toBe(3)
    expect(problemIn(tampered).join('\n')).toContain('the checksum does not fit')
    expect(torn.code).toBe(0)
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toBe(manifest)
  })
})

describe('the machine', () => {
  test('without cargo: says what to install, before anything is written', async () => {
    const root = await repositoryWith()

    const ended = await wizard(root, upgrade, {PATH: programs({})})

    expect(ended.code).toBe(3)
    expect(problemIn(ended)).toEqual([
      '  ! Cannot find cargo',
      '    The wizard builds and tests with cargo, and there is none on the PATH.',
      '    → Install Rust with rustup, open a new terminal, then run the wizard again.',
    ])
    expect(existsSync(path.join(root, '.upgrade-wizard'))).toBe(false)
  })

  test('with a cargo that does not work: quotes what it says', async () => {
    const root = await repositoryWith()

    const ended = await wizard(root, upgrade, {
      PATH: programs({cargo: 'echo "error: no default toolchain" >&2; exit 1'}),
    })

    expect(ended.code).toBe(3)
    expect(problemIn(ended)).toEqual([
      '  ! cargo does not answer',
      '    error: no default toolchain',
      '    → Run `cargo --version` in this folder and mend what it reports.',
    ])
  })

  test.each([
    {
      how: 'fails',
      end: 'echo "error: the registry is gone" >&2; exit 101',
      says: '! Failed (exit code 101): cargo generate-lockfile --offline',
    },
    {how: 'is killed', end: 'kill -KILL $$', says: '! Ended by SIGKILL: cargo generate-lockfile --offline'},
  ])('with a cargo that $how: the step is taken back and the run stops', async ({end, says}) => {
    const root = await repositoryWith()
    const cargo = `case "$1" in --version) echo cargo 1.95.0;; generate-lockfile) echo half > Cargo.lock; ${end};; esac`
    const tools = {cargo, rustc: 'echo rustc 1.95.0; echo release: 1.95.0; echo host: here'}

    const ended = await wizard(root, [...upgrade, 'refresh-lockfile', '--no-resolve'], {PATH: programs(tools)})

    expect(ended.code).toBe(1)
    expect(problemIn(ended).join('\n')).toContain(says)
    expect(ended.stderr).toContain('Stopped: “Lock the family at 36.0.14”')
    expect(existsSync(path.join(root, 'Cargo.lock'))).toBe(false)
    expect(await wizard(root, ['undo', '--all'])).toMatchObject({code: 0})
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  test('nearly full: says how little is left, before anything is written', async ({skip}) => {
    const disk = tinyDisk(2048)
    if (disk === undefined) return skip('no file system can be mounted here')
    writeFiles(disk, {'Cargo.toml': manifest, 'src/lib.rs': ''})

    const ended = await wizard(disk)

    expect(ended.code).toBe(3)
    expect(problemIn(ended).join(' ').replaceAll(/\s+/g, ' ')).toMatch(
      /The disk is nearly full .* has 1 MiB left; the upgrade wants at least 1.0 GiB/,
    )
    expect(readdirSync(disk)).toEqual(['Cargo.toml', 'src'])
  })

  test('full in the middle: stops at the last safe point, and goes on from there', async ({skip}) => {
    const root = await repositoryWith()
    const disk = tinyDisk(8)
    if (disk === undefined) return skip('no file system can be mounted here')
    const own = path.join(root, '.upgrade-wizard')
    mkdirSync(own)
    execFileSync('mount', ['--bind', disk, own])
    onTestFinished(() => {
      execFileSync('umount', [own])
    })

    const ended = await wizard(root)

    expect(ended.code).toBe(1)
    expect(problemIn(ended).join('\n')).toContain('! The disk is full')
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toBe(manifest)
    execFileSync('mount', ['-o', 'remount,size=10m', disk])
    expect(await wizard(root)).toMatchObject({code: 0})
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toContain('wasmtime = "36.0"')
  })

  test('not writable: says where, and that the plan works all the same', async ({skip}) => {
    const root = await repositoryWith()
    try {
      execFileSync('mount', ['--bind', root, root], {stdio: 'ignore'})
    } catch {
      return skip('no file system can be mounted here')
    }
    onTestFinished(() => {
      execFileSync('umount', [root])
    })
    execFileSync('mount', ['-o', 'remount,ro,bind', root])

    const ended = await wizard(root)

    expect(ended.code).toBe(3)
    expect(problemIn(ended)[0]).toContain('! The repository is not writable')
    expect(problemIn(ended).at(-1)).toBe('    → upgrade-wizard plan works without writing.')
    expect(await wizard(root, ['plan'])).toMatchObject({code: 0})
  })
})

test('a second wizard is refused and names the first; status names it too and still reads', async () => {
  const root = await repositoryWith()
  await wizard(root)
  const held = await takeLock(path.join(root, '.upgrade-wizard/lock'), createPrograms())
  const mine = new RegExp(`rocess ${process.pid} on `)

  for (const args of [upgrade, ['undo', '--all']]) {
    const ended = await wizard(root, args)
    expect(ended.code).toBe(3)
    expect(problemIn(ended)[0]).toBe('  ! Another wizard is at work in this repository (.upgrade-wizard/lock)')
    expect(ended.stderr).toMatch(mine)
  }
  const status = await wizard(root, ['status'])
  expect(status).toMatchObject({code: 0, stdout: expect.stringMatching(mine)})
  expect(status.stdout).not.toContain('upgrade-wizard undo')

  if (held.kind === 'held') await held.release()
  expect(await wizard(root, ['undo', '--all'])).toMatchObject({code: 0})
})

describe('odd repositories', () => {
  test('line ends of other systems stay', async () => {
    const root = await repositoryWith({
      'Cargo.toml': manifest.replaceAll('\n', '\r\n'),
      Makefile: 'RUST_VERSION ?= 1.75\r\nall:\r\n',
    })

    expect(await wizard(root)).toMatchObject({code: 0})

    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toBe(
      manifest.replace('1.75', '1.86').replace('25.0', '36.0').replaceAll('\n', '\r\n'),
    )
    expect(readFileSync(path.join(root, 'Makefile'), 'utf8')).toBe('RUST_VERSION ?= 1.86\r\nall:\r\n')
  })

  test('huge files, and names that are no text, are left alone', async () => {
    const root = await repositoryWith({'junk/Cargo.lock': '', 'src/junk.rs': new Uint8Array(50_000_000)})
    const odd = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9]), Buffer.from('.toml')])
    writeFileSync(odd, manifest)
    writeFiles(root, {'two\nlines.yml': 'rust: 1.75\n'})
    await commitAll(root)

    expect(await wizard(root)).toMatchObject({code: 0})

    expect(git(root, 'diff', '--name-only')).toBe('Cargo.toml\n')
    expect(await wizard(root, ['undo', '--all'])).toMatchObject({code: 0})
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  test('a workspace without a package of its own is upgraded where it states things', async () => {
    const root = await repositoryWith({
      'Cargo.toml':
        '[workspace]\nmembers = ["crates/*"]\n\n[workspace.package]\nrust-version = "1.75"\n\n[workspace.dependencies]\nwasmtime = "25.0"\n',
      'crates/host/Cargo.toml':
        '[package]\nname = "host"\nedition = "2021"\nrust-version.workspace = true\n\n[dependencies]\nwasmtime.workspace = true\n',
      'crates/host/src/lib.rs': '',
    })

    expect(await wizard(path.join(root, 'crates/host/src'))).toMatchObject({code: 0})

    expect(git(root, 'diff', '--name-only')).toBe('Cargo.toml\n')
    expect(readFileSync(path.join(root, 'Cargo.toml'), 'utf8')).toContain('wasmtime = "36.0"')
    await wizard(root, ['undo', '--all'])
    expect(await readSnapshot(root)).toMatchObject({'Cargo.toml': expect.stringContaining('wasmtime = "25.0"')})
  })
})

/** A PATH that holds node, git and a shell's tools, and these scripts. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  const git = execFileSync('sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim()
  symlinkSync(process.execPath, path.join(folder, 'node'))
  symlinkSync(git, path.join(folder, 'git'))
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, {mode: 0o755})
  return folder
}
