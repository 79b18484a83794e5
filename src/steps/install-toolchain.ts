import {wasiTargetRename} from '../catalog/rust-facts.ts'
import type {Command} from '../domain/command.ts'
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
 * asks for. What plain `cargo` uses stays as it is. Where it can't be installed and another one is new enough, the run can
 * go on with that.
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
      const {argv} = await installCommand(ctx, cargo.root, wanted)
      return {kind: 'needed', summary: argv.join(' '), writes: [], touches: []}
    },
    async apply(ctx) {
      const command = await installCommand(ctx, cargo.root, wanted)
      const result = await ctx.run(command)
      if (succeeded(result)) return withStay(await verify(), wanted)
      const problem = await commandFailed(ctx, command, result)
      if (problem.code === 'cancelled') return {kind: 'failed', problem}
      return {kind: 'failed', problem: notInstalled(wanted, problem, wayOn(await toolchains(), target.rust.version))}
    },
    verify: async (_, applied) => applied ?? verify(),
  }
}

/** Undo puts files back and uninstalls nothing; it names what stays. */
function withStay(outcome: Outcome, wanted: string): Outcome {
  const leftInPlace = `Rust ${wanted} stays installed; to remove it: rustup toolchain uninstall ${wanted}`
  return outcome.kind === 'ok' ? {...outcome, data: {leftInPlace}} : outcome
}

async function installCommand({tree}: Pick<StepContext, 'tree'>, root: string, wanted: string): Promise<Command> {
  const wishes = await findToolchainWishes({tree})
  const options = wishes.map(({kind, name}) => [`--${kind}`, currentName(name, wanted)].join('='))
  const install = ['toolchain', 'install', wanted, '--profile=minimal', '--no-self-update'] as const
  // A pinned channel that isn't installed is not what is asked for here.
  return {
    argv: ['rustup', ...install, ...new Set(options)],
    cwd: root,
    env: {RUSTUP_AUTO_INSTALL: '0', RUST_BACKTRACE: undefined},
  }
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
