import type {Problem} from '../domain/problem.ts'
import {compareRust, isRustVersion} from '../domain/rust-version.ts'
import type {Toolchains} from '../domain/survey.ts'
import type {RustReason, Target} from '../domain/target.ts'
import {installedReleases, type NeededRust, reasonText} from './needed-rust.ts'

type RustChoice =
  | {readonly kind: 'chosen'; readonly rust: Target['rust']}
  | {readonly kind: 'refused'; readonly problem: Problem}

/**
 * The Rust to state: the least that is enough (`minimum`, and when nothing was asked for), the newest installed release
 * (`installed`), or exactly what was asked for. One that is too low is refused with the least that works.
 */
export function chooseRust(given: {
  readonly needed: NeededRust
  readonly toolchains: Toolchains
  readonly wanted: string | undefined
}): RustChoice {
  const {needed, toolchains, wanted = 'minimum'} = given
  if (wanted === 'minimum') return chosen(needed.version, needed.because)
  if (wanted === 'installed') return chooseInstalled(needed, toolchains)
  if (!isRustVersion(wanted)) return {kind: 'refused', problem: notAVersion(wanted)}
  if (compareRust(wanted, needed.version) < 0) return {kind: 'refused', problem: tooLow(wanted, needed)}
  return chosen(wanted, [{needs: '--rust', version: wanted}, ...needed.because])
}

function chooseInstalled(needed: NeededRust, toolchains: Toolchains): RustChoice {
  const [newest] = installedReleases(toolchains)
  if (newest === undefined || compareRust(newest, needed.version) < 0) {
    return {kind: 'refused', problem: notInstalled(newest, needed)}
  }
  return chosen(newest, [{needs: '--rust installed', version: newest}, ...needed.because])
}

function chosen(version: string, because: readonly RustReason[]): RustChoice {
  return {kind: 'chosen', rust: {version, because: [...because]}}
}

function tooLow(wanted: string, needed: NeededRust): Problem {
  return {
    code: 'rust-too-low',
    title: `Rust ${wanted} is too low for this upgrade`,
    detail: `${demands(needed, wanted)}. The smallest Rust that works is ${needed.version}.`,
    nextSteps: [`Ask for --rust ${needed.version}, or leave --rust out.`],
  }
}

function notInstalled(newest: string | undefined, needed: NeededRust): Problem {
  return {
    code: 'rust-not-installed',
    title: `No installed Rust is new enough for this upgrade`,
    detail: `${demands(needed, newest)}. ${newest === undefined ? 'No released Rust is installed' : `The newest installed is ${newest}`}.`,
    nextSteps: [`Run rustup toolchain install ${needed.version}, or leave --rust out to plan for ${needed.version}.`],
  }
}

function notAVersion(wanted: string): Problem {
  return {
    code: 'rust-not-a-version',
    title: `${JSON.stringify(wanted)} is no Rust version`,
    detail: 'A released version, minimum or installed is understood.',
    nextSteps: ['Ask for --rust 1.86, --rust 1.86.0, --rust minimum or --rust installed.'],
  }
}

/** Everyone who asks for more than there is: `wasmtime 35.0.0 needs 1.86, edition 2024 needs 1.85`. */
function demands(needed: NeededRust, present: string | undefined): string {
  return needed.because
    .filter(({version}) => present === undefined || compareRust(version, present) > 0)
    .map(reasonText)
    .join(', ')
}
