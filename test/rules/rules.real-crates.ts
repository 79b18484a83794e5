import {execFile} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {loadBreakingChanges} from '../../src/catalog/breaking-changes.ts'
import {rewriteOne, wayOf} from './rewrite.ts'

// The same fixtures against the published crates: what the stand-ins claim is true, and a jump over many majors ends at
// code that compiles. It needs the registry, and takes some minutes for each target.

const folder = path.resolve(import.meta.dirname, '../../fixtures/rules')
const withRust = readdirSync(folder).filter(id => existsSync(path.join(folder, id, 'in.rs')))
const changes = await loadBreakingChanges()
const targets = (process.env.REAL_TARGETS ?? '36 48').split(' ').map(Number)

/** Fixtures that meet a change beyond their own that is for people → the major that brings it. */
const forPeople: ReadonlyMap<string, number> = new Map([
  // `GuestIndices::new` takes an InstancePre.
  ['bindgen-guestpre-to-guestindices', 33],
  // wasi-http-send-request-unified
  ['wasi-http-p2-module', 48],
])

describe.each(targets)('wasmtime %i', {timeout: 3_600_000}, to => {
  const reached = withRust.filter(id => wayOf(id).to <= to)
  const crate = mkdtempSync(path.join(tmpdir(), `upgrade-wizard-real-${to}-`))
  afterAll(() => rmSync(crate, {recursive: true, force: true}))
  // What is left for people on a longer way doesn't compile before they had their turn.
  const isForPeople = (id: string) => (left.get(id) ?? 0) > 0 || (forPeople.get(id) ?? Infinity) <= to
  let errors: ReadonlyMap<string, readonly string[]>
  const left = new Map<string, number>()

  beforeAll(async () => {
    mkdirSync(path.join(crate, 'src'))
    mkdirSync(path.join(crate, 'examples'))
    cpSync(path.join(folder, 'wit'), path.join(crate, 'wit'), {recursive: true})
    writeFileSync(path.join(crate, 'Cargo.toml'), manifest(to, reached))
    writeFileSync(path.join(crate, 'src/lib.rs'), '')
    for (const id of reached) {
      const before = readFileSync(path.join(folder, id, 'in.rs'), 'utf8')
      const {text, left: places} = await rewriteOne(before, {from: wayOf(id).from, to})
      left.set(id, places.length)
      writeFileSync(path.join(crate, `examples/${id}-before.rs`), before)
      writeFileSync(path.join(crate, `examples/${id}-after.rs`), text)
    }
    errors = await check(crate)
  }, 3_600_000)

  test.each(reached)('%s compiles once it is rewritten', id => {
    const said = errors.get(`${id}-after`) ?? []
    if (isForPeople(id)) expect(said).not.toEqual([])
    else expect(said).toEqual([])
  })

  const breaking = reached.filter(id => changes.find(change => change.id === id)?.effect === 'error')
  test.each(breaking)('%s does not compile as it was', id => {
    expect(errors.get(`${id}-before`) ?? []).not.toEqual([])
  })
})

/** Every example of its own, so that one that fails doesn't hide the others. */
function manifest(major: number, ids: readonly string[]): string {
  const examples = ids.flatMap(id => [`${id}-before`, `${id}-after`])
  const tables = examples.map(
    name => `[[example]]\nname = "${name}"\npath = "examples/${name}.rs"\ncrate-type = ["lib"]\n`,
  )
  return `[package]
name = "real"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
anyhow = "1"
async-trait = "0.1"
bytes = "1"
cap-std = "3"
http = "1"
http-body-util = "0.1"
hyper = "1"
tokio = {version = "1", features = ["io-util"]}
tracing = "0.1"
wasmtime = {version = "${major}", features = [${features(major)}]}
wasmtime-wasi = {version = "${major}", features = ["p3"]}
wasmtime-wasi-http = {version = "${major}", features = [${major >= 48 ? '"component-model-async", "p3"' : ''}]}
wasmtime-wasi-io = "${major}"
wasmtime-wasi-runtime-config = {package = "wasmtime-wasi-config", version = "${major}"}
wiggle = "${major}"

${tables.join('\n')}`
}

/** All that the fixtures use and that a major keeps behind a feature. */
function features(major: number): string {
  const known = ['component-model', 'component-model-async', 'async', 'cache', 'memory-protection-keys']
  return [...known, ...(major >= 48 ? ['debug'] : [])].map(name => `"${name}"`).join(', ')
}

/** What the compiler says of each example; those it says nothing of compile. */
async function check(crate: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const target = process.env.REAL_TARGET_DIR ?? path.join(crate, 'target')
  const args = ['check', '--examples', '--keep-going', '--message-format', 'json']
  const {stdout, stderr} = await new Promise<{stdout: string; stderr: string}>(resolve => {
    execFile(
      'cargo',
      args,
      {cwd: crate, maxBuffer: 1 << 29, env: {...process.env, CARGO_TARGET_DIR: target}},
      (_error, out, err) => resolve({stdout: out, stderr: err}),
    )
  })
  const errors = new Map<string, string[]>()
  let finished = false
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue
    const {reason, target: at, message} = JSON.parse(line)
    finished ||= reason === 'build-finished'
    if (reason !== 'compiler-message' || message.level !== 'error') continue
    if (at.kind[0] !== 'example') throw new Error(message.rendered)
    errors.set(at.name, [...(errors.get(at.name) ?? []), message.rendered])
  }
  if (!finished) throw new Error(stderr)
  return errors
}
