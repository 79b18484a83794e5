import {isFamily} from '../../src/catalog/family.ts'
import {defaultLimits} from '../../src/domain/limits.ts'
import type {Tree} from '../../src/domain/ports.ts'
import type {Inspection} from '../../src/domain/step-kind.ts'
import {nothingRewritten} from '../../src/rules/rewrite-code.ts'
import {surveyRepository} from '../../src/scan/survey-repository.ts'
import {type CargoSetting, cargo} from '../../src/steps/cargo.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {machineFiles} from '../../src/system/machine-files.ts'
import {createPrograms} from '../../src/system/programs.ts'

/** What step kinds are made from, over a real tree: offline, under one toolchain, towards wasmtime 36 and Rust 1.86. */
export function stepDeps(
  tree: Tree,
  {
    wasmtime = '36.0.14',
    rust = '1.86',
    ...setting
  }: {wasmtime?: string | null; rust?: string} & Partial<CargoSetting> = {},
): StepDeps {
  return {
    target: {wasmtime, rust: {version: rust, because: []}, edition: null},
    limits: defaultLimits,
    measure: new Set(),
    cargo: {root: tree.root, toolchain: '1.95.0', features: [], isOffline: true, ...setting},
    files: machineFiles,
    benchFolder: async () => ({folder: `${tree.root}/.upgrade-wizard/benches`, remove: async () => undefined}),
    survey: () => surveyRepository({tree, programs: createPrograms(), isFamily}),
    holders: async () => [],
    rewriteCode: async () => nothingRewritten,
    applyTeamRules: async () => ({writes: [], done: new Map(), hints: [], problems: []}),
    ownCommands: async () => ({kind: 'agreed', commands: []}),
    toolchains: async () => ({installed: []}),
    auditTools: async () => [],
    writeReport: async () => '.upgrade-wizard/report.md',
  }
}

/** The command that a step has to run for these words. */
export function cargoCommand(deps: StepDeps, ...args: readonly string[]) {
  return cargo(deps.cargo, ...args)
}

/** The same for a command that resolves: where there is a choice, cargo keeps to the Rust that is stated. */
export function resolvingCommand(deps: StepDeps, ...args: readonly string[]) {
  const command = cargoCommand(deps, ...args)
  return {...command, env: {...command.env, CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS: 'fallback'}}
}

/** Does what the engine does with an inspection: writes the files it names, after checking that they are as it saw them. */
export async function applyWrites(tree: Tree, inspection: Inspection): Promise<void> {
  if (inspection.kind !== 'needed') return
  for (const {path, before, after} of inspection.writes) {
    if ((await tree.readText(path)) !== before) throw new Error(`${path} is not what was inspected`)
    await tree.write(path, new TextEncoder().encode(after))
  }
}

/** A Cargo.lock with these packages: `name version`, or `name version path` for a member of the workspace. */
export function lockfile(...packages: readonly string[]): string {
  const entries = packages.map(text => {
    const [name, version, source] = text.split(' ')
    const from = source === 'path' ? '' : 'source = "registry+https://index.example/crates"\n'
    return `\n[[package]]\nname = "${name}"\nversion = "${version}"\n${from}`
  })
  return `version = 4\n${entries.join('')}`
}
