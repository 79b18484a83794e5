import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

test('installs the wanted Rust, names it as left in place, and goes on with it', async () => {
  const {run, undo, calls} = await machine({present: '1.95.0', canInstall: true})

  const ended = await run('--yes', '--only', 'install-toolchain', 'raise-rust')

  expect(ended.stderr).toContain('Rust 1.86.0 is installed beside the others; an undo leaves it in place')
  expect(ended.code).toBe(0)
  expect((await undo()).stderr).toContain(
    'Rust 1.86.0 stays installed; to remove it: rustup toolchain uninstall 1.86.0',
  )
  expect(calls()).toEqual(['toolchain install 1.86.0 --profile=minimal --no-self-update'])
})

test('goes on with another that is new enough, and says so', async () => {
  const {run, manifest} = await machine({present: '1.95.0', canInstall: false})

  const ended = await run('--yes', '--only', 'install-toolchain', 'raise-rust')

  expect(ended.stderr).toContain('Rust 1.95.0 is installed and new enough: the upgrade goes on with it.')
  expect(ended.stderr).toContain('error: could not download')
  expect(ended.code).toBe(0)
  expect(manifest()).toContain('rust-version = "1.86"')
})

test.each([
  ['the others are too old', '1.70.0', []],
  ['a failure is to stop it', '1.95.0', ['--on-failure', 'stop']],
])('stops when it cannot be installed and %s', async (_, present, options) => {
  const {run, manifest} = await machine({present, canInstall: false})

  const ended = await run('--yes', '--only', 'install-toolchain', 'raise-rust', ...options)

  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('Stopped: “Install Rust 1.86.0 beside the others”')
  expect(manifest()).toContain('rust-version = "1.75"')
})

test('what cargo is kept from by its own configuration, rustup is not made to do', async () => {
  const {run, manifest} = await machine({present: '1.95.0', canInstall: true}, {CARGO_NET_OFFLINE: 'true'})

  const ended = await run('--yes', '--only', 'install-toolchain', 'raise-rust')

  expect(ended.stderr).not.toContain('Install Rust')
  expect(ended.code).toBe(0)
  expect(manifest()).toContain('rust-version = "1.86"')
})

describe('what was installed', () => {
  const upgrade = ['--yes', '--only', 'install-toolchain', 'raise-rust']
  const removing = 'toolchain uninstall 1.86.0-here'

  test('is removed again where that is asked for, with the undo or after it, and what was there before is not', async () => {
    const {run, undo, calls, toolchains} = await machine({present: '1.95.0', canInstall: true})
    await run(...upgrade)
    await undo()
    expect(toolchains()).toEqual(['1.86.0-here', '1.95.0-here'])

    const later = await undo('--remove-toolchains')

    expect(later).toMatchObject({code: 0})
    expect(later.stderr).toContain('The toolchain 1.86.0-here was removed again\n')
    expect(later.stderr).not.toContain('stays installed')
    expect(calls().at(-1)).toBe(removing)
    expect(toolchains()).toEqual(['1.95.0-here'])
    expect((await undo('--remove-toolchains')).stderr).toContain('Nothing is left that was installed')

    await run(...upgrade)
    expect(toolchains()).toEqual(['1.86.0-here', '1.95.0-here'])
    const together = await undo('--all', '--remove-toolchains')
    expect(together.stderr).not.toContain('stays installed')
    expect(toolchains()).toEqual(['1.95.0-here'])
  })

  test('stays where another folder uses it, and where it can’t be removed, and that is said', async () => {
    const {run, undo, change, toolchains} = await machine({present: '1.95.0', canInstall: true})
    await run(...upgrade)
    change({overrides: '/home/ada/other  1.86.0-here'})

    const used = await undo('--all', '--remove-toolchains')

    expect(used.code).toBe(0)
    expect(used.stderr).toContain('The toolchain 1.86.0-here stays: rustup was told to use it in /home/ada/other\n')
    change({overrides: 'no overrides', canRemove: false})
    const stuck = await undo('--remove-toolchains')
    expect(stuck.code).toBe(1)
    expect(stuck.stderr).toContain('The toolchain 1.86.0-here could not be removed: it is still there\n')
    expect(toolchains()).toContain('1.86.0-here')
  })
})

/** What somebody did on the machine in the meantime. */
type Since = {readonly overrides?: string; readonly canRemove?: false}

/** A machine whose rustup has one toolchain, and can install others or not; cargo never gets to the network. */
async function machine(
  {present, canInstall}: {present: string; canInstall: boolean},
  variables: Record<string, string> = {},
) {
  const root = temporaryFolder()
  const home = temporaryFolder()
  const bin = temporaryFolder()
  writeFiles(root, {
    'Cargo.toml':
      '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\n\n[dependencies]\nwasmtime = "25.0"\n',
    'src/lib.rs': '',
  })
  await commitAll(root)
  const add = `add() { mkdir -p "${home}/$1-here/bin"; printf '#!/bin/sh\\necho rustc %s\\n' "$1" > "${home}/$1-here/bin/rustc"; chmod +x "${home}/$1-here/bin/rustc"; }`
  const install = canInstall ? 'add "$3"' : 'echo "error: could not download" >&2; exit 1'
  const list = `for t in "${home}"/*-here; do echo "$(basename "$t") $t"; done`
  const uninstall = `echo "$*" >> "${home}/calls"; [ -e "${home}/stays" ] && exit 1; rm -r "${home}/$3"`
  const overrides = `cat "${home}/overrides" 2>/dev/null || echo no overrides`
  const script = (body: string) => `#!/bin/sh\n${body}\n`
  const rustup = `${add}\ncase "$1 $2" in\n'toolchain list') ${list};;\n'toolchain install') echo "$*" >> "${home}/calls"; ${install};;\n'toolchain uninstall') ${uninstall};;\n'override list') ${overrides};;\n*) exit 9;;\nesac`
  const programs = {rustup, cargo: 'case "$1" in --version) echo cargo 1.95.0;; *) exit 9;; esac'}
  for (const [name, body] of Object.entries(programs)) writeFileSync(path.join(bin, name), script(body), {mode: 0o755})
  for (const name of ['git', 'mkdir', 'chmod', 'basename', 'cat', 'rm']) {
    symlinkSync(execFileSync('sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).trim(), path.join(bin, name))
  }
  execFileSync('sh', ['-c', `${add}; add ${present}`])
  const env = {PATH: bin, CARGO_HOME: temporaryFolder(), ...variables}
  const target = ['--wasmtime', '36', '--no-resolve']
  return {
    run: (...args: readonly string[]) => runProgram(['run', ...args, ...target], {cwd: root, env}),
    undo: (...args: readonly string[]) =>
      runProgram(['undo', ...(args.length === 0 ? ['--all'] : args)], {cwd: root, env}),
    toolchains: () => readdirSync(home).filter(name => name.endsWith('-here')),
    change({overrides, canRemove}: Since) {
      if (overrides !== undefined) writeFileSync(path.join(home, 'overrides'), `${overrides}\n`)
      if (canRemove === false) writeFileSync(path.join(home, 'stays'), '')
    },
    calls: () => readFileSync(path.join(home, 'calls'), 'utf8').trim().split('\n'),
    manifest: () => readFileSync(path.join(root, 'Cargo.toml'), 'utf8'),
  }
}
