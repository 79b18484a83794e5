// Lays out a workspace whose lockfile holds more than 700 packages, with a directory source beside it from which cargo
// resolves them offline. The packages are empty, but their manifests are as long as those that registries publish, and as
// in real repositories only a few of them lead to wasmtime.
import {spawnSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {root} from './lay-out.mjs'

/** The repository's path, and how to remove it with all that is beside it. */
export function layOutLarge(packages = 720, members = 12) {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-')))
  const repository = path.join(folder, 'large')
  const source = path.join(folder, 'registry')
  cpSync(path.join(root, 'fixtures', 'registry'), source, {recursive: true})
  for (let number = 0; number < packages; number++) {
    writePackage(
      path.join(source, nameOf(number)),
      nameOf(number),
      dependenciesOf(number, packages),
      publishedParts(nameOf(number)),
    )
    writeFileSync(
      path.join(source, nameOf(number), '.cargo-checksum.json'),
      JSON.stringify({files: {}, package: checksum}),
    )
  }
  const folders = Array.from({length: members}, (_, number) => `member-${number}`)
  for (const [number, member] of folders.entries()) {
    const wanted = Array.from({length: 4}, (_, at) => [nameOf(at * members + number), '1'])
    writePackage(path.join(repository, member), member, number === 0 ? [...wanted, ['wasmtime', '36']] : wanted)
  }
  writeFileSync(
    path.join(repository, 'Cargo.toml'),
    `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(folders)}\n`,
  )
  mkdirSync(path.join(folder, '.cargo'))
  writeFileSync(path.join(folder, '.cargo', 'config.toml'), configuration(source))
  lock(repository)
  return {repository, remove: () => rmSync(folder, {recursive: true, force: true})}
}

/** Each asks for a few farther ones; every hundredth and the one it asks for lead to wasmtime. */
function dependenciesOf(number, packages) {
  if (number % 100 === 1) return [['wasmtime', '36']]
  const farther = [1, 48, 97].map(step => number + step).filter(other => other < packages)
  const usual = number % 100 === 0 ? [number + 1] : farther.filter(other => other % 100 > 1)
  return usual.map(other => [nameOf(other), '1'])
}

function writePackage(folder, name, dependencies, more = '') {
  mkdirSync(path.join(folder, 'src'), {recursive: true})
  const lines = dependencies.map(([crate, requirement]) => `[dependencies.${crate}]\nversion = "${requirement}"\n`)
  writeFileSync(
    path.join(folder, 'Cargo.toml'),
    `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${more}\n${lines.join('\n')}`,
  )
  writeFileSync(path.join(folder, 'src', 'lib.rs'), name === 'member-0' ? 'pub use wasmtime::Engine;\n' : '')
}

/** What a published manifest holds beside its dependencies. */
function publishedParts(name) {
  const features = Array.from({length: 10}, (_, at) => `feature-${at} = [${at === 0 ? '' : `"feature-${at - 1}"`}]`)
  const targets = ['bench', 'example', 'test'].flatMap(kind =>
    Array.from({length: 3}, (_, at) => `[[${kind}]]\nname = "${kind}-${at}"\npath = "${kind}/${at}.rs"\n`),
  )
  return [
    'rust-version = "1.70"\nauthors = ["Nobody <nobody@localhost>"]\nbuild = false\nautobins = false\nautoexamples = false',
    `autotests = false\nautobenches = false\ndescription = "${name} stands in for a crate in a large lockfile."`,
    'readme = "README.md"\nkeywords = ["large", "lockfile", "stand-in"]\ncategories = ["development-tools"]',
    'license = "MIT OR Apache-2.0"\nrepository = "https://localhost/large"\n',
    `[features]\n${features.join('\n')}\ndefault = ["feature-9"]\n`,
    '[lib]\nname = "stand_in"\npath = "src/lib.rs"\n',
    ...targets,
    '[dev-dependencies.not-there]\nversion = "1"\nfeatures = ["full"]\n',
    '[lints.rust.unexpected_cfgs]\nlevel = "warn"\npriority = 0\ncheck-cfg = ["cfg(large)", "cfg(loom)"]\n',
  ].join('\n')
}

function lock(repository) {
  const {status, stderr} = spawnSync('cargo', ['generate-lockfile', '--offline'], {cwd: repository, encoding: 'utf8'})
  if (status !== 0) throw new Error(`cargo generate-lockfile ended with ${status}: ${stderr}`)
}

function nameOf(number) {
  return `package-${String(number).padStart(4, '0')}`
}

function configuration(source) {
  return `[source.crates-io]\nreplace-with = "large"\n\n[source.large]\ndirectory = ${JSON.stringify(source)}\n\n[net]\noffline = true\n`
}

const checksum = '0'.repeat(64)
