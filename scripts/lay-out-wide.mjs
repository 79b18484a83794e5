// Lays out a repository of 2,700 tracked files in a temporary folder: a workspace of 40 members with sources, documents,
// workflows, scripts and data, as large repositories have them. A few members embed wasmtime.
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {git, identity} from './lay-out.mjs'

const members = Array.from({length: 40}, (_, at) => `crates/member-${at}`)

/** The repository's path, how many files it tracks, and how to remove it. */
export function layOutWide() {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'upgrade-wizard-wide-')))
  const files = wideFiles()
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true})
    writeFileSync(path.join(folder, file), text)
  }
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'add', '--all')
  git(folder, ...identity, 'commit', '--quiet', '--message', 'before')
  return {repository: folder, files: files.length, remove: () => rmSync(folder, {recursive: true, force: true})}
}

function wideFiles() {
  const files = [
    ['Cargo.toml', `[workspace]\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nwasmtime = "25.0"\n`],
    ['rust-toolchain.toml', '[toolchain]\nchannel = "1.80.0"\n'],
    ['README.md', `# Wide\n\nNeeds Rust 1.80 or later.\n\n${prose(40)}`],
    ...numbered(30, at => [`.github/workflows/job-${at}.yml`, workflow(at)]),
    ...numbered(500, at => [`docs/chapter-${at}.md`, prose(120)]),
    ...numbered(60, at => [
      `scripts/task-${at}.sh`,
      `#!/bin/sh\nset -eu\n${'cargo build --release\necho done\n'.repeat(20)}`,
    ]),
  ]
  for (const [index, member] of members.entries()) {
    const embeds = index % 5 === 0
    files.push([`${member}/Cargo.toml`, manifest(index, embeds)], [`${member}/src/lib.rs`, source(index, 0, embeds)])
    files.push(...numbered(29, at => [`${member}/src/part_${at}.rs`, source(index, at + 1, embeds && at < 4)]))
  }
  const missing = 2700 - files.length
  return [
    ...files,
    ...numbered(missing, at => [`data/record-${at}.json`, `${JSON.stringify({at, values: range(60)})}\n`]),
  ]
}

function manifest(index, embeds) {
  const dependency = embeds ? '\n[dependencies]\nwasmtime.workspace = true\n' : ''
  return `[package]\nname = "member-${index}"\nversion = "0.1.0"\nedition = "2021"\n${dependency}`
}

function source(index, part, embeds) {
  const host = embeds
    ? 'use wasmtime::{Config, Engine, Module};\n\npub fn engine() -> Engine {\n    let mut config = Config::new();\n    config.async_support(true);\n    Engine::new(&config).unwrap()\n}\n'
    : ''
  const body = numbered(
    40,
    at =>
      `/// Adds ${at} to what it is given.\npub fn add_${part}_${at}(value: u32) -> u32 {\n    value + ${index + at}\n}\n`,
  )
  return `${host}${body.join('\n')}`
}

function workflow(at) {
  const steps = numbered(12, step => `      - name: Step ${step}\n        run: cargo test --package member-${step}\n`)
  return `name: job ${at}\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: dtolnay/rust-toolchain@1.80.0\n${steps.join('')}`
}

function prose(lines) {
  return numbered(lines, at => `Line ${at} tells how the parts fit together and why they are built that way.`).join(
    '\n',
  )
}

function numbered(count, make) {
  return range(count).map(make)
}

function range(count) {
  return Array.from({length: count}, (_, at) => at)
}
