import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {MachineFiles, Programs} from '../domain/ports.ts'
import {compareRust} from '../domain/rust-version.ts'
import type {Toolchains} from '../domain/survey.ts'
import {cargoPresent} from '../gates/cargo-present.ts'
import {type ChosenToolchain, chooseToolchain, installToolchain} from '../gates/choose-toolchain.ts'
import {toolchainParts} from '../scan/toolchain-folder.ts'
import type {ToolchainWish} from '../scan/toolchain-wishes.ts'
import {listToolchains} from '../scan/toolchains.ts'
import type {ExaminedToolchain, Item} from './examination.ts'
import {problemItem} from './problem-item.ts'

export type ToolchainFacts = {
  /** Absolute root of the repository. */
  readonly root: string
  readonly toolchains: Toolchains
  /** The Rust to build with, and who asks for it, as clauses. */
  readonly needed: {readonly version: string; readonly because: readonly string[]}
  readonly wishes: readonly ToolchainWish[]
}

export type ToolchainExamination = {
  readonly items: readonly Item[]
  readonly installed: readonly ExaminedToolchain[]
  /** For the wizard's own commands; undefined when none will do. */
  readonly chosen: ChosenToolchain | undefined
  readonly toInstall: {readonly toolchains: number; readonly targets: number}
}

/** Whether a Rust is installed that is new enough, with the components and targets that the repository asks for. */
export async function examineToolchains(
  {programs, files}: {readonly programs: Programs; readonly files: MachineFiles},
  facts: ToolchainFacts,
): Promise<ToolchainExamination> {
  const installed = await installedParts(programs, files, facts)
  const choice = chooseToolchain(facts.toolchains, facts.needed.version)
  const wishes = facts.wishes.map(wish => ({...wish, name: currentName(wish.name, facts.needed.version)}))
  if ('code' in choice) {
    const targets = wishes.filter(({kind}) => kind === 'target').length
    const items = [neededItem(facts, installCommand(facts.needed.version, wishes))]
    return {items, installed, chosen: undefined, toInstall: {toolchains: 1, targets}}
  }
  const parts = installed.find(({name}) => name === choice.name)
  const broken = await cargoPresent(programs, facts.root, choice.name)
  const items = wishes.flatMap(wish => wishItem(wish, parts))
  return {
    items: [chosenItem(facts, choice), ...(broken === undefined ? [] : [problemItem('cargo', broken)]), ...items],
    installed,
    chosen: choice,
    toInstall: {toolchains: 0, targets: wishes.filter(wish => wish.kind === 'target' && lacks(parts, wish)).length},
  }
}

/** Without rustup nobody keeps a list: then nothing is said about components and targets. */
async function installedParts(
  programs: Programs,
  files: MachineFiles,
  {root, toolchains}: ToolchainFacts,
): Promise<readonly ExaminedToolchain[]> {
  const listed = (await listToolchains(programs, root)) ?? []
  return Promise.all(
    toolchains.installed.map(async ({name, version}) => {
      const folder = listed.find(one => one.name === name)?.folder
      const parts = folder === undefined ? {components: [], targets: []} : await toolchainParts(files, folder)
      return {name, version, isActive: name === toolchains.active?.name, ...parts}
    }),
  )
}

function chosenItem({toolchains, needed}: ToolchainFacts, {name, version}: ChosenToolchain): Item {
  const isActive = toolchains.active?.name === name
  const other =
    toolchains.active === undefined
      ? 'the one this repository pins is not installed'
      : `plain cargo here uses ${toolchains.active.version}`
  return {
    name: 'Rust',
    state: 'ok',
    have: name.startsWith(version) ? version : `${version} (${name.split('-')[0]})`,
    need: `${needed.version} or newer: ${needed.because.join(', ') || 'nothing asks for more'}`,
    todo: isActive ? [] : [`The wizard builds with it; ${other}.`],
  }
}

function neededItem({toolchains, needed}: ToolchainFacts, command: string): Item {
  const here = toolchains.installed.map(({version}) => version).join(', ')
  return {
    name: 'Rust',
    state: 'blocking',
    have: here === '' ? 'none' : here,
    need: `${needed.version} or newer: ${needed.because.join(', ')}`,
    todo: [command],
  }
}

/** Everything in one command, without the documents, which are more than half of a toolchain. */
function installCommand(version: string, wishes: readonly ToolchainWish[]): string {
  const options = wishes.map(({kind, name}) => ` --${kind} ${name}`)
  return `${installToolchain(version)} --profile minimal${options.join('')}`
}

function wishItem(wish: ToolchainWish, parts: ExaminedToolchain | undefined): readonly Item[] {
  if (parts === undefined || parts.components.length === 0) return []
  const need = `${wish.path}:${wish.line} asks for it`
  if (!lacks(parts, wish)) return [{name: wish.name, state: 'ok', have: 'installed', need, todo: []}]
  const command = `rustup ${wish.kind} add ${wish.name} --toolchain ${parts.name}`
  return [{name: wish.name, state: 'warning', need, todo: [command]}]
}

function lacks(parts: ExaminedToolchain | undefined, {kind, name}: ToolchainWish): boolean {
  if (parts === undefined || parts.components.length === 0) return false
  return !(kind === 'target' ? parts.targets : parts.components).includes(name)
}

/** The old name of a target where the Rust that is needed doesn't know it any more. */
function currentName(name: string, rust: string): string {
  const {old, new: renamed, oldGoneSince} = wasiTargetRename
  return name === old && compareRust(rust, oldGoneSince) >= 0 ? renamed : name
}
