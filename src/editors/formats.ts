import type {PlaceKind} from '../domain/finding.ts'
import type {ParsedFile, ParseForEditing} from './leaves.ts'
import {parseDockerfile} from './parse-dockerfile.ts'
import {parseJson} from './parse-json.ts'
import {parseLines} from './parse-lines.ts'
import {parseToml} from './parse-toml.ts'
import {parseToolchainFile} from './parse-toolchain-file.ts'
import {parseYaml} from './parse-yaml.ts'

/** The grammar of each kind of place. A new kind needs one line here; without a grammar of its own take `lines`. */
export const formats: Readonly<Record<PlaceKind, {readonly name: string; readonly parse: ParseForEditing}>> = {
  manifest: {name: 'TOML', parse: parseToml},
  lockfile: {name: 'TOML', parse: parseToml},
  'toolchain-file': {name: 'TOML', parse: parseToolchainFile},
  workflow: {name: 'YAML', parse: parseYaml},
  'ci-config': {name: 'YAML', parse: parseYaml},
  dockerfile: {name: 'Dockerfile', parse: parseDockerfile},
  devcontainer: {name: 'JSON', parse: parseJson},
  makefile: {name: 'lines', parse: parseLines},
  'clippy-config': {name: 'TOML', parse: parseToml},
  'cargo-config': {name: 'TOML', parse: parseCargoConfig},
  'audit-config': {name: 'TOML', parse: parseToml},
  script: {name: 'lines', parse: parseLines},
  nix: {name: 'lines', parse: parseLines},
  'tool-versions': {name: 'TOML', parse: parseToolchainFile},
  bazel: {name: 'lines', parse: parseLines},
  document: {name: 'lines', parse: parseLines},
  'rust-source': {name: 'lines', parse: parseLines},
}

/** What is edited here may be a key (`[target.wasm32-wasi]`): it must stay TOML, and is compared line by line. */
function parseCargoConfig(text: string): ParsedFile {
  parseToml(text)
  return parseLines(text)
}
