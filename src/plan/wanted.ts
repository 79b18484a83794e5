import {compare} from 'semver'
import {newestRelease, type Releases} from '../catalog/release.ts'
import type {Problem} from '../domain/problem.ts'
import {sourceOf} from './target-problems.ts'

/** What was asked for on the command line; nothing of it is required. */
export type Wanted = {
  /** `latest`, `lts`, an exact version, or the start of one: `36`, `36.0`. */
  readonly wasmtime?: string
  /** `minimum`, `installed`, or a version such as `1.86`. */
  readonly rust?: string
  readonly edition?: '2024'
  /** What becomes of Rust versions that differ on purpose; asked about when undefined. */
  readonly onPurpose?: 'keep' | 'raise'
  /** What build matrices try while the upgrade lasts; `raise` when undefined. */
  readonly matrix?: 'raise' | 'both'
  /** Also take what the compiler suggests for its own warnings. */
  readonly fix?: true
}

/** The newest known release that a wish names exactly or by its first numbers; one that is held back when named exactly. */
export function findWanted(known: Releases, wish: string): string | undefined {
  const prefix = wish.replace(/^v/, '')
  if (wish === 'latest') return newestRelease(known)?.version
  const found = known.all.findLast(({version}) => version === prefix || version.startsWith(`${prefix}.`))
  return (found ?? known.heldBack.find(({version}) => version === prefix))?.version
}

/** Says that a wasmtime was asked for which isn't known, and which known ones are nearest. */
export function unknownWasmtime(known: Releases, wish: string): Problem {
  const number = versionPattern.exec(wish)
  if (number === null) {
    return {
      code: 'wasmtime-not-a-version',
      title: `${JSON.stringify(wish)} is no wasmtime version`,
      detail: 'A version, the start of one, latest or lts is understood.',
      nextSteps: ['Ask for --wasmtime 36, --wasmtime 36.0.14, --wasmtime lts or --wasmtime latest.'],
    }
  }
  const [, major, minor = 0, patch = 0] = number
  const nearest = nearestTo(known, `${Number(major)}.${Number(minor)}.${Number(patch)}`)
  return {
    code: 'wasmtime-unknown',
    title: `wasmtime ${wish} is not known`,
    detail: `${sourceOf(known)} has no such release; the nearest: ${nearest.join(', ')}.`,
    nextSteps: [
      ...nearest.map(version => `Ask for --wasmtime ${version}.`),
      ...(nearest.length === 1 && !known.isFromRegistry
        ? ['Update upgrade-wizard, if the release is newer than its catalogue.']
        : []),
    ],
  }
}

function nearestTo(known: Releases, version: string): string[] {
  const below = known.all.findLast(release => compare(release.version, version) < 0)
  const above = known.all.find(release => compare(release.version, version) > 0)
  return [below, above].flatMap(release => release?.version ?? [])
}

const versionPattern = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/
