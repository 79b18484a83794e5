import {compare} from 'semver'
import {catalogDate, newestRelease, releases} from '../catalog/release.ts'
import type {Problem} from '../domain/problem.ts'

/** What was asked for on the command line; nothing of it is required. */
export type Wanted = {
  /** `latest`, `lts`, an exact version, or the start of one: `36`, `36.0`. */
  readonly wasmtime?: string
  /** `minimum`, `installed`, or a version such as `1.86`. */
  readonly rust?: string
  readonly edition?: '2024'
}

/** The newest known release that a wish names exactly or by its first numbers. */
export function findWanted(wish: string): string | undefined {
  const prefix = wish.replace(/^v/, '')
  if (wish === 'latest') return newestRelease().version
  return releases.findLast(({version}) => version === prefix || version.startsWith(`${prefix}.`))?.version
}

/** Says that a wasmtime was asked for which isn't known, and which known ones are nearest. */
export function unknownWasmtime(wish: string): Problem {
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
  const nearest = nearestTo(`${Number(major)}.${Number(minor)}.${Number(patch)}`)
  return {
    code: 'wasmtime-unknown',
    title: `wasmtime ${wish} is not known`,
    detail: `The catalogue of ${catalogDate} has no such release; the nearest it knows: ${nearest.join(', ')}.`,
    nextSteps: [
      ...nearest.map(version => `Ask for --wasmtime ${version}.`),
      ...(nearest.length === 1 ? ['Update upgrade-wizard, if the release is newer than its catalogue.'] : []),
    ],
  }
}

function nearestTo(version: string): string[] {
  const below = releases.findLast(release => compare(release.version, version) < 0)
  const above = releases.find(release => compare(release.version, version) > 0)
  return [below, above].flatMap(release => release?.version ?? [])
}

const versionPattern = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/
