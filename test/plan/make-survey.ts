import {catalogReleases} from '../../src/catalog/release.ts'
import type {Finding} from '../../src/domain/finding.ts'
import type {Lockfile, Manifest, Requirement, Survey, Toolchains} from '../../src/domain/survey.ts'

/** A requirement of a family crate: `wasmtime 25.0`, or a crate from git when no version follows. */
export function requirement(text: string, manifest = 'Cargo.toml', line = 12): Requirement {
  const [crate = '', ...version] = text.split(' ')
  return {
    crate,
    key: crate,
    manifest,
    line,
    table: 'dependencies',
    ...(version.length === 0 ? {} : {requirement: version.join(' ')}),
    source: version.length === 0 ? 'git' : 'registry',
    isOptional: false,
    defaultFeatures: true,
    features: [],
  }
}

export function manifest(requirements: readonly string[], more: Partial<Manifest> = {}): Manifest {
  const path = more.path ?? 'Cargo.toml'
  return {
    path,
    packageName: 'case',
    edition: '2021',
    isWorkspaceRoot: false,
    features: {},
    requirements: requirements.map(text => requirement(text, path)),
    ...more,
  }
}

/** `wasmtime 25.0.3`, or `javy 6.0.0 <- wasmtime 36.0.3` for what a crate depends on. `host` is the workspace's member. */
export function lockfile(packages: readonly string[], path = 'Cargo.lock'): Lockfile {
  return {
    path,
    packages: packages.map(text => {
      const [own = '', dependencies = ''] = text.split(' <- ')
      const [name = '', version = ''] = own.split(' ')
      return {
        name,
        version,
        ...(name === 'host' ? {} : {source: 'registry+https://example.org/index'}),
        dependencies: dependencies === '' ? [] : dependencies.split(', '),
      }
    }),
  }
}

/** `Makefile:3 1.75` with the place and kind it stands in. */
export function finding(text: string, more: Partial<Finding> = {}): Finding {
  const [where = '', value = ''] = text.split(' ')
  const [path = '', line = '1'] = where.split(':')
  return {
    kind: 'rust-version',
    place: 'makefile',
    path,
    line: Number(line),
    column: 1,
    span: {start: 0, end: value.length},
    text: value,
    value,
    live: true,
    why: 'decides',
    ...more,
  }
}

export function survey(more: Partial<Survey> = {}): Survey {
  return {
    root: '/repo/case',
    git: {branch: 'main', head: 'a1b2c3d', dirty: []},
    manifests: [],
    lockfiles: [],
    findings: [],
    filesRead: 10,
    leftOut: [],
    problems: [],
    ...more,
  }
}

/** Installed releases by version, such as `1.95.0`. */
export function toolchains(...versions: readonly string[]): Toolchains {
  const installed = versions.map(version => ({name: `${version}-x86_64-unknown-linux-gnu`, version}))
  const [active] = installed
  return {installed, ...(active === undefined ? {} : {active})}
}

export const today = new Date('2026-09-01T12:00:00Z')

/** A choice made from the catalogue alone: no registry, nobody looked into the code, cargo wasn't asked. */
export const fromCatalogue = {known: catalogReleases, countUses: undefined, resolved: undefined} as const
