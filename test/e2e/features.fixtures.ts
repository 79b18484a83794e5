import {mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {commitAll, offlineRegistry, runProgram} from '../support/fixture-run.ts'
import {readReport} from '../support/report-table.ts'

// A crate of which one feature holds what wasmtime 37 doesn't take any more, and another never compiled: what builds by default
// says nothing of either.

const files = {
  '.gitignore': '/target\n',
  'Cargo.toml': `[package]
name = "limited"
version = "0.1.0"
edition = "2021"

[features]
broken = []
limits = []

[dependencies]
wasmtime = "36"
`,
  'src/lib.rs': `#[cfg(feature = "broken")]
pub const COUNT: u32 = "many";

pub fn engine() -> wasmtime::Engine {
    wasmtime::Engine::default()
}

#[cfg(feature = "limits")]
pub struct Limits(pub std::rc::Rc<()>);

#[cfg(feature = "limits")]
impl wasmtime::ResourceLimiter for Limits {
    fn memory_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}
`,
}

let folder: string | undefined
afterEach(async () => {
  if (folder !== undefined) await rm(folder, {recursive: true, force: true})
  folder = undefined
})

test('each set of features is compiled before and after: what breaks newly stops it, what never compiled doesn’t', async () => {
  const root = await layOut()
  const run = (...args: readonly string[]) => runProgram(args, {cwd: root})

  const ended = await run(
    'run',
    '--yes',
    '--offline',
    '--wasmtime',
    '37',
    '--measure',
    'features',
    '--on-failure',
    'stop',
  )

  expect(ended.code, ended.stderr).toBe(1)
  const report = await readReport({run})
  expect(report.features.map(({name, before, after}) => [name, before, after])).toEqual([
    ['limited: default', true, true],
    ['limited: all features', false, false],
    ['limited: broken', false, false],
    ['limited: limits', true, false],
  ])
  const {stdout} = await run('report')
  expect(stdout).toMatch(/\| `limited: limits` \| compiles, .* \| \*\*does not compile\*\*, .* \|/)
})

async function layOut(): Promise<string> {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-features-')))
  const root = path.join(folder, 'limited')
  for (const one of ['.cargo', 'limited/src']) await mkdir(path.join(folder, one), {recursive: true})
  await writeFile(path.join(folder, '.cargo/config.toml'), offlineRegistry)
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(root, file), text)
  await commitAll(root)
  return root
}
