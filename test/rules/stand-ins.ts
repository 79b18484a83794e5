import {execFile} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/** What the compiler says of a source file. */
export type Compiled = {
  readonly isOk: boolean
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

/** Compiles Rust files against the stand-in crates of a major; `remove` takes the results away. */
export function createCompiler() {
  const work = mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-rules-'))
  const made = new Map<number, Promise<string>>()
  const cratesOf = (major: number) => {
    const crates = made.get(major) ?? makeCrates(work, major)
    made.set(major, crates)
    return crates
  }
  return {
    async compile(file: string, major: number): Promise<Compiled> {
      const crates = await cratesOf(major)
      const name = `${path.basename(path.dirname(file))}_${path.basename(file, '.rs')}_${major}`.replaceAll('-', '_')
      return rustc(file, name, major, crates, path.join(work, name))
    },
    remove: () => rmSync(work, {recursive: true, force: true}),
  }
}

/** The crates in the order in which they need each other. */
async function makeCrates(work: string, major: number): Promise<string> {
  const folder = path.join(work, String(major))
  mkdirSync(folder)
  for (const crate of order) {
    const source = [path.join(standIns, `${crate}.rs`), path.join(standIns, crate, 'lib.rs')].find(existsSync)
    if (source === undefined) throw new Error(`no stand-in for ${crate}`)
    const {isOk, errors} = await rustc(source, crate, major, folder, folder)
    if (!isOk) throw new Error(`the stand-in of ${crate} ${major} does not compile:\n${errors.join('\n')}`)
  }
  return folder
}

function rustc(source: string, crate: string, major: number, crates: string, out: string): Promise<Compiled> {
  const since = Array.from({length: major - 20}, (_, at) => ['--cfg', `since_${at + 21}`]).flat()
  const externs = order
    .filter(one => one !== crate)
    .flatMap(one =>
      [`lib${one}.rmeta`, `lib${one}.so`, `lib${one}.dylib`, `${one}.dll`].map(name => ({
        one,
        file: path.join(crates, name),
      })),
    )
    .flatMap(({one, file}) => (existsSync(file) ? ['--extern', `${one}=${file}`] : []))
  const args = [source, '--crate-name', crate, '--edition', '2024', ...kindOf(crate)]
  mkdirSync(out, {recursive: true})
  const options = ['--out-dir', out, '-L', crates, '--error-format', 'json', '-A', 'unexpected_cfgs', '-A', 'dead_code']
  return new Promise(resolve => {
    execFile('rustc', [...args, ...options, ...since, ...externs], {maxBuffer: 1 << 26}, (error, _out, err) => {
      const told = err.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []))
      const ofLevel = (level: string) => told.filter(one => one.level === level).map(one => String(one.rendered))
      const errors = error !== null && told.length === 0 ? [err] : ofLevel('error')
      resolve({isOk: error === null, errors, warnings: ofLevel('warning')})
    })
  })
}

const standIns = path.resolve(import.meta.dirname, '../../fixtures/rules/stand-ins')

/** Attributes have to be programs; everything else is only looked at. */
const macros = 'async_trait'

function kindOf(crate: string): readonly string[] {
  return crate === macros
    ? ['--crate-type', 'proc-macro', '--extern', 'proc_macro']
    : ['--crate-type', 'lib', '--emit', 'metadata']
}

const order = [
  'anyhow',
  'cap_std',
  'wasmtime_wasi_runtime_config',
  'bytes',
  'http',
  'tokio',
  macros,
  'wasmtime',
  'wasmtime_wasi_io',
  'wasmtime_wasi',
  'wasmtime_wasi_http',
  'wiggle',
]

/** Every stand-in is compiled: one that nobody lists would be dead. */
export const unlisted = readdirSync(standIns)
  .map(name => name.replace(/\.rs$/, ''))
  .filter(name => name !== 'README.md' && !order.includes(name))
