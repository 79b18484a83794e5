import {ProblemError} from '../domain/errors.ts'
import type {CrateSource} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import {type CargoConfig, pathStatedIn, type Stated, statedText} from './cargo-config.ts'

/**
 * Where a dependency without a `registry` of its own comes from: crates-io, or what it is replaced with, or what that is replaced
 * with. `registry.default` has no say in that. Throws a ProblemError when the way leads nowhere or round in a circle.
 */
export function crateSource(config: CargoConfig): CrateSource {
  const names = ['crates-io']
  for (;;) {
    const name = names.at(-1) ?? ''
    const next = statedText(config, ['source', name, 'replace-with'])
    if (next === undefined) return sourceNamed(config, name)
    if (names.includes(next.value)) throw new ProblemError(circle([...names, next.value], next))
    names.push(next.value)
  }
}

function sourceNamed(config: CargoConfig, name: string): CrateSource {
  const at = (key: string) => statedText(config, ['source', name, key])
  const folder = at('directory') ?? at('local-registry')
  if (folder !== undefined) {
    const kind = at('directory') === undefined ? 'local-registry' : 'directory'
    return {kind, name, folder: pathStatedIn(folder.in, folder.value)}
  }
  const url = at('registry') ?? statedText(config, ['registries', name, 'index'])
  if (url !== undefined) return registryAt(name, url.value)
  if (name === 'crates-io') return cratesIo(config)
  throw new ProblemError(notDefined(name))
}

function cratesIo(config: CargoConfig): CrateSource {
  const isGit = statedText(config, ['registries', 'crates-io', 'protocol'])?.value === 'git'
  return isGit ? registryAt('crates-io', cratesIoGit) : {kind: 'sparse', name: 'crates-io'}
}

function registryAt(name: string, index: string): CrateSource {
  const isSparse = index.startsWith('sparse+')
  return {kind: isSparse ? 'sparse' : 'git', name, url: index.replace(/^(sparse|registry)\+/, '')}
}

function circle(names: readonly string[], last: Stated): Problem {
  return {
    code: 'registry-replaced-in-a-circle',
    title: "Cargo's sources replace each other in a circle",
    detail: `${names.join(' → ')}. No crate can be found that way.`,
    nextSteps: ['Take one `replace-with` out.'],
    path: last.in,
  }
}

function notDefined(name: string): Problem {
  return {
    code: 'registry-not-defined',
    title: `Cargo's source ${name} isn't defined`,
    detail: `Crates are to come from it, but it names no registry, no local registry and no folder.`,
    nextSteps: [`Define [source.${name}] in cargo's configuration, or take the \`replace-with\` out.`],
  }
}

const cratesIoGit = 'https://github.com/rust-lang/crates.io-index'
