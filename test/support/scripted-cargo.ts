import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {commitAll} from './fixture-run.ts'
import {temporaryFolder} from './temporary-folder.ts'
import {writeFiles} from './temporary-repository.ts'

const manifest = `[package]
name = "host"
version = "0.1.0"
edition = "2021"

[dependencies]
wasmtime = "25.0"
`

/** The steps that such a repository's upgrade has: two files change, one by the wizard and one by cargo. Nothing is compiled. */
export const scriptedUpgrade = [
  'run',
  '--yes',
  '--wasmtime',
  '36',
  '--offline',
  '--no-resolve',
  '--only',
  'raise-family',
  'refresh-lockfile',
]

/**
 * A repository with wasmtime 25 and a cargo that is a shell script: its `update` runs these lines, then writes the lockfile of
 * wasmtime 36 in place, as cargo does. `$TOOLS` is a folder for what the test and the script tell each other.
 */
export async function repositoryWithScriptedCargo(update: string, root = temporaryFolder()) {
  writeFiles(root, {'Cargo.toml': manifest, 'Cargo.lock': lockfileOf('25.0.3'), 'src/lib.rs': ''})
  await commitAll(root)
  const tools = temporaryFolder()
  writeFileSync(path.join(tools, 'new.lock'), lockfileOf('36.0.14'))
  const cargo = `case "$1" in
--version) echo cargo 1.95.0;;
update)
${update}
  cat "$TOOLS/new.lock" > Cargo.lock;;
esac`
  const rustc = 'echo rustc 1.95.0; echo release: 1.95.0; echo host: here'
  for (const [name, script] of Object.entries({cargo, rustc}))
    writeFileSync(path.join(tools, name), `#!/bin/sh\nTOOLS='${tools}'\n${script}\n`, {mode: 0o755})
  return {root, tools, env: {PATH: `${tools}:${process.env.PATH}`, CARGO_HOME: temporaryFolder()}}
}

export function lockfileOf(wasmtime: string): string {
  return `version = 4

[[package]]
name = "host"
version = "0.1.0"
dependencies = [
 "wasmtime",
]

[[package]]
name = "wasmtime"
version = "${wasmtime}"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
}
