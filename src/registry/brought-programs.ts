import type {TomlValue} from 'smol-toml'
import type {CrateSource} from '../domain/ports.ts'
import {type CargoConfig, isTable, valueAt} from './cargo-config.ts'

/**
 * Where the repository's own configuration names a program that cargo would run to get at a registry: a credential provider.
 * Looking at a repository must not run what it brings, so cargo isn't asked then. Undefined when there is none, or when crates
 * come from crates.io itself, for which cargo needs no credentials; not so when the repository's configuration also sets a proxy
 * or certificates, with which anybody can answer in its name.
 */
export function broughtProgram(config: CargoConfig, source: CrateSource): {path: string; key: string} | undefined {
  if (isCratesIo(source) && !config.files.some(({isBrought, table}) => isBrought && table.http !== undefined))
    return undefined
  return broughtProvider(config)
}

/** The same for every registry that a dependency may name. */
export function broughtProvider(config: CargoConfig): {path: string; key: string} | undefined {
  for (const {path, table, isBrought} of config.files) {
    const registries = isTable(table.registries) ? Object.keys(table.registries) : []
    const keys = [...general, ...registries.map(name => ['registries', name, 'credential-provider'])]
    const key = isBrought ? keys.find(one => namesProgram(valueAt(table, one))) : undefined
    if (key !== undefined) return {path, key: key.join('.')}
  }
  return undefined
}

/**
 * Where the repository's own configuration sets a variable that decides which program a name means, or what is loaded into it:
 * cargo hands them on to the compiler, which it starts as soon as it has to compare required Rusts.
 */
export function broughtVariable(config: CargoConfig): {path: string; key: string} | undefined {
  for (const {path, table, isBrought} of config.files) {
    const names = isBrought && isTable(table.env) ? Object.keys(table.env) : []
    const name = names.find(one => decidesPrograms.test(one))
    if (name !== undefined) return {path, key: `env.${name}`}
  }
  return undefined
}

function isCratesIo(source: CrateSource): boolean {
  return source.kind === 'sparse' && source.url === undefined
}

/** A provider is built in when it starts with `cargo:`, but for the one that takes the token from a program. */
function namesProgram(value: TomlValue | undefined): boolean {
  if (value === undefined) return false
  if (typeof value === 'string') return !isBuiltIn(value)
  if (Array.isArray(value)) return !value.every(one => typeof one === 'string' && isBuiltIn(one))
  return true
}

function isBuiltIn(provider: string): boolean {
  return /^cargo:(token|libsecret|macos-keychain|wincred)$/.test(provider)
}

const decidesPrograms = /^(PATH|HOME|CARGO_HOME|LD_.*|DYLD_.*|RUSTUP_.*|RUSTC(_.*)?)$/i

const general: readonly (readonly string[])[] = [
  // Any alias: it can stand for a name that cargo's home uses.
  ['credential-alias'],
  ['registry', 'credential-provider'],
  ['registry', 'global-credential-providers'],
]
