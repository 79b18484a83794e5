import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {treeDocumentSchema} from '../../src/plan/tree-document.ts'
import {layOutFixture, projectRoot, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

const registry = 'registry+https://example.org/index'

/** A host that asks for 24 and gets 36 through a plugin compiler; cargo could resolve none of it here. */
const repository = {
  'Cargo.toml': '[workspace]\nmembers = ["server"]\n\n[workspace.dependencies]\nwasmtime = "24"\n',
  'server/Cargo.toml':
    '[package]\nname = "server"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nwasmtime = "24"\nplugin-compiler = "3"\n',
  'server/src/lib.rs': 'pub use wasmtime::Engine;\n',
  'Cargo.lock': `version = 4

[[package]]
name = "plugin-compiler"
version = "3.0.0"
source = "${registry}"
dependencies = [
 "wasmtime 36.0.3",
]

[[package]]
name = "server"
version = "0.1.0"
dependencies = [
 "plugin-compiler",
 "wasmtime 24.0.5",
]

[[package]]
name = "wasmtime"
version = "24.0.5"
source = "${registry}"

[[package]]
name = "wasmtime"
version = "36.0.3"
source = "${registry}"
`,
}

describe('tree', () => {
  test('shows who brings which release, without a terminal and without cargo', async () => {
    const {code, stdout, stderr} = await tree(repository, '--wasmtime', '48.0.0')

    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'Cargo.lock (4 packages)',
      '  wasmtime 24.0.5',
      '  └─ server  asks for wasmtime "24"',
      '',
      '  wasmtime 36.0.3',
      '  └─ plugin-compiler 3.0.0',
      '     └─ server  asks for "3"',
    ])
    expect(stdout).toContain('  plugin-compiler 3.0.0 holds wasmtime 36.0.3 (for server)\n')
    expect(stdout).toContain('server/Cargo.toml:7 states wasmtime "24" although')
  })

  test('prints one JSON document', async () => {
    const {code, stdout, stderr} = await tree(repository, '--json', '--wasmtime', '48.0.0')
    const document = treeDocumentSchema.parse(JSON.parse(stdout))

    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(document.target).toBe('48.0.0')
    expect(document.majors).toEqual([{crate: 'wasmtime', versions: ['24.0.5', '36.0.3'], lockfile: 'Cargo.lock'}])
    expect(document.holders).toMatchObject([{name: 'plugin-compiler', version: '3.0.0', holds: 'wasmtime 36.0.3'}])
    expect(document.edges.map(({from, to, requirement, kind}) => [from, to, requirement, kind])).toEqual([
      ['plugin-compiler 3.0.0', 'wasmtime 36.0.3', null, null],
      ['server 0.1.0', 'plugin-compiler 3.0.0', '3', 'normal'],
      ['server 0.1.0', 'wasmtime 24.0.5', '24', 'normal'],
    ])
  })

  test('judges holders by what cargo’s source of crates publishes', async () => {
    const holding = {
      ...repository,
      'server/Cargo.toml': `${repository['server/Cargo.toml']}extism = "1.12"\n`,
      'Cargo.lock': `${repository['Cargo.lock'].replace(' "plugin-compiler",\n', ' "extism",\n "plugin-compiler",\n')}
[[package]]
name = "extism"
version = "1.12.0"
source = "${registry}"
dependencies = [
 "wasmtime 36.0.3",
]
`,
    }

    const {stdout, stderr} = await tree(holding, '--wasmtime', '48.0.0')

    expect(stderr).toBe('')
    expect(stdout).toContain('    requires wasmtime >=36, <38; 1.13.0 is its newest release that allows 48.0.0\n')
    expect(stdout).toContain('    → cargo update extism@1.12.0 --precise 1.13.0\n')
    expect(stdout).toContain('    nothing is known of its releases here\n')
  })

  test('puts the lockfile beside what it was before the session', async () => {
    const fixture = await layOutFixture('photondrift-issue')
    onTestFinished(() => fixture.remove())
    execFileSync('cargo', ['generate-lockfile', '--offline'], {cwd: fixture.root, stdio: 'pipe'})
    const edits = ['--only', 'raise-rust', 'raise-family', 'refresh-lockfile']
    const {code} = await fixture.run('run', '--yes', '--wasmtime', '36', '--offline', ...edits)

    const {stdout} = await fixture.run('tree', '--offline')

    expect(code).toBe(0)
    expect(stdout).toContain('wasmtime                           25.0.3  36.0.14\n')
    expect(stdout).toContain('  packages    2 new, 2 gone, 3 as before\n')
    expect(stdout).toContain('asks for wasmtime "36.0"; only with the feature plugins\n')
  })

  test('says what is wrong with one broken manifest, and shows the rest', async () => {
    const {code, stdout, stderr} = await tree({...repository, 'tool/Cargo.toml': '[package\nname = "tool"\n'})

    expect(code).toBe(0)
    expect(stdout).toContain('  wasmtime 36.0.3\n')
    expect(stderr).toContain('! Cannot read tool/Cargo.toml')
    expect(stderr).not.toContain('    at ')
  })

  test('says what the manifests ask for where there is no lockfile', async () => {
    const {'Cargo.lock': _, ...unlocked} = repository
    const {code, stdout} = await tree(unlocked)

    expect(code).toBe(0)
    expect(stdout).toContain('  wasmtime  "24"  Cargo.toml:5\n')
    expect(stdout).toContain('cargo generate-lockfile writes one.')
  })

  test('refuses a wasmtime that does not exist', async () => {
    const {code, stdout, stderr} = await tree(repository, '--wasmtime', '36.0.999')

    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    expect(stderr).toContain('wasmtime 36.0.999 is not known')
  })

  test('says that nothing asks for wasmtime', async () => {
    const {code, stdout} = await tree({'Cargo.toml': '[package]\nname = "plain"\n', 'src/lib.rs': ''})

    expect({code, stdout}).toEqual({code: 0, stdout: 'Not locked\n  Nothing here asks for wasmtime.\n'})
  })

  test('ends quickly on a lockfile in which five thousand packages depend on each other', async () => {
    const names = Array.from({length: 5000}, (_, index) => `p${index}`)
    const packages = names.map((name, index) => {
      const wanted = [...names.slice(index, index + 5), ...names.slice(0, 5), 'wasmtime', 'not-there']
      return `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = "${registry}"\ndependencies = [\n${wanted.map(one => ` "${one}",\n`).join('')}]\n`
    })
    const own = `[[package]]\nname = "server"\nversion = "0.1.0"\ndependencies = [\n${names.map(one => ` "${one}",\n`).join('')}]\n`
    const wasmtime = `[[package]]\nname = "wasmtime"\nversion = "24.0.5"\nsource = "${registry}"\n`
    const began = performance.now()

    const {code, stdout} = await tree({
      ...repository,
      'Cargo.lock': `version = 4\n\n${[...packages, own, wasmtime].join('\n')}`,
    })

    expect(code).toBe(0)
    expect(stdout).toContain('and 4988 more; tree --json has them all')
    expect(stdout.length).toBeLessThan(20_000)
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

function tree(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const folder = temporaryFolder()
  // With a CARGO_HOME of its own, the machine's registry has no say.
  const cargoHome = path.join(folder, 'cargo-home')
  mkdirSync(cargoHome)
  const source = JSON.stringify(path.join(projectRoot, 'fixtures/registry'))
  const config = `[source.crates-io]\nreplace-with = "fixtures"\n\n[source.fixtures]\ndirectory = ${source}\n`
  writeFileSync(path.join(cargoHome, 'config.toml'), config)
  const root = path.join(folder, 'repository')
  writeFiles(root, files)
  return runProgram(['tree', '--offline', ...options], {cwd: root, env: {CARGO_HOME: cargoHome}})
}
