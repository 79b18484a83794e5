import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, realpathSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {diagnose} from '../../src/diagnose/diagnose.ts'
import {proposeSuggestions} from '../../src/diagnose/propose-suggestions.ts'
import {readCompilerErrors} from '../../src/measure/compiler-errors.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'

const lib = 'crates/host/src/lib.rs'
const source = [
  '\uFEFF// ä 🦀',
  'fn greet(name: &str) -> usize { name.len() }',
  'pub fn ünï() -> usize {',
  "    let größe = 'ß'; greet(String::from(größe))",
  '}',
  'mod tests { }',
  'pub fn answer() { return 42 }',
  '',
].join('\r\n')

test('what the real compiler is sure of makes the code compile, byte for byte beside it', () => {
  const root = realpathSync(workspace())
  const errors = readCompilerErrors(check(root), {root, workspace: root})
  const file = (name: string) => new Uint8Array(readFileSync(path.join(root, name)))
  const knowledge = {changes: [], uses: []}

  const {groups} = diagnose({errors, targets: [], mends: 0, before: undefined, knowledge, file})
  expect(groups.map(({code, count}) => [code, count])).toEqual([['E0308', 2]])
  const writes = groups.flatMap(group => proposeSuggestions(group, new Map([[lib, source]]))?.writes ?? [])

  expect(writes.map(({after}) => after)).toEqual([
    source.replace('greet(String', 'greet(&String').replace('answer() {', 'answer() -> i32 {'),
  ])
  writeFileSync(path.join(root, lib), writes[0]?.after ?? '')
  expect(readCompilerErrors(check(root), {root, workspace: root})).toEqual([])
}, 60_000)

function workspace(): string {
  const root = temporaryFolder()
  mkdirSync(path.join(root, path.dirname(lib)), {recursive: true})
  writeFileSync(path.join(root, 'Cargo.toml'), '[workspace]\nmembers = ["crates/host"]\nresolver = "2"\n')
  const manifest = '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n'
  writeFileSync(path.join(root, 'crates/host/Cargo.toml'), manifest)
  writeFileSync(path.join(root, lib), source)
  return root
}

/** Cargo's messages, whether it succeeds or not. */
function check(root: string): string {
  const args = ['check', '--offline', '--all-targets', '--message-format=json-diagnostic-rendered-ansi']
  try {
    return execFileSync('cargo', args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']})
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout
    throw error
  }
}
