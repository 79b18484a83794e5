import {gzipSync} from 'node:zlib'
import {type HostileCase, laying, manifest} from './corpus.ts'

const many = (text: string, times: number) => text.repeat(times)
const screen = '\u001b[2J\u001b]0;owned\u0007\u202e'

/** What any text may be, whatever reads it. */
const anyText: Readonly<Record<string, string | Uint8Array>> = {
  empty: '',
  'a byte order mark alone': '\ufeff',
  NULs: many('\0', 100_000),
  'invalid UTF-8': Uint8Array.from(Array.from({length: 4096}, (_, at) => 0x80 + (at % 128))),
  'UTF-16': Uint8Array.from(Buffer.from(`\ufeff${manifest}`, 'utf16le')),
  gzip: gzipSync(many('x', 1_000_000)),
  'one line of 3 MB': many('a', 3_000_000),
  '100,000 lines': many('a\n', 100_000),
  'brackets without end': many('[', 200_000),
  'braces without end': many('{"a":', 100_000),
  'a merge conflict': `<<<<<<< ours\n${manifest}=======\n${manifest}>>>>>>> theirs\n`,
  escapes: many(`${screen}\r\n`, 2000),
}

const readFiles = [
  'Cargo.lock',
  'rust-toolchain.toml',
  'rust-toolchain',
  '.github/workflows/ci.yml',
  'Dockerfile',
  'upgrade-wizard.toml',
  '.upgrade-wizard/rules/own.yml',
]

/** Files that are read: anything at all in each, then what each format has of its own. */
export function fileCases(): readonly HostileCase[] {
  const anything = readFiles.flatMap(file =>
    Object.entries(anyText).map(
      ([what, text]): HostileCase => ({name: `${file}: ${what}`, lay: laying({[file]: text})}),
    ),
  )
  return [...anything, ...settings(), ...manifests(), ...lockfiles(), ...yaml(), ...rules(), ...others()]
}

function cases(
  file: string,
  texts: Readonly<Record<string, string | Uint8Array>>,
  refused?: 'settings',
): readonly HostileCase[] {
  return Object.entries(texts).map(([what, text]) => ({
    name: `${file}: ${what}`,
    lay: laying({[file]: text}),
    ...(refused === undefined ? {} : {refused}),
  }))
}

function settings(): readonly HostileCase[] {
  const command = (rest: string) => `[[command]]\nname = "a"\n${rest}\n`
  return cases(
    'upgrade-wizard.toml',
    {
      'a shell string': command('run = "rm -rf /"'),
      'a folder outside': command('run = ["x"]\ncwd = "../.."'),
      'a word that hides': command('run = ["x\\u202e"]'),
      'an unknown key': 'run = ["x"]\n',
      'keys of the prototype': '[__proto__]\na = 1\n[constructor.prototype]\nb = 1\n',
      'commands without end': many(command('run = ["x"]'), 5000),
      'a name without end': `[[command]]\nname = "${many('a', 100_000)}"\nrun = ["x"]\n`,
      'rules without end': `rules = [${many('"a",', 10_000)}]\n`,
      'dotted keys without end': `${many('a.', 50_000)}a = 1\n`,
    },
    'settings',
  ).concat(
    cases('upgrade-wizard.toml', {
      'rules outside': 'rules = ["../../..", "/etc", "src/../..", ".git", "C:/x"]\n',
      'rules that aren’t there': `rules = ["${many('a/', 200)}b"]\n`,
      'commands that want consent': command('run = ["sh", "-c", "touch /sprung"]\nwhen = "both"'),
    }),
  )
}

function manifests(): readonly HostileCase[] {
  const folders = Array.from({length: 300}, (_, at) => `m${at}`)
  const member = (name: string, rest = '') => `[package]\nname = "${name}"\nversion = "0.1.0"\n${rest}`
  const several: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'path dependencies in a circle': {
      'Cargo.toml': `${manifest}a = {path = "a"}\n`,
      'a/Cargo.toml': member('a', '[dependencies]\nhost = {path = ".."}\na = {path = "."}\n'),
    },
    'a workspace that is its own member': {'Cargo.toml': `${manifest}\n[workspace]\nmembers = [".", "*", "./."]\n`},
    'workspaces in a circle': {
      'Cargo.toml': `${manifest}\n[workspace]\nmembers = ["a"]\n`,
      'a/Cargo.toml': `${member('a', 'workspace = "b"')}\n[workspace]\nmembers = ["b", ".."]\n`,
      'a/b/Cargo.toml': member('b', 'workspace = "../.."'),
    },
    'members outside': {
      'Cargo.toml': `${manifest}\n[workspace]\nmembers = ["../..", "/etc", "C:/x"]\nexclude = ["../*"]\n`,
    },
    '300 members': {
      'Cargo.toml': `[workspace]\nmembers = ["*"]\n[workspace.dependencies]\nwasmtime = "25"\n`,
      ...Object.fromEntries(
        folders.map(one => [`${one}/Cargo.toml`, member(one, '[dependencies]\nwasmtime.workspace = true\n')]),
      ),
    },
    'inheritance from nobody': {
      'Cargo.toml': `${member('host', 'rust-version.workspace = true\n')}[dependencies]\nwasmtime.workspace = true\n`,
    },
  }
  const single: Readonly<Record<string, string>> = {
    'keys of the prototype': `${manifest}__proto__ = "1"\nconstructor = "1"\ntoString = {version = "1", features = ["__proto__"]}\n`,
    'a package named like the prototype': manifest.replace('"host"', '"__proto__"'),
    'names that draw': manifest.replace('"host"', '"\\u001b[2J\\u202e"'),
    'a name that is a path': manifest.replace('"host"', '"../../x"'),
    'a dependency that is a path out': `${manifest}x = {path = "../../../../etc"}\n`,
    'features in a circle': `${manifest}\n[features]\na = ["b"]\nb = ["a", "wasmtime/c", "dep:wasmtime"]\ndefault = ["default"]\n`,
    '3,000 dependencies': manifest + Array.from({length: 3000}, (_, at) => `d${at} = "1"`).join('\n'),
    '300 wasmtimes under other names':
      manifest + Array.from({length: 300}, (_, at) => `d${at} = {package = "wasmtime", version = "25"}`).join('\n'),
    'a version without end': manifest.replace('"25.0"', `"${many('1.', 50_000)}"`),
    'a requirement without end': manifest.replace('"25.0"', `"${many('>=1, ', 20_000)}<9"`),
    'a version beyond all': manifest.replace('"25.0"', '"99999999999999999999.0.0"'),
    'a Rust beyond all': manifest.replace('"1.75"', '"999999999999999999999.1"'),
    'a Rust that is a list': manifest.replace('"1.75"', '[1, 75]'),
    'a build script outside': manifest.replace('edition', 'build = "/bin/sh"\nedition'),
    'git from a command': manifest.replace('"25.0"', '{git = "ext::sh -c id", branch = "--upload-pack=id"}'),
    'a registry from an option': manifest.replace('"25.0"', '{version = "25.0", registry = "--config=x"}'),
    'a patch of everything': `${manifest}\n[patch.crates-io]\nwasmtime = {path = "/"}\n[replace]\n"wasmtime:25.0.0" = {path = "/"}\n`,
    'tables without end': manifest + Array.from({length: 20_000}, (_, at) => `[a${at}.b.c]`).join('\n'),
    'a table defined twice': `${manifest}[package]\nname = "x"\n`,
    'a string that never ends': `${manifest}x = """${many('a\n', 50_000)}`,
    'inline tables without end': `${manifest}x = ${many('{a=', 20_000)}1${many('}', 20_000)}\n`,
  }
  return [
    ...Object.entries(several).map(([what, files]): HostileCase => ({name: `Cargo.toml: ${what}`, lay: laying(files)})),
    ...cases('Cargo.toml', single),
    ...cases('Cargo.toml', anyText),
  ]
}

function lockfiles(): readonly HostileCase[] {
  const entry = (name: string, version: string, needs: readonly string[] = []) =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+https://x"\ndependencies = [${needs.map(one => `"${one}"`).join(', ')}]\n\n`
  return cases('Cargo.lock', {
    'a version from far away': 'version = 99\n',
    'a version that is text': 'version = "__proto__"\n',
    'packages in a circle': `version = 4\n\n${entry('wasmtime', '25.0.3', ['a'])}${entry('a', '1.0.0', ['wasmtime', 'a'])}`,
    '20,000 packages in a row': `version = 4\n\n${entry('wasmtime', '25.0.3')}${Array.from({length: 20_000}, (_, at) => entry(`p${at}`, '1.0.0', [at === 0 ? 'wasmtime' : `p${at - 1}`])).join('')}`,
    'everybody needs everybody': `version = 4\n\n${entry('wasmtime', '25.0.3')}${Array.from({length: 120}, (_, at) => entry(`p${at}`, '1.0.0', ['wasmtime', ...Array.from({length: 120}, (_, to) => `p${to}`)])).join('')}`,
    'one package a thousand times': `version = 4\n\n${many(entry('wasmtime', '25.0.3'), 1000)}`,
    'a thousand wasmtimes': `version = 4\n\n${Array.from({length: 1000}, (_, at) => entry('wasmtime', `25.0.${at}`)).join('')}`,
    'names of the prototype': `version = 4\n\n${entry('__proto__', '1.0.0', ['constructor'])}${entry('constructor', '1.0.0', ['__proto__'])}`,
    'versions that are none': `version = 4\n\n${entry('wasmtime', '../..')}${entry('wasmtime-wasi', '\\u001b[2J')}`,
    'packages without names': 'version = 4\n[[package]]\n[[package]]\nname = 1\nversion = 2\n',
  })
}

function yaml(): readonly HostileCase[] {
  const levels = (size: number) =>
    Array.from(
      {length: 12},
      (_, at) => `a${at}: &a${at} [${Array.from({length: size}, () => (at === 0 ? '"x"' : `*a${at - 1}`)).join(', ')}]`,
    )
  const bomb = `${levels(10).join('\n')}\n`
  const steps = Array.from({length: 5000}, (_, at) => `      - run: rustup install 1.${at}\n`).join('')
  const texts: Readonly<Record<string, string>> = {
    'a bomb of aliases': `${bomb}jobs: *a11\n`,
    'a bomb of merges': `a: &a {x: 1}\n${Array.from({length: 24}, (_, at) => `b${at}: &b${at} {<<: [*${at === 0 ? 'a' : `b${at - 1}`}, *a]}`).join('\n')}\njobs: *b23\n`,
    'an alias of itself': 'jobs: &a\n  test: *a\n  steps: [*a]\n',
    'an alias of nobody': 'jobs: *nobody\n',
    '5,000 steps': `jobs:\n  test:\n    steps:\n${steps}`,
    'a matrix of matrices': `jobs:\n  test:\n    strategy:\n      matrix:\n${Array.from({length: 300}, (_, at) => `        rust${at}: [1.75, 1.76, stable]`).join('\n')}\n    steps:\n      - uses: dtolnay/rust-toolchain@master\n        with: {toolchain: "\${{ matrix.rust0 }}"}\n`,
    'tags of other languages':
      'jobs: !!js/function "function () { process.exit(9) }"\nx: !!python/object/apply:os.system ["id"]\n',
    'keys of the prototype':
      '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\njobs: {__proto__: {steps: []}}\n',
    'lists without end': `jobs: ${many('[', 50_000)}${many(']', 50_000)}\n`,
    'blocks without end': Array.from({length: 3000}, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'questions without end': many('? ', 20_000),
    'documents without end': many('---\njobs: {}\n', 5000),
    'expressions without end': `env:\n  RUST: "${many('${{ ', 20_000)}"\n`,
    'commands without end': `jobs:\n  t:\n    steps:\n      - run: |\n${many('          cargo +1.75 build && rustup default 1.75; \n', 5000)}`,
    tabs: 'jobs:\n\ttest:\n\t\tsteps: []\n',
  }
  return cases('.github/workflows/ci.yml', texts)
}

function rules(): readonly HostileCase[] {
  const rule = (rest: string) => `id: a\nlanguage: Rust\n${rest}\n`
  return cases('.upgrade-wizard/rules/own.yml', {
    'a pattern of everything': rule('rule: {pattern: $A}\nfix: x'),
    'a pattern without end': rule(`rule: {pattern: "${many('f(', 5000)}"}`),
    'a regular expression that never ends': rule('rule: {regex: "(a+)+$", kind: identifier}'),
    'a file pattern that never ends': rule(
      `rule: {kind: identifier}\nfiles: ["${many('*', 100)}", "${many('{a,b}', 40)}", "+(+(a|aa)+)+"]`,
    ),
    'rules within rules': rule(`rule: ${many('{not: ', 3000)}{kind: x}${many('}', 3000)}`),
    'rules that need each other': rule('utils: {a: {matches: b}, b: {matches: a}}\nrule: {matches: a}'),
    'a rule of itself': rule('rule: &a {all: [*a]}'),
    'a bomb of aliases': `${Array.from({length: 10}, (_, at) => `a${at}: &a${at} [${Array.from({length: 10}, () => (at === 0 ? '"x"' : `*a${at - 1}`)).join(', ')}]`).join('\n')}\nrule: *a9\n`,
    'a fix without end': rule(`rule: {pattern: host}\nfix: "${many('$A', 20_000)}"`),
    '2,000 rules': many(`${rule('rule: {pattern: nobody()}')}---\n`, 2000),
    'keys of the prototype': rule('rule: {kind: x}\n__proto__: {a: 1}'),
    'another language': 'id: a\nlanguage: Bash\nrule: {kind: x}\n',
  })
}

function others(): readonly HostileCase[] {
  return [
    ...cases('Dockerfile', {
      'arguments in a circle': 'ARG A=$B\nARG B=$A\nFROM rust:$A\n',
      'arguments without end': many('ARG A=$A$A\n', 5000).concat('FROM rust:$A\n'),
      'a line continued without end': `RUN ${many('\\\n', 50_000)}true\n`,
      'a heredoc that never ends': `RUN <<EOF\n${many('rustup install 1.75\n', 5000)}`,
      'stages without end': Array.from({length: 5000}, (_, at) => `FROM rust:1.75 AS s${at}`).join('\n'),
    }),
    ...cases('rust-toolchain.toml', {
      'a path out': '[toolchain]\npath = "/tmp/other"\n',
      'a channel that is an option': '[toolchain]\nchannel = "--config"\n',
      'a channel without end': `[toolchain]\nchannel = "1.${many('7', 100_000)}"\n`,
      'components without end': `[toolchain]\nchannel = "1.75"\ncomponents = [${many('"a",', 20_000)}]\n`,
    }),
    ...cases('Makefile', {
      'a shell at once': '$(shell touch /sprung)\nRUST_VERSION ?= $(shell id)\n',
      'variables in a circle': 'A = $(B)\nB = $(A)\nRUST_VERSION = $(A)\n',
    }),
    ...cases('.upgrade-wizard/lock', {
      prose: 'mine\n',
      'nesting without end': many('[', 100_000),
      'the first process': '{"pid":1,"startTime":"0","bootId":"","host":"x","nonce":"n","since":"s"}',
      everybody: '{"pid":-1,"startTime":"","bootId":"","host":"x","nonce":"n","since":"s"}',
      binary: new Uint8Array(4096),
      'names that draw': JSON.stringify({
        pid: 1,
        startTime: '',
        bootId: '',
        host: screen,
        nonce: screen,
        since: screen,
      }),
    }),
    ...cases('.cargo/config.toml', {
      'programs of its own':
        '[build]\nrustc-wrapper = "./sprung"\n[env]\nPATH = {value = "bin", relative = true, force = true}\n',
      'an include of itself': 'include = ["config.toml", "../../../etc/passwd"]\n',
      'sources in a circle': '[source.crates-io]\nreplace-with = "a"\n[source.a]\nreplace-with = "crates-io"\n',
    }),
    ...cases('src/main.rs', {
      'macros within macros': many('a!{', 50_000),
      'imports within imports': `use wasmtime::${many('{a::', 20_000)}b${many('}', 20_000)};\n`,
      'generics without end': `fn f() -> ${many('wasmtime::Store<', 20_000)}u8 {}\n`,
      'a comment that never ends': many('/* wasmtime ', 20_000),
      'a string that never ends': `let a = r${many('#', 100_000)}"wasmtime::Config`,
    }),
    ...cases('.gitattributes', {'patterns without end': many(`${'**/'.repeat(50)} linguist-generated\n`, 500)}),
  ]
}
