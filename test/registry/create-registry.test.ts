import {chmodSync, existsSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test, vi} from 'vitest'
import {createPrograms} from '../../src/system/programs.ts'
import {indexLine, sparseRegistry} from '../support/sparse-registry.ts'
import {machine, mirroredFrom} from './machine.ts'

const today = () => new Date().toISOString().slice(0, 10)

describe('a sparse registry', () => {
  test('tells versions, required Rust, features, dependencies, what was yanked and when it was published', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    server.publish('extism', [
      indexLine('extism', '1.13.0', {
        rust_version: '1.86',
        pubtime: '2026-08-20T16:28:40Z',
        yanked: true,
        features: {default: ['http']},
        features2: {http: ['dep:ureq']},
        deps: [
          {
            name: 'engine',
            package: 'wasmtime',
            req: '>=27, <37',
            features: [],
            optional: false,
            default_features: true,
            target: null,
            kind: 'normal',
          },
          {name: 'cc', req: '^1', features: [], optional: true, default_features: true, target: null, kind: 'build'},
        ],
      }),
      indexLine('extism', '1.9.0'),
    ])
    write('.cargo/config.toml', mirroredFrom(server.index))
    const crates = registry()

    expect(await crates.refresh(['extism'])).toEqual({})
    expect(await crates.versions('extism')).toEqual([
      {version: '1.9.0', isYanked: false, features: {}, dependencies: []},
      {
        version: '1.13.0',
        rust: '1.86',
        isYanked: true,
        publishedAt: '2026-08-20T16:28:40Z',
        features: {default: ['http'], http: ['dep:ureq']},
        dependencies: [
          {crate: 'wasmtime', requirement: '>=27, <37', kind: 'normal', isOptional: false},
          {crate: 'cc', requirement: '^1', kind: 'build', isOptional: true},
        ],
      },
    ])
    expect(await crates.source()).toEqual({kind: 'sparse', name: 'mirror', url: `http://${server.host}/`})
    expect((await crates.knownSince('extism'))?.slice(0, 10)).toBe(today())
  })

  test('is asked for the crates that are named and for no others, and for each once', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    for (const crate of ['wasmtime', 'extism']) {
      const dependency = {
        name: 'anyhow',
        req: '^1',
        features: [],
        optional: false,
        default_features: true,
        target: null,
      }
      server.publish(crate, [indexLine(crate, '1.0.0', {deps: [dependency]})])
    }
    write('.cargo/config.toml', mirroredFrom(server.index))
    const crates = registry()

    await Promise.all([crates.refresh(['wasmtime', 'wasmtime']), crates.refresh(['wasmtime', 'extism'])])

    expect(server.asked).toEqual(['/config.json', '/wa/sm/wasmtime', '/config.json', '/ex/ti/extism'])
  })

  test('without a crate spoils nothing for the others', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    for (const crate of ['wasmtime', 'extism']) server.publish(crate, [indexLine(crate, '1.0.0')])
    write('.cargo/config.toml', mirroredFrom(server.index))
    const crates = registry()

    expect(await crates.refresh(['our-own', 'wasmtime', 'our-other', 'extism', 'our-last'])).toEqual({})
    expect(await crates.versions('wasmtime')).toHaveLength(1)
    expect(await crates.versions('extism')).toHaveLength(1)
    expect(await crates.versions('our-own')).toBeUndefined()
    expect(await crates.knownSince('our-own')).toBeUndefined()
  })

  test('tells what is new since cargo last asked', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    write('.cargo/config.toml', mirroredFrom(server.index))
    server.publish('wasmtime', [indexLine('wasmtime', '49.0.0')])
    await registry().refresh(['wasmtime'])
    server.publish('wasmtime', [indexLine('wasmtime', '49.0.0'), indexLine('wasmtime', '50.0.0')])
    const crates = registry()

    expect(await crates.versions('wasmtime')).toHaveLength(1)
    await crates.refresh(['wasmtime'])
    expect((await crates.versions('wasmtime'))?.map(({version}) => version)).toEqual(['49.0.0', '50.0.0'])
  })

  test('is found when it is replaced with another one that is replaced', async () => {
    const [server, {write, registry, cargoHome}] = [await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    write('.cargo/config.toml', '[source.crates-io]\nreplace-with = "near"\n')
    write(
      path.join(cargoHome, 'config.toml'),
      `[source.near]\nregistry = "sparse+http://127.0.0.1:1/"\nreplace-with = "nearer"\n[source.nearer]\nregistry = "${server.index}"\n`,
    )
    const crates = registry()

    expect(await crates.refresh(['wasmtime'])).toEqual({})
    expect(await crates.versions('wasmtime')).toHaveLength(1)
  })

  test('counts even where another registry is the one to publish to', async () => {
    const [server, other, {write, registry}] = [await sparseRegistry(), await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    write(
      '.cargo/config.toml',
      `[registry]\ndefault = "own"\n\n[registries.own]\nindex = "${other.index}"\n\n${mirroredFrom(server.index)}`,
    )
    const crates = registry()

    expect(await crates.refresh(['wasmtime'])).toEqual({})
    expect(other.asked).toEqual([])
  })

  test('on a host with two registries is not taken for the other', async () => {
    const [server, other, {write, registry}] = [await sparseRegistry(), await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    other.publish('wasmtime', [indexLine('wasmtime', '1.0.0')])
    for (const {index} of [server, other]) {
      write('.cargo/config.toml', mirroredFrom(index))
      await registry().refresh(['wasmtime'])
    }
    write('.cargo/config.toml', mirroredFrom(server.index))

    expect((await registry({isOffline: true}).versions('wasmtime'))?.map(({version}) => version)).toEqual(['48.0.0'])
  })
})

describe('offline', () => {
  test('what cargo once asked for is known, and the network is left alone', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0', {rust_version: '1.95.0'})])
    write('.cargo/config.toml', mirroredFrom(server.index))
    await registry().refresh(['wasmtime'])
    await server.close()
    const asked = server.asked.length
    const crates = registry({isOffline: true})

    expect(await crates.refresh(['wasmtime', 'extism'])).toEqual({})
    expect((await crates.versions('wasmtime'))?.[0]?.rust).toBe('1.95.0')
    expect(await crates.versions('extism')).toBeUndefined()
    expect(server.asked).toHaveLength(asked)
  })
})

test('where cargo is configured to be offline, nothing is asked either', async () => {
  const [server, {write, registry}] = [await sparseRegistry(), machine()]
  write('.cargo/config.toml', `${mirroredFrom(server.index)}\n[net]\noffline = true\n`)

  expect(await registry().refresh(['wasmtime'])).toEqual({})
  expect(server.asked).toEqual([])
})

describe('crates.io itself', () => {
  const entry = Buffer.concat([
    Buffer.from([3, 2, 0, 0, 0]),
    Buffer.from(['state', '48.0.0', JSON.stringify(indexLine('wasmtime', '48.0.0')), ''].join('\0')),
  ])

  test('is found in cargo’s home by its domain, and nobody else’s folder is', async () => {
    const {registry, cargoHome, write} = machine()
    const cache = (folder: string) => path.join(cargoHome, 'registry/index', folder, '.cache/wa/sm/wasmtime')
    write(cache('some.crates.io-0123456789abcdef'), entry.toString('latin1'))
    write(cache('not-crates.io-0123456789abcdef'), '')
    const crates = registry({isOffline: true})

    expect(await crates.source()).toEqual({kind: 'sparse', name: 'crates-io'})
    expect((await crates.versions('wasmtime'))?.map(({version}) => version)).toEqual(['48.0.0'])
  })

  test.each([
    ['needs no provider, so a repository may name one', '', 1],
    ['could be played by anybody when the repository brings a proxy', '[http]\nproxy = "http://127.0.0.1:1"\n', 0],
  ])('%s', async (_, http, times) => {
    const {registry, write} = machine()
    write('.cargo/config.toml', `[registries.corp]\ncredential-provider = "brought"\n${http}`)
    const capture = vi.fn(async () => ({kind: 'exited', code: 0, stdout: '', stderr: ''}) as const)

    await registry({programs: {...createPrograms(), capture}}).refresh(['wasmtime'])

    expect(capture).toHaveBeenCalledTimes(times)
  })
})

test.each([
  ['[env]\nPATH = {value = "bin", relative = true, force = true}\n', 'env.PATH'],
  ['[env]\nLD_PRELOAD = "brought.so"\n', 'env.LD_PRELOAD'],
  ['[env]\nRUSTUP_TOOLCHAIN = "brought"\n', 'env.RUSTUP_TOOLCHAIN'],
  ['[env]\nRUST_TEST_THREADS = "1"\nCARGO_WORKSPACE_DIR = {value = "", relative = true}\n', undefined],
])('what decides which program cargo starts is told: %j', async (config, key) => {
  const {registry, write} = machine()
  write('.cargo/config.toml', config)

  expect((await registry().brought())?.key).toBe(key)
})

describe('a registry in trouble', () => {
  /** What is wrong, after cargo has once got an answer of version 48.0.0. */
  async function troubled(behave: Parameters<Awaited<ReturnType<typeof sparseRegistry>>['behave']>[0], limitMs = 9000) {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    write('.cargo/config.toml', mirroredFrom(server.index))
    await registry().refresh(['wasmtime'])
    server.behave(behave)
    const crates = registry({limitMs})
    const {problem} = await crates.refresh(['wasmtime'])
    return {server, crates, problem, versions: (await crates.versions('wasmtime'))?.map(({version}) => version)}
  }

  test('that never answers is waited for until the limit', async () => {
    const {server, problem, versions} = await troubled(() => true, 700)

    expect(problem).toMatchObject({
      code: 'registry-silent',
      title: `The registry at ${server.host} did not answer within 0.7 s`,
    })
    expect(problem?.detail).toContain(`What is known is from ${today()}.`)
    expect(versions).toEqual(['48.0.0'])
  })

  test('that never answers isn’t waited for a second time', async () => {
    const {crates, problem, server} = await troubled(() => true, 700)
    const asked = server.asked.length

    expect(await crates.refresh(['extism'])).toEqual({problem})
    expect(server.asked).toHaveLength(asked)
  })

  test.each([500, 503, 429])('that answers %i is named with its number, and what was known still is', async status => {
    const {server, problem, versions} = await troubled((_, response) => {
      response.writeHead(status).end('no')
      return true
    })

    expect(problem).toMatchObject({
      code: 'registry-failed',
      title: `The registry at ${server.host} answers with error ${status}`,
    })
    expect(versions).toEqual(['48.0.0'])
  })

  test('that answers with a page of its proxy is told, and what was known still is', async () => {
    const {server, problem, versions} = await troubled((request, response) => {
      if (request.url === '/config.json') return false
      response.end('<html>Sign in</html>')
      return true
    })

    expect(problem).toMatchObject({
      code: 'registry-garbled',
      title: `The registry at ${server.host} answers with something that isn't an index`,
    })
    expect(versions).toEqual(['48.0.0'])
  })

  test('whose own description is garbage is told', async () => {
    const {problem} = await troubled((_, response) => {
      response.end('<html>Sign in</html>')
      return true
    })

    expect(problem?.code).toBe('registry-failed')
  })

  test('that is gone is told, without a stack trace or a password', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    write('.cargo/config.toml', mirroredFrom(server.index.replace('127', 'me:secret@127')))
    await server.close()

    const {problem} = await registry({limitMs: 9000}).refresh(['wasmtime'])

    expect(problem).toMatchObject({code: 'registry-failed', title: `Cargo can't reach the registry at ${server.host}`})
    expect(problem?.detail).toContain('Nothing is known from before.')
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})

describe('a private registry', () => {
  const withToken = '[registry]\nglobal-credential-providers = ["cargo:token"]\n'

  test('lets cargo in with the token in its home', async () => {
    const [server, {write, registry, cargoHome}] = [await sparseRegistry({token: 'key'}), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    write('.cargo/config.toml', mirroredFrom(server.index))
    write(path.join(cargoHome, 'config.toml'), withToken)
    write(path.join(cargoHome, 'credentials.toml'), '[registries.mirror]\ntoken = "key"\n')
    const crates = registry()

    expect(await crates.refresh(['wasmtime'])).toEqual({})
    expect(await crates.versions('wasmtime')).toHaveLength(1)
  })

  test('lets cargo in with the token in the environment', async () => {
    const [server, {write, registry}] = [await sparseRegistry({token: 'key'}), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0')])
    write('.cargo/config.toml', mirroredFrom(server.index) + withToken)
    vi.stubEnv('CARGO_REGISTRIES_MIRROR_TOKEN', 'key')

    expect(await registry().refresh(['wasmtime'])).toEqual({})
    vi.unstubAllEnvs()
  })

  test.each([
    ['no token', ''],
    ['the wrong token', '[registries.mirror]\ntoken = "wrong"\n'],
  ])('with %s says how to get in', async (_, credentials) => {
    const [server, {write, registry, cargoHome}] = [await sparseRegistry({token: 'key'}), machine()]
    write('.cargo/config.toml', mirroredFrom(server.index))
    write(path.join(cargoHome, 'config.toml'), withToken)
    write(path.join(cargoHome, 'credentials.toml'), credentials)

    const {problem} = await registry({limitMs: 9000}).refresh(['wasmtime'])

    expect(problem).toMatchObject({
      code: 'registry-refused',
      nextSteps: ['Give cargo a token: cargo login --registry mirror', 'Or go on with --offline.'],
    })
  })
})

describe('a hostile repository', () => {
  /** A program that leaves a file behind when it runs. */
  function trap(write: (file: string, text: string) => string) {
    const mark = write('mark', '').replace(/mark$/, 'it-ran')
    const program = write('trap.sh', `#!/bin/sh\ntouch '${mark}'\nexit 1\n`)
    chmodSync(program, 0o755)
    return {program, hasRun: () => existsSync(mark)}
  }

  test('can’t have its compiler or wrappers run', async () => {
    const [server, {write, registry}] = [await sparseRegistry(), machine()]
    server.publish('wasmtime', [indexLine('wasmtime', '48.0.0', {rust_version: '1.95.0'})])
    const {program, hasRun} = trap(write)
    const keys = ['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper'].map(key => `${key} = "${program}"`)
    write('.cargo/config.toml', `${mirroredFrom(server.index)}\n[build]\n${keys.join('\n')}\n`)

    expect(await registry().refresh(['wasmtime'])).toEqual({})
    expect(hasRun()).toBe(false)
  })

  test.each([
    [
      'registry.global-credential-providers',
      (program: string) => `[registry]\nglobal-credential-providers = ["${program}"]\n`,
    ],
    [
      'registries.mirror.credential-provider',
      (program: string) => `[registries.mirror]\ncredential-provider = ["cargo:token-from-stdout", "${program}"]\n`,
    ],
    ['credential-alias', (program: string) => `[credential-alias]\nkey-ring = ["${program}"]\n`],
  ])('can’t have a program run that it names in %s', async (key, configured) => {
    const [server, {write, registry}] = [await sparseRegistry({token: 'key'}), machine()]
    const {program, hasRun} = trap(write)
    write(
      '.cargo/config.toml',
      `[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "${server.index}"\n${configured(program)}`,
    )

    const {problem} = await registry().refresh(['wasmtime'])

    expect(problem).toMatchObject({code: 'registry-not-asked', path: expect.stringContaining('.cargo/config.toml')})
    expect(problem?.detail).toContain(key)
    expect([hasRun(), server.asked]).toEqual([false, []])
  })

  test('can’t hand cargo options by way of crate names', async () => {
    const {registry, root} = machine()
    const capture = vi.fn()
    const crates = registry({programs: {...createPrograms(), capture}})

    expect(await crates.refresh(['--config=net.offline=true', '../other', '-Zhelp', 'a b', ''])).toEqual({})
    expect(await crates.versions('../../../etc/passwd')).toBeUndefined()
    expect(capture).not.toHaveBeenCalled()
    expect(readdirSync(root)).toEqual(['.git'])
  })
})

test('without cargo, says so', async () => {
  const [server, {write, registry}] = [await sparseRegistry(), machine()]
  write('.cargo/config.toml', mirroredFrom(server.index))
  vi.stubEnv('PATH', '/nowhere')

  const {problem} = await registry().refresh(['wasmtime'])
  vi.unstubAllEnvs()

  expect(problem?.code).toBe('no-cargo')
})
