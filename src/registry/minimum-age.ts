import type {CrateSource, MinimumAge} from '../domain/ports.ts'
import {type CargoConfig, statedText} from './cargo-config.ts'

/**
 * What cargo from 1.100 on is told to wait before it takes a fresh release (RFC 3923): `registries.<name>.min-publish-age` for the
 * registry that crates come from, else `registry.global-min-publish-age`. Undefined when nothing is stated, `0` is, or
 * `resolver.incompatible-publish-age` allows fresh ones. It is a wish of the person, so it counts here with an older cargo too.
 */
export function minimumAge(config: CargoConfig, source: Pick<CrateSource, 'name'>): MinimumAge | undefined {
  if (statedText(config, ['resolver', 'incompatible-publish-age'])?.value === 'allow') return undefined
  const found =
    statedText(config, ['registries', source.name, 'min-publish-age']) ??
    statedText(config, ['registry', 'global-min-publish-age'])
  if (found === undefined) return undefined
  const ms = durationMs(found.value)
  return ms === undefined || ms === 0 ? undefined : {ms, text: found.value, statedIn: found.in}
}

/** A whole number and a unit as cargo spells durations; undefined for anything else, which cargo refuses. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0
  const [, count, unit] = /^(\d{1,6}) ?(second|minute|hour|day|week|month)s?$/.exec(text) ?? []
  if (count === undefined || unit === undefined) return undefined
  return Number(count) * (secondsIn.get(unit) ?? 0) * 1000
}

const day = 24 * 60 * 60
const secondsIn: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 60 * 60],
  ['day', day],
  ['week', 7 * day],
  // The average month, as cargo counts.
  ['month', 2_629_746],
])
