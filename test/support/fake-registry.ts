import {compare} from 'semver'
import type {MinimumAge, PublishedVersion, Registry} from '../../src/domain/ports.ts'

/** One version as a test states it: what isn't named is absent, and dependencies are normal ones unless they say more. */
export type FakeVersion = Partial<Omit<PublishedVersion, 'version' | 'dependencies'>> & {
  readonly dependencies?: Readonly<Record<string, string | Partial<PublishedVersion['dependencies'][number]>>>
}

/**
 * A registry that knows what the test tells it: crate → version → what is published.
 *
 *     fakeRegistry({extism: {'1.12.0': {rust: '1.86', dependencies: {wasmtime: '>=27, <37'}}}})
 */
export function fakeRegistry(
  crates: Readonly<Record<string, Readonly<Record<string, FakeVersion>>>>,
  more: {readonly minimumAge?: MinimumAge; readonly refresh?: Registry['refresh']} = {},
): Registry {
  const published = new Map(
    Object.entries(crates).map(([crate, versions]) => [
      crate,
      Object.entries(versions)
        .map(([version, fake]) => publishedVersion(version, fake))
        .toSorted((a, b) => compare(a.version, b.version)),
    ]),
  )
  return {
    refresh: more.refresh ?? (async () => ({})),
    versions: async crate => published.get(crate),
    knownSince: async crate => (published.has(crate) ? '2026-01-01T00:00:00.000Z' : undefined),
    source: async () => ({kind: 'sparse', name: 'crates-io', url: 'https://registry.example/'}),
    brought: async () => undefined,
    minimumAge: async () => more.minimumAge,
  }
}

function publishedVersion(version: string, {dependencies = {}, ...rest}: FakeVersion): PublishedVersion {
  return {
    version,
    isYanked: false,
    features: {},
    ...rest,
    dependencies: Object.entries(dependencies).map(([crate, stated]) => ({
      crate,
      requirement: typeof stated === 'string' ? stated : '*',
      kind: 'normal',
      isOptional: false,
      ...(typeof stated === 'string' ? {} : stated),
    })),
  }
}
