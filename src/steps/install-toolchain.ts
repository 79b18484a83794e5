import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Command, CommandResult} from '../domain/command.ts'
import type {Problem} from '../domain/problem.ts'
import {compareRust, fullRust} from '../domain/rust-version.ts'
import type {Inspection, Outcome, StepContext, StepKind} from '../domain/step-kind.ts'
import type {Toolchains} from '../domain/survey.ts'
import {chooseToolchain, hasExactly} from '../gates/choose-toolchain.ts'
import {findToolchainWishes} from '../scan/toolchain-wishes.ts'
import {commandFailed, succeeded} from './cargo.ts'
import type {StepDeps} from './step-deps.ts'

/**
 * Installs the wanted Rust, exactly that release, beside the others, with the components and targets that the repository
 * asks for. What plain `cargo` uses stays as it is. What no toolchain file lists is left out where the release lacks it.
 * Where it can't be installed and another one is new enough, the run can go on with that.
 */
export function installToolchain({
  target,
  cargo,
  toolchains,
}: Pick<StepDeps, 'target' | 'cargo' | 'toolchains'>): StepKind {
  const wanted = fullRust(target.rust.version)
  const verify = async (): Promise<Outcome> => {
    const found = await toolchains()
    return hasExactly(found, wanted)
      ? {kind: 'ok', summary: `Rust ${wanted} is installed beside the others; an undo leaves it in place`}
      : {kind: 'failed', problem: {...notThere(wanted), ...wayOn(found, target.rust.version)}}
  }
  return {
    async inspect(ctx) {
      const found = await toolchains()
      if (hasExactly(found, wanted)) return {kind: 'done', evidence: `Rust ${wanted} is installed`}
      if (cargo.isOffline) return withoutNetwork(wanted, wayOn(found, target.rust.version))
      const {argv} = installCommand(cargo.root, wanted, await partsFor(ctx, wanted))
      return {kind: 'needed', summary: argv.join(' '), writes: [], touches: []}
    },
    async apply(ctx) {
      const before = namesOf(await toolchains())
      const {command, result, leftOut} = await install(ctx, cargo.root, wanted)
      if (succeeded(result)) {
        const installed = namesOf(await toolchains()).filter(name => !before.includes(name))
        return withLeftOut(withStay(await verify(), wanted, installed), leftOut)
      }
      const problem = await commandFailed(ctx, command, result)
      if (problem.code === 'cancelled') return {kind: 'failed', problem}
      return {kind: 'failed', problem: notInstalled(wanted, problem, wayOn(await toolchains(), target.rust.version))}
    },
    verify: async (_, applied) => applied ?? verify(),
  }
}

function namesOf({installed, unread = []}: Toolchains): readonly string[] {
  return [...installed.map(({name}) => name), ...unread]
}

/** Undo puts files back and uninstalls nothing unasked; it names what stays. What wasn't there before can be removed again. */
function withStay(outcome: Outcome, wanted: string, installed: readonly string[]): Outcome {
  const leftInPlace = `Rust ${wanted} stays installed; to remove it: rustup toolchain uninstall ${wanted}`
  if (outcome.kind !== 'ok') return outcome
  return {...outcome, data: installed.length === 0 ? {leftInPlace} : {leftInPlace, installed: [...installed]}}
}

/** A component or a target to install; optional where only a command of the repository would miss it. */
type Part = {readonly name: string; readonly option: string; readonly isOptional: boolean}

type Installation = {
  readonly command: Command
  readonly result: CommandResult
  /** Names of what the release lacks. */
  readonly leftOut: readonly string[]
}

/** With all parts; again without optional ones as long as rustup says that the release lacks some. */
async function install(ctx: StepContext, root: string, wanted: string): Promise<Installation> {
  const leftOut: string[] = []
  for (let parts = await partsFor(ctx, wanted); ; ) {
    const command = installCommand(root, wanted, parts)
    const result = await ctx.run(command)
    const lacking = await lackingParts(ctx, result, parts)
    if (lacking.length === 0) return {command, result, leftOut}
    const names = lacking.map(({name}) => name)
    ctx.say(`Again without ${names.join(', ')}, which no toolchain file lists`)
    leftOut.push(...names)
    parts = parts.filter(part => !lacking.includes(part))
  }
}

/** The optional parts that rustup names (`component 'clippy' for target … is unavailable`), else all of them. */
async function lackingParts(ctx: StepContext, result: CommandResult, parts: readonly Part[]): Promise<readonly Part[]> {
  if (result.outcome.kind !== 'exited' || result.outcome.code === 0) return []
  const said = await ctx.readLog(result.err, 64 * 1024)
  if (!/\b(?:components?|targets?)\b/.test(said)) return []
  const optional = parts.filter(({isOptional}) => isOptional)
  const named = optional.filter(({name}) => said.includes(`'${name}'`))
  return named.length > 0 ? named : optional
}

async function partsFor({tree}: Pick<StepContext, 'tree'>, wanted: string): Promise<readonly Part[]> {
  const wishes = await findToolchainWishes({tree})
  const parts = new Map<string, Part>()
  for (const {kind, name, isListed} of wishes) {
    const now = currentName(name, wanted)
    const option = `--${kind}=${now}`
    const isOptional = isListed !== true && parts.get(option)?.isOptional !== false
    parts.set(option, {name: now, option, isOptional})
  }
  return [...parts.values()]
}

function installCommand(root: string, wanted: string, parts: readonly Part[]): Command {
  const install = ['toolchain', 'install', wanted, '--profile=minimal', '--no-self-update'] as const
  // A pinned channel that isn't installed is not what is asked for here.
  return {
    argv: ['rustup', ...install, ...parts.map(({option}) => option)],
    cwd: root,
    env: {RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: undefined},
  }
}

function withLeftOut(outcome: Outcome, leftOut: readonly string[]): Outcome {
  if (outcome.kind !== 'ok' || leftOut.length === 0) return outcome
  return {...outcome, summary: `${outcome.summary}; without ${leftOut.join(', ')}, which it doesn’t have`}
}

/** The old name of a target where the Rust that is installed has the new one. */
function currentName(name: string, rust: string): string {
  const {old, new: renamed, newSince} = wasiTargetRename
  return name === old && compareRust(rust, newSince) >= 0 ? renamed : name
}

type WayOn = Pick<Problem, 'goOn'>

function wayOn(found: Toolchains, needed: string): WayOn {
  const other = chooseToolchain(found, needed)
  return 'name' in other
    ? {goOn: `Rust ${other.version} is installed and new enough: the upgrade goes on with it.`}
    : {}
}

function withoutNetwork(wanted: string, way: WayOn): Inspection {
  if (way.goOn !== undefined) return {kind: 'done', evidence: `Offline, so Rust ${wanted} isn’t installed. ${way.goOn}`}
  return {
    kind: 'blocked',
    problem: {...notThere(wanted), detail: 'The network may not be used, and no other is new enough.'},
  }
}

function notInstalled(wanted: string, {detail, nextSteps: [where = '']}: Problem, way: WayOn): Problem {
  return {...notThere(wanted), detail, nextSteps: [...nextSteps(way), where], ...way}
}

function notThere(wanted: string): Problem {
  return {
    code: 'toolchain-not-installed',
    title: `Rust ${wanted} is not installed`,
    detail: `rustup doesn’t list a toolchain that is Rust ${wanted}.`,
    nextSteps: nextSteps({}),
  }
}

function nextSteps({goOn}: WayOn): string[] {
  return [...(goOn === undefined ? [] : [goOn]), 'Mend what rustup reports and retry.']
}
