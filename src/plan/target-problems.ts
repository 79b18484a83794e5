import {catalogDate, newestRelease, type Releases} from '../catalog/release.ts'
import type {Problem} from '../domain/problem.ts'
import {presentVersion, type WasmtimeUse} from './wasmtime-uses.ts'

/** A wasmtime was asked for, but nothing in the repository depends on it. */
export function noWasmtime(wanted: string): Problem {
  return {
    code: 'no-wasmtime',
    title: `wasmtime ${wanted} can't be reached: this repository has none`,
    detail: 'No Cargo.toml names wasmtime or a crate of its family.',
    nextSteps: ['Leave --wasmtime out to raise only Rust, or start in the repository that depends on wasmtime.'],
  }
}

/** All of wasmtime comes from git, and from nothing there that is a release. */
export function wasmtimeFromGit(uses: readonly WasmtimeUse[]): Problem {
  return {
    code: 'wasmtime-from-git',
    title: 'The version of wasmtime is not stated in this repository',
    detail: `It comes from git: ${placesOf(uses)}. Only releases can be raised: versions from a registry, tags and release branches of wasmtime’s own repository.`,
    nextSteps: ['Name a released version instead of the git source, then run the wizard again.'],
    ...placeOf(uses),
  }
}

/** What was asked for is older than what is there. */
export function downgrade(wanted: string, higher: readonly WasmtimeUse[]): Problem {
  return {
    code: 'wasmtime-downgrade',
    title: `wasmtime ${wanted} is older than what this repository has`,
    detail: `It would lower ${placesOf(higher)}. The wizard only goes up.`,
    nextSteps: ['Ask for a newer --wasmtime, or leave it out to see what can be chosen.'],
    ...placeOf(higher),
  }
}

/** The repository is ahead of every release that is known. */
export function alreadyNewer(known: Releases, uses: readonly WasmtimeUse[]): Problem {
  return {
    code: 'wasmtime-newer-than-catalogue',
    title: 'This repository has a newer wasmtime than the wizard knows',
    detail: `${sourceOf(known)} ends at ${newestRelease(known)?.version}; there is ${placesOf(uses)}.`,
    nextSteps: [
      known.isFromRegistry ? 'There is nothing newer to go to.' : 'Update upgrade-wizard, then run it again.',
    ],
    ...placeOf(uses),
  }
}

/** Who says which releases there are. */
export function sourceOf({isFromRegistry}: Releases): string {
  return isFromRegistry ? 'The registry' : `The catalogue of ${catalogDate}`
}

function placesOf(uses: readonly WasmtimeUse[]): string {
  const named = uses.slice(0, 3).map(use => {
    const version = presentVersion(use)
    return `${use.crate}${version === undefined ? '' : ` ${version}`} (${use.path}:${use.line})`
  })
  return uses.length > 3 ? `${named.join(', ')} and ${uses.length - 3} more` : named.join(', ')
}

function placeOf(uses: readonly WasmtimeUse[]): {path?: string; line?: number} {
  const [first] = uses
  return first === undefined ? {} : {path: first.path, line: first.line}
}
