import {execFileSync} from 'node:child_process'
import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {type HostileCase, laying, linking, manifest} from './corpus.ts'

/** Paths that lead elsewhere, never end or have names that do harm. */
export function pathCases(): readonly HostileCase[] {
  return [...links(), ...names(), ...pipes(), ...gitFolders()]
}

function links(): readonly HostileCase[] {
  const laid: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a manifest that is a link out': {'Cargo.toml': '/etc/hostname'},
    'a manifest that is a link to itself': {'Cargo.toml': 'Cargo.toml'},
    'a lockfile that is a device': {'Cargo.lock': '/dev/zero'},
    'a workflow that is a device': {'.github/workflows/ci.yml': '/dev/zero'},
    'settings that are a link out': {'upgrade-wizard.toml': '/etc/hostname'},
    'settings that are a device': {'upgrade-wizard.toml': '/dev/zero'},
    'a folder that is a link out': {src: '/etc'},
    'a folder that is a link to the root': {all: '/'},
    'folders in a circle': {a: 'b', b: 'a'},
    'a folder in itself': {'loop/loop': '.'},
    'rules that are a link out': {'.upgrade-wizard/rules': '/etc'},
    'the own folder is a link out': {'.upgrade-wizard': '/tmp'},
    'a state file that is a link': {'.upgrade-wizard/state.jsonl': '/etc/hostname'},
    'a lock that is a device': {'.upgrade-wizard/lock': '/dev/zero'},
    'logs that are a link out': {'.upgrade-wizard/logs': '/tmp'},
    'a toolchain file that is a device': {'rust-toolchain.toml': '/dev/urandom'},
    'a member that is a link out': {member: '/etc', 'member-2': '..'},
  }
  return Object.entries(laid).map(([what, all]) => ({name: `links: ${what}`, lay: linking(all)}))
}

function names(): readonly HostileCase[] {
  const laid: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a line break': {'.github/workflows/a\nb.yml': 'jobs: {}\n', 'a\nb/Cargo.toml': manifest},
    'names that draw': {'\u001b[2J\u202e/Cargo.toml': manifest, 'Dockerfile.\u001b]0;x\u0007': 'FROM rust:1.75\n'},
    options: {
      '--config/Cargo.toml': manifest,
      '-rf/Dockerfile': 'FROM rust:1.75\n',
      '$(id)/Cargo.toml': manifest,
      '`id`.toml': '',
    },
    'a backslash': {'a\\b/Cargo.toml': manifest, '..\\..\\x': ''},
    'a drive': {'C:/Cargo.toml': manifest},
    'a name of 255 bytes': {[`${'n'.repeat(250)}.toml`]: manifest, [`${'d'.repeat(255)}/Cargo.toml`]: manifest},
    'names of the prototype': {'__proto__/Cargo.toml': manifest, 'constructor/Cargo.toml': manifest},
    '200 folders in each other': {[`${'d/'.repeat(200)}Cargo.toml`]: manifest},
    '2,000 small files': Object.fromEntries(Array.from({length: 2000}, (_, at) => [`many/f${at}.yml`, 'a: 1\n'])),
  }
  const unreadable: HostileCase = {
    name: 'names: not UTF-8',
    lay: root =>
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.toml')]), ''),
  }
  return [
    ...Object.entries(laid).map(([what, files]): HostileCase => ({name: `names: ${what}`, lay: laying(files)})),
    unreadable,
  ]
}

function pipes(): readonly HostileCase[] {
  const places = [
    'Cargo.toml',
    'Cargo.lock',
    'upgrade-wizard.toml',
    'rust-toolchain',
    '.github/workflows/ci.yml',
    'Dockerfile',
    '.upgrade-wizard/state.jsonl',
    '.upgrade-wizard/lock',
    '.upgrade-wizard/rules/own.yml',
    '.cargo/config.toml',
  ]
  const pipe = (file: string) => (root: string) => {
    const at = path.join(root, file)
    rmSync(at, {force: true})
    mkdirSync(path.dirname(at), {recursive: true})
    execFileSync('mkfifo', [at])
  }
  const folder = (file: string) => (root: string) => {
    rmSync(path.join(root, file), {force: true})
    mkdirSync(path.join(root, file), {recursive: true})
  }
  return places.flatMap(file => [
    {name: `${file}: a pipe that nobody writes to`, lay: pipe(file)},
    {name: `${file}: a folder`, lay: folder(file)},
  ])
}

function gitFolders(): readonly HostileCase[] {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'that names another place': 'gitdir: /etc\n',
    'that names itself': 'gitdir: .git\n',
    'that never ends': `gitdir: ${'a/'.repeat(5000)}\n`,
    'that is prose': 'hello\n',
    'that is binary': new Uint8Array(5000),
    'that is empty': '',
  }
  const configs: Readonly<Record<string, string>> = {
    'that is broken': '[core\n',
    'that includes itself': '[include]\npath = config\n',
    'with a work tree elsewhere': '[core]\nrepositoryformatversion = 0\nworktree = /etc\n',
    'of a later format': '[core]\nrepositoryformatversion = 99\n',
    'with filters that can’t be said': '[filter "a=b\\nc"]\nclean = touch sprung\n',
  }
  const skeleton = (config: string) => ({
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': config,
    '.git/objects/x': '',
    '.git/refs/x': '',
  })
  return [
    ...Object.entries(files).map(
      ([what, text]): HostileCase => ({name: `git: a file ${what}`, lay: laying({'.git': text})}),
    ),
    ...Object.entries(configs).map(
      ([what, text]): HostileCase => ({name: `git: a configuration ${what}`, lay: laying(skeleton(text))}),
    ),
    {
      name: 'git: an index of noise',
      lay: laying({...skeleton('[core]\nrepositoryformatversion = 0\n'), '.git/index': new Uint8Array(10_000)}),
    },
    {
      name: 'git: a head of noise',
      lay: laying({...skeleton('[core]\nrepositoryformatversion = 0\n'), '.git/HEAD': 'ref: ../../../../etc/passwd\n'}),
    },
  ]
}
