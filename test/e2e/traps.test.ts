import {execFileSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commitAll, readSnapshot, runProgram} from '../support/fixture-run.ts'
import {sessionStarted} from '../support/journal-events.ts'
import {stateFile} from '../support/state-file.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {git, writeFiles} from '../support/temporary-repository.ts'

const manifest =
  '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\nbuild = "build.rs"\n\n[dependencies]\nwasmtime = "25.0"\nderive = {path = "derive"}\n'
const programs = [
  'cargo',
  'git',
  'rustc',
  'rustup',
  'rustdoc',
  'node',
  'npm',
  'make',
  'sh',
  'du',
  'ps',
  'tmux',
  'ast-grep',
]
const gitPrograms = [
  'alias.status',
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.sshCommand',
  'core.askPass',
  'core.gitProxy',
  'credential.helper',
  'diff.external',
  'diff.trap.textconv',
  'diff.trap.command',
  'filter.trap.clean',
  'filter.trap.smudge',
  'filter.trap.process',
  'gpg.program',
  'interactive.diffFilter',
  'merge.trap.driver',
  'pager.status',
  'sequence.editor',
  'uploadpack.packObjectsHook',
]
const hooks = [
  'pre-commit',
  'post-index-change',
  'fsmonitor-watchman',
  'query-watchman',
  'reference-transaction',
  'post-checkout',
]

/** A repository in which everything that can name a program names one that leaves a mark when it runs. */
async function booby() {
  const [root, home, outside] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  const mark = path.join(outside, 'sprung')
  const trap = `#!/bin/sh\necho "$0 $*" >> ${mark}\nexit 1\n`
  const brought = path.join(root, 'brought/bin')
  const spring = (name: string) => path.join(brought, name)
  writeFiles(root, {
    'Cargo.toml': manifest,
    'src/lib.rs': '',
    'build.rs': `fn main() { std::fs::write("${mark}", "build.rs").unwrap(); }`,
    'derive/Cargo.toml': '[package]\nname = "derive"\nversion = "0.1.0"\n\n[lib]\nproc-macro = true\n',
    'derive/src/lib.rs': '',
    '.cargo/config.toml': cargoConfig(brought),
    'rust-toolchain.toml': `[toolchain]\npath = "${path.dirname(brought)}"\n`,
    '.gitattributes': '* filter=trap diff=trap merge=trap\n',
    'package.json': `{"scripts": {"preinstall": "touch ${mark}"}, "bin": "./cargo"}`,
    '.npmrc': `script-shell=${spring('sh')}\n`,
    '.envrc': `touch ${mark}\n`,
    Makefile: `$(shell touch ${mark})\ntest:\n\ttouch ${mark}\n`,
    justfile: `x := \`touch ${mark}\`\ntest:\n  touch ${mark}\n`,
    'upgrade-wizard.toml': `[[command]]\nname = "trap"\nrun = ["${spring('sh')}"]\nwhen = "both"\n`,
    ...Object.fromEntries(
      ['', 'brought/bin/', 'node_modules/.bin/', 'target/debug/'].flatMap(folder =>
        programs.map(name => [`${folder}${name}`, trap]),
      ),
    ),
  })
  for (const folder of ['', 'brought/bin', 'node_modules/.bin'])
    for (const name of programs) chmodSync(path.join(root, folder, name), 0o755)
  await commitAll(root)
  for (const key of gitPrograms) git(root, 'config', key, key.startsWith('alias') ? `!${spring('sh')}` : spring('sh'))
  git(root, 'config', 'filter.trap.required', 'true')
  git(root, 'config', 'core.hooksPath', path.join(root, 'hooks'))
  for (const folder of ['hooks', '.git/hooks'])
    for (const hook of hooks) {
      writeFiles(root, {[`${folder}/${hook}`]: trap})
      chmodSync(path.join(root, folder, hook), 0o755)
    }
  // A file whose time changed is looked into by git, which filters it.
  utimesSync(path.join(root, 'src/lib.rs'), new Date(), new Date())
  const wizard = (...args: readonly string[]) =>
    runProgram(args, {
      cwd: root,
      env: {XDG_STATE_HOME: home, CARGO_HOME: temporaryFolder(), GIT_CONFIG_SYSTEM: '/dev/null'},
    })
  return {root, mark, wizard, sprung: () => (existsSync(mark) ? readFileSync(mark, 'utf8') : '')}
}

function cargoConfig(folder: string): string {
  const program = (name: string) => JSON.stringify(path.join(folder, name))
  return `[build]
rustc = ${program('rustc')}
rustc-wrapper = ${program('sh')}
rustc-workspace-wrapper = ${program('sh')}
rustdoc = ${program('rustdoc')}
[alias]
add = "run"
info = "run"
metadata = "run"
tree = "run"
[target.x86_64-unknown-linux-gnu]
runner = ${program('sh')}
linker = ${program('sh')}
[target.aarch64-unknown-linux-gnu]
runner = ${program('sh')}
linker = ${program('sh')}
[env]
PATH = {value = ${JSON.stringify(folder)}, force = true}
RUSTC_WRAPPER = {value = ${program('sh')}, force = true}
[registry]
credential-provider = [${program('sh')}]
[credential-alias]
"cargo:token" = [${program('sh')}]
[net]
git-fetch-with-cli = true
`
}

test('whatever only looks runs nothing that the repository brings, and writes nothing at all', async () => {
  const {root, wizard, sprung} = await booby()
  const before = await readSnapshot(root)

  for (const args of [
    ['plan', '--offline', '--diff'],
    ['plan'],
    ['tree'],
    ['doctor'],
    ['status'],
    ['report'],
    ['undo', '--all'],
  ]) {
    const {stderr} = await wizard(...args)
    expect(stderr).not.toMatch(/This is a bug|^ +at /m)
    expect(sprung(), args.join(' ')).toBe('')
  }

  expect(await readSnapshot(root)).toEqual(before)
  expect(execFileSync('git', ['-C', root, '-c', 'core.fsmonitor=false', 'stash', 'list'], {encoding: 'utf8'})).toBe('')
})

test('a session that came with it runs nothing and writes none of what it says, with and without --yes', async () => {
  const {root, wizard, sprung} = await booby()
  const command = {
    type: 'command-started',
    step: 'raise-rust',
    attempt: 1,
    marker: 'm',
    argv: [path.join(root, 'sh')],
    cwd: root,
  }
  const started = {type: 'step-started', step: 'raise-rust', attempt: 1, summary: '', writes: [], touches: []}
  const logs = {out: '/dev/zero', err: path.join(root, 'Cargo.toml')}
  writeFiles(root, {'.upgrade-wizard/state.jsonl': stateFile(sessionStarted, started, {...command, ...logs})})
  const before = await readSnapshot(root)

  for (const args of [
    ['run'],
    ['run', '--yes'],
    ['undo', '--all'],
    ['undo', '--all', '--dry-run'],
    ['status'],
    ['report'],
  ]) {
    const {code, stderr} = await wizard(...args)
    expect(stderr).not.toMatch(/This is a bug|^ +at /m)
    expect([0, 3, 10], `${args.join(' ')}: ${stderr}`).toContain(code)
    expect(sprung(), args.join(' ')).toBe('')
  }

  expect(await readSnapshot(root)).toEqual(before)
})

test('nothing is added through a link in git’s folder to a file elsewhere', async () => {
  const [root, outside] = [temporaryFolder(), temporaryFolder()]
  const precious = path.join(outside, 'profile')
  writeFileSync(precious, 'mine\n')
  writeFiles(root, {'Cargo.toml': manifest.replace(/^(build|derive).*\n/gm, ''), 'src/lib.rs': ''})
  await commitAll(root)
  mkdirSync(path.join(root, '.git/info'), {recursive: true})
  execFileSync('rm', ['-f', path.join(root, '.git/info/exclude')])
  symlinkSync(precious, path.join(root, '.git/info/exclude'))

  const ran = await runProgram(
    ['run', '--yes', '--wasmtime', '36', '--rust', '1.86', '--offline', '--only', 'raise-rust'],
    {cwd: root},
  )

  expect(ran.code).toBe(0)
  expect(readFileSync(precious, 'utf8')).toBe('mine\n')
})
