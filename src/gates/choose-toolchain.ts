import type {Problem} from '../domain/problem.ts'
import {compareRust} from '../domain/rust-version.ts'
import type {Toolchains} from '../domain/survey.ts'

export type ChosenToolchain = {readonly name: string; readonly version: string}

/**
 * The installed toolchain for the wizard's own commands: exactly the one that is needed, since that is what gets stated;
 * else the active one when it is new enough, else the newest that is.
 * What the repository states and what it is built with here are two things.
 */
export function chooseToolchain({installed, active}: Toolchains, needed: string): ChosenToolchain | Problem {
  const isEnough = ({version}: ChosenToolchain) => compareRust(plain(version), needed) >= 0
  const exact = installed.find(one => isExactly(one, needed))
  if (exact !== undefined) return exact
  if (active !== undefined && isEnough(active)) return active
  const stable = installed.filter(one => isEnough(one) && isReleased(one))
  const newest = stable.toSorted((a, b) => compareRust(plain(b.version), plain(a.version)))[0]
  if (newest !== undefined) return newest
  const here = installed.map(one => one.version).join(', ')
  return {
    code: 'toolchain-too-old',
    title: `No installed Rust is new enough: ${needed} is needed`,
    detail: here === '' ? 'No toolchain is installed.' : `Installed: ${here}.`,
    nextSteps: [
      `Install it beside the others: ${installToolchain(needed)}`,
      'Or choose an older wasmtime with --wasmtime.',
    ],
  }
}

/** The newest installed release, for asking cargo things that any cargo knows; else whatever there is. */
export function newestToolchain({installed}: Toolchains): ChosenToolchain | undefined {
  const newestFirst = installed.toSorted((a, b) => compareRust(plain(b.version), plain(a.version)))
  return newestFirst.find(isReleased) ?? newestFirst[0]
}

/** Whether this very release is installed. */
export function hasExactly({installed}: Toolchains, version: string): boolean {
  return installed.some(one => isExactly(one, version))
}

/** Whether rustup keeps the toolchains, so that others can be put beside them. */
export function isKeptByRustup({installed}: Toolchains): boolean {
  return installed.some(({name}) => name !== 'rustc')
}

function isExactly(one: ChosenToolchain, version: string): boolean {
  return isReleased(one) && compareRust(plain(one.version), version) === 0
}

function isReleased({name, version}: ChosenToolchain): boolean {
  return !/nightly|beta/.test(`${name} ${version}`)
}

/** The command that installs a toolchain, as it is typed. */
export function installToolchain(version: string): string {
  return `rustup toolchain install ${version}`
}

/** `1.97.0-nightly` is compared as 1.97.0. */
function plain(version: string): string {
  return version.replace(/-.*$/, '')
}
