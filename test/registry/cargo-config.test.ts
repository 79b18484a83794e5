import {describe, expect, test} from 'vitest'
import {readCargoConfig, stated} from '../../src/registry/cargo-config.ts'
import {crateSource} from '../../src/registry/crate-source.ts'
import {durationMs, minimumAge} from '../../src/registry/minimum-age.ts'
import {fakeMachineFiles} from '../support/fake-machine-files.ts'

/** The configuration of the repository /home/me/work/app, in a home where cargo's own is /home/me/.cargo. */
function configOf(contents: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = {}) {
  const files = fakeMachineFiles({'/home/me/work/app/.git/HEAD': '', ...contents})
  return readCargoConfig({files, root: '/home/me/work/app', cargoHome: '/home/me/.cargo', variables})
}

describe('cargo’s configuration', () => {
  test('is stated nearest to the repository first, and in cargo’s home last', async () => {
    const config = await configOf({
      '/home/me/.cargo/config.toml': '[registry]\ndefault = "home"\ntoken = "t"\n[net]\nretry = 3\n',
      '/home/me/work/.cargo/config.toml': '[registry]\ndefault = "work"\n[net]\noffline = true\n',
      '/home/me/work/app/.cargo/config.toml': '[registry]\ndefault = "app"\n',
    })

    expect(stated(config, ['registry', 'default'])).toEqual({value: 'app', in: '/home/me/work/app/.cargo/config.toml'})
    expect(stated(config, ['net', 'offline'])).toEqual({value: true, in: '/home/me/work/.cargo/config.toml'})
    expect(stated(config, ['net', 'retry'])).toEqual({value: 3, in: '/home/me/.cargo/config.toml'})
    expect(stated(config, ['net', 'retry', 'more'])).toBeUndefined()
    expect(config.files.map(file => file.isBrought)).toEqual([true, false, false])
  })

  test('is overruled by the environment', async () => {
    const config = await configOf({}, {CARGO_REGISTRIES_OUR_OWN_INDEX: 'sparse+https://own.example/'})

    expect(stated(config, ['registries', 'our-own', 'index'])?.in).toBe('CARGO_REGISTRIES_OUR_OWN_INDEX')
  })

  test('may stand in a file without an ending, which wins as it does for cargo', async () => {
    const config = await configOf({
      '/home/me/.cargo/config': '[net]\nretry = 1\n',
      '/home/me/.cargo/config.toml': '[net]\nretry = 2\n',
    })

    expect(stated(config, ['net', 'retry'])?.value).toBe(1)
  })

  test('includes other files, which it overrules, without going round for ever', async () => {
    const config = await configOf({
      '/home/me/work/app/.cargo/config.toml': 'include = ["mirror.toml", {path = "config.toml"}]\n[net]\nretry = 1\n',
      '/home/me/work/app/.cargo/mirror.toml': '[net]\nretry = 2\n[source.v]\ndirectory = "vendor"\n',
    })

    expect(stated(config, ['net', 'retry'])?.value).toBe(1)
    expect(stated(config, ['source', 'v', 'directory'])?.in).toBe('/home/me/work/app/.cargo/mirror.toml')
  })

  test('that isn’t TOML is a problem with its line', async () => {
    await expect(configOf({'/home/me/work/app/.cargo/config.toml': '[net]\nretry =\n'})).rejects.toMatchObject({
      problem: {code: 'cargo-config-broken', path: '/home/me/work/app/.cargo/config.toml', line: 2},
    })
  })
})

describe('where crates come from', () => {
  const app = '/home/me/work/app/.cargo/config.toml'

  test.each([
    ['', {}, {kind: 'sparse', name: 'crates-io'}],
    [
      '[registries.crates-io]\nprotocol = "git"\n',
      {},
      {kind: 'git', name: 'crates-io', url: 'https://github.com/rust-lang/crates.io-index'},
    ],
    [
      '[source.crates-io]\nregistry = "sparse+https://m.example/i/"\n',
      {},
      {kind: 'sparse', name: 'crates-io', url: 'https://m.example/i/'},
    ],
    [
      '[source.crates-io]\nreplace-with = "m"\n',
      {CARGO_REGISTRIES_M_INDEX: 'https://m.example/git'},
      {kind: 'git', name: 'm', url: 'https://m.example/git'},
    ],
    [
      '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "../vendor"\n',
      {},
      {kind: 'directory', name: 'v', folder: '/home/me/work/vendor'},
    ],
  ] as const)('%j', async (text, variables, source) => {
    expect(crateSource(await configOf({[app]: text}, variables))).toEqual(source)
  })

  test('must not go round in a circle', async () => {
    const config = await configOf({
      [app]: '[source.crates-io]\nreplace-with = "a"\n[source.a]\nreplace-with = "b"\n[source.b]\nreplace-with = "a"\n',
    })

    expect(() => crateSource(config)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({
          code: 'registry-replaced-in-a-circle',
          detail: 'crates-io → a → b → a. No crate can be found that way.',
          path: app,
        }),
      }),
    )
  })

  test('must be defined', async () => {
    const config = await configOf({[app]: '[source.crates-io]\nreplace-with = "nowhere"\n'})

    expect(() => crateSource(config)).toThrow("Cargo's source nowhere isn't defined")
  })
})

describe('how long fresh releases are held back', () => {
  const home = '/home/me/.cargo/config.toml'
  const global = '[registry]\nglobal-min-publish-age = "14 days"\n'
  const ageOf = async (text: string, name = 'crates-io', variables = {}) =>
    minimumAge(await configOf({[home]: text}, variables), {name})

  test('is stated for all registries, or for one of them', async () => {
    const both = `${global}[registries.corp]\nmin-publish-age = "2 hours"\n`

    expect(await ageOf(both)).toEqual({ms: 14 * 86_400_000, text: '14 days', statedIn: home})
    expect(await ageOf(both, 'corp')).toEqual({ms: 7_200_000, text: '2 hours', statedIn: home})
  })

  test('can be a variable', async () => {
    const variables = {CARGO_REGISTRY_GLOBAL_MIN_PUBLISH_AGE: '1 week'}

    expect(await ageOf(global, 'crates-io', variables)).toMatchObject({
      text: '1 week',
      statedIn: 'CARGO_REGISTRY_GLOBAL_MIN_PUBLISH_AGE',
    })
  })

  test.each([
    ['nobody states it', ''],
    ['it is switched off for this registry', `${global}[registries.crates-io]\nmin-publish-age = "0"\n`],
    ['fresh ones are allowed', `${global}[resolver]\nincompatible-publish-age = "allow"\n`],
    ['it can’t be read', '[registry]\nglobal-min-publish-age = "a while"\n'],
  ])('is nothing where %s', async (_, text) => {
    expect(await ageOf(text)).toBeUndefined()
  })

  test.each([
    ['0', 0],
    ['90 seconds', 90_000],
    ['1 minute', 60_000],
    ['3days', 3 * 86_400_000],
    ['3  days', undefined],
    ['3', undefined],
    ['-1 days', undefined],
    ['1 year', undefined],
  ])('is read as cargo reads durations: %j', (text, ms) => {
    expect(durationMs(text)).toBe(ms)
  })
})
