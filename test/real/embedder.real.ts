import {execFileSync} from 'node:child_process'
import {cp, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {compareRust} from '../../src/domain/rust-version.ts'
import {figure} from '../support/figure.ts'
import {commitAll, type Ended, readSnapshot, runProgram} from '../support/fixture-run.ts'
import {readReport} from '../support/report-table.ts'

// A small embedder with the crates of the registry: what the stand-ins claim about a whole upgrade is true of the real ones.

/** What a person does where the wizard stops: file, what stands there, what stands there then. */
type Edit = readonly [file: string, before: string, after: string]

const upgrades: readonly {
  readonly from: string
  readonly to: string
  /** What this wasmtime needs; a package that comes with it may need more. */
  readonly leastRust: string
  readonly tests: number
  /** Breaking changes that the rewrite of the code names. */
  readonly rewritten: readonly string[]
  readonly byHand: readonly Edit[]
}[] = [
  {
    from: '25',
    to: '36',
    leastRust: '1.86',
    tests: 6,
    rewritten: [
      'bindgen-add-to-linker-hasdata',
      'component-get-export-pairs',
      'config-memory-reservation-renames',
      'engine-detect-precompiled-assoc',
      'resource-limiter-table-usize',
      'store-gc-argument',
      'wasi-root-to-p2',
      'wasiview-ctx-returns-wasictxview',
    ],
    byHand: [['src/program.rs', 'default_values(&self.module)', 'default_values(&mut store, &self.module)']],
  },
  {
    from: '34',
    to: '37',
    leastRust: '1.87',
    tests: 6,
    rewritten: [
      'bindgen-async-option',
      'manuallyrooted-to-ownedrooted',
      'wasi-ctx-back-to-root',
      'wasi-preview-modules-renamed',
      'wasiview-ctx-returns-wasictxview',
    ],
    byHand: [
      [
        'src/limits.rs',
        'use std::cell::Cell;\nuse std::rc::Rc;\n',
        'use std::sync::Arc;\nuse std::sync::atomic::{AtomicUsize, Ordering};\n',
      ],
      ['src/limits.rs', 'Rc<Cell<usize>>', 'Arc<AtomicUsize>'],
      ['src/limits.rs', 'Rc::default()', 'Arc::default()'],
      [
        'src/limits.rs',
        'self.refusals.set(self.refusals.get() + usize::from(!is_allowed));',
        'self.refusals.fetch_add(usize::from(!is_allowed), Ordering::Relaxed);',
      ],
      ['src/said.rs', 'cli::StdoutStream;', 'cli::{IsTerminal, StdoutStream};'],
      ['src/said.rs', 'fn stream(&self) -> Box<dyn OutputStream>', 'fn p2_stream(&self) -> Box<dyn OutputStream>'],
      [
        'src/said.rs',
        '    fn isatty(&self) -> bool {\n        false\n    }\n}\n',
        '    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {\n        Box::new(self.0.clone())\n    }\n}\n\nimpl IsTerminal for Said {\n    fn is_terminal(&self) -> bool {\n        false\n    }\n}\n',
      ],
      ['src/program.rs', 'refusals.get()', 'refusals.load(std::sync::atomic::Ordering::Relaxed)'],
    ],
  },
]

const wanted = upgrades.filter(({from}) => [undefined, from].includes(process.env.UW_REAL))
const refusal = registryRefusal()
if (refusal !== undefined) console.log(`Skipped: the registry doesn’t answer.\n${refusal}`)

describe.skipIf(refusal !== undefined).each(wanted)('from wasmtime $from to $to', upgrade => {
  const {from, to} = upgrade
  let folder: string
  let root: string
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-real-')))
    root = path.join(folder, 'gatehouse')
    for (const part of ['both', from])
      await cp(path.join(import.meta.dirname, 'embedder', part), root, {recursive: true})
    await commitAll(root)
  })
  afterAll(() => rm(folder, {recursive: true, force: true}))
  const run = (...args: readonly string[]): Promise<Ended> =>
    runProgram(args, {cwd: root, env: {CARGO_TARGET_DIR: process.env.UW_REAL_TARGET ?? path.join(folder, 'target')}})

  test('it builds and runs its wasm before and after, with what is for people done by hand', async () => {
    const before = await readSnapshot(root)
    const began = performance.now()

    const stopped = await run('run', '--yes', '--wasmtime', to)
    expect(stopped.stderr).toContain(`${upgrade.tests} tests passed, 0 failed`)
    for (const change of upgrade.rewritten) expect(stopped.stderr).toContain(`note: ${change} in `)
    expect(stopped.stderr).toContain('Stopped: “Mend what no longer compiles”')
    expect(stopped.code).toBe(1)
    await editByHand(root, upgrade.byHand)
    const done = await run('run', '--yes')

    expect(done.code, done.stderr).toBe(0)
    expect(done.stderr).toMatch(new RegExp(`Done: upgraded to wasmtime ${to}\\.0\\.\\d+ on Rust 1\\.`))
    const rust = /^rust-version = "(.*)"/m.exec(await readFile(path.join(root, 'Cargo.toml'), 'utf8'))?.[1] ?? ''
    expect(done.stderr).toContain(` on Rust ${rust}`)
    expect(compareRust(rust, upgrade.leastRust)).toBeGreaterThanOrEqual(0)
    expect(done.stderr).toContain(`${upgrade.tests} tests passed (${upgrade.tests} before), no new failure`)
    const report = await readReport({run})
    expect(report).toMatchObject({verdict: 'upgraded', tests: {newFailures: [], missing: []}})
    expect(report.versions).toContainEqual({
      name: 'wasmtime',
      before: expect.stringMatching(new RegExp(`^${from}\\.0\\.\\d+$`)),
      after: expect.stringMatching(new RegExp(`^${to}\\.0\\.\\d+$`)),
    })
    figure(`From wasmtime ${from} to ${to} with real crates: ${Math.round((performance.now() - began) / 1000)} s`)

    // What was edited by hand is taken back by hand: an undo leaves it alone.
    await editByHand(root, upgrade.byHand.map(([file, was, is]) => [file, is, was] as const).toReversed())
    const undone = await run('undo', '--all')
    expect(undone.stderr).toContain('read again: every hash is right')
    expect(await readSnapshot(root)).toEqual(before)
  })
})

async function editByHand(root: string, edits: readonly Edit[]): Promise<void> {
  for (const [name, before, after] of edits) {
    const file = path.join(root, name)
    const text = await readFile(file, 'utf8')
    expect(text, name).toContain(before)
    await writeFile(file, text.replaceAll(before, after))
  }
}

/** Why cargo can't ask the registry here; undefined when it can. */
function registryRefusal(): string | undefined {
  const env = {...process.env, CARGO_NET_RETRY: '0', CARGO_HTTP_TIMEOUT: '20'}
  try {
    execFileSync('cargo', ['info', 'wasmtime@36.0.2'], {cwd: tmpdir(), env, stdio: 'pipe', timeout: 90_000})
    return undefined
  } catch (error) {
    return String((error as {stderr?: Buffer}).stderr ?? error)
      .split('\n')
      .slice(0, 5)
      .join('\n')
  }
}
