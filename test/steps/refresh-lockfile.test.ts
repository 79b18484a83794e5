import {describe, expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import {refreshLockfile} from '../../src/steps/refresh-lockfile.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {lockfile, resolvingCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository, writeFiles} from '../support/temporary-repository.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = "36"\n'
const locks =
  (tree: Tree, ...packages: readonly string[]) =>
  () =>
    writeFiles(tree.root, {'Cargo.lock': lockfile(...packages)})

describe('refreshing the lockfile', () => {
  test('lets cargo write one where there is none', async () => {
    const tree = await temporaryRepository({'Cargo.toml': manifest})
    const deps = stepDeps(tree)
    const kind = refreshLockfile(deps)
    const ctx = scriptedStepContext(tree, [
      {command: resolvingCommand(deps, 'generate-lockfile'), does: locks(tree, 'host 0.1.0 path', 'wasmtime 36.0.14')},
    ])

    expect(await kind.inspect(ctx)).toEqual({
      kind: 'needed',
      summary: 'cargo writes a lockfile (there is none)',
      writes: [],
      touches: ['Cargo.lock'],
    })
    expect(await kind.apply?.(ctx)).toEqual({kind: 'ok', summary: 'Resolved'})
    expect(await kind.verify(ctx, undefined)).toEqual({
      kind: 'ok',
      summary: 'One version of the family in Cargo.lock: 36.0.14',
    })
    expect(await kind.inspect(ctx)).toEqual({
      kind: 'done',
      evidence: 'Cargo.lock holds the family at 36.0.14 and no other',
    })
    ctx.expectEnd()
  })

  test('moves the whole family in one call when cargo stays at an older patch release', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'Cargo.lock': lockfile('wasmtime 25.0.3', 'wasmtime-wasi 25.0.3', 'serde 1.0.0'),
    })
    const deps = stepDeps(tree, {isOffline: false})
    const kind = refreshLockfile(deps)
    const ctx = scriptedStepContext(tree, [
      {
        command: resolvingCommand(deps, 'update', '--workspace'),
        does: locks(tree, 'wasmtime 36.0.2', 'wasmtime-wasi 36.0.2'),
      },
      {
        command: resolvingCommand(deps, 'update', 'wasmtime@36.0.2', 'wasmtime-wasi@36.0.2'),
        does: locks(tree, 'wasmtime 36.0.14', 'wasmtime-wasi 36.0.14'),
      },
    ])

    expect(await kind.inspect(ctx)).toMatchObject({
      kind: 'needed',
      summary: 'cargo resolves again; only what must move moves',
    })
    expect(await kind.apply?.(ctx)).toEqual({kind: 'ok', summary: 'Resolved'})
    expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
    expect((await kind.inspect(ctx)).kind).toBe('done')
    ctx.expectEnd()
  })

  test('has nothing to do at the target or a newer patch release of it, members of the same name aside', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'Cargo.lock': lockfile('wasmtime 36.0.20', 'wasmtime-wasi 36.0.14', 'wiggle 1.0.0 path'),
    })

    expect((await refreshLockfile(stepDeps(tree)).inspect(scriptedStepContext(tree))).kind).toBe('done')
  })

  test('refreshes the lockfile of a nested workspace that asks for the family, and of no other', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'Cargo.lock': lockfile('wasmtime 36.0.14'),
      'fuzz/Cargo.toml': manifest.replace('host', 'fuzz'),
      'fuzz/Cargo.lock': lockfile('fuzz 0.1.0 path', 'wasmtime 25.0.3'),
      'docs/Cargo.toml': '[package]\nname = "docs"\n',
      'docs/Cargo.lock': lockfile('docs 0.1.0 path', 'wasmtime 25.0.3'),
    })
    const deps = stepDeps(tree)
    const kind = refreshLockfile(deps)
    const nested = stepDeps(tree, {manifestPath: `${tree.root}/fuzz/Cargo.toml`})
    const ctx = scriptedStepContext(tree, [
      {command: resolvingCommand(deps, 'update', '--workspace')},
      {
        command: resolvingCommand(nested, 'update', '--workspace'),
        does: () => writeFiles(tree.root, {'fuzz/Cargo.lock': lockfile('fuzz 0.1.0 path', 'wasmtime 36.0.14')}),
      },
    ])

    expect(await kind.verify(ctx, undefined)).toMatchObject({problem: {path: 'fuzz/Cargo.lock'}})
    expect(await kind.inspect(ctx)).toMatchObject({kind: 'needed', touches: ['Cargo.lock', 'fuzz/Cargo.lock']})
    expect((await kind.apply?.(ctx))?.kind).toBe('ok')
    expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
    expect((await kind.inspect(ctx)).kind).toBe('done')
    ctx.expectEnd()
  })

  test('a nested workspace that cargo cannot resolve is told, and the root is refreshed all the same', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'Cargo.lock': lockfile('wasmtime 25.0.3'),
      'fuzz/Cargo.toml': manifest.replace('host', 'fuzz'),
      'fuzz/Cargo.lock': lockfile('fuzz 0.1.0 path', 'wasmtime 25.0.3'),
      'guest/Cargo.toml': manifest.replace('host', 'guest'),
      'guest/Cargo.lock': lockfile('guest 0.1.0 path', 'wasmtime 25.0.3'),
    })
    const deps = stepDeps(tree)
    const nested = (folder: string) =>
      resolvingCommand(stepDeps(tree, {manifestPath: `${tree.root}/${folder}/Cargo.toml`}), 'update', '--workspace')
    const ctx = scriptedStepContext(tree, [
      {command: resolvingCommand(deps, 'update', '--workspace'), does: locks(tree, 'wasmtime 36.0.14')},
      {
        command: nested('fuzz'),
        outcome: {kind: 'exited', code: 101},
        err: 'error: failed to load manifest for dependency `gone`\n\nCaused by:\n  no such file\n',
      },
      {
        command: nested('guest'),
        does: () => writeFiles(tree.root, {'guest/Cargo.lock': lockfile('guest 0.1.0 path', 'wasmtime 36.0.14')}),
      },
    ])
    const kind = refreshLockfile(deps)

    const applied = await kind.apply?.(ctx)
    expect(ctx.said).toEqual([
      'fuzz/Cargo.lock stays as it was. error: failed to load manifest for dependency `gone`\nCaused by:\n  no such file',
    ])
    expect(await kind.verify(ctx, applied)).toEqual({
      kind: 'ok',
      summary:
        'One version of the family in Cargo.lock: 36.0.14; fuzz/Cargo.lock stays as it was: error: failed to load manifest for dependency `gone`',
    })
    ctx.expectEnd()
  })

  test('lets a second copy be that is asked for on purpose', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': `${manifest}wasmtime_lts = { package = "wasmtime", version = "24" }\n`,
      'Cargo.lock': lockfile('wasmtime 24.0.5', 'wasmtime-environ 24.0.5', 'wasmtime 36.0.14'),
    })

    expect((await refreshLockfile(stepDeps(tree)).inspect(scriptedStepContext(tree))).kind).toBe('done')
  })

  test('names every version of another major or below the target that is left', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml': manifest,
      'Cargo.lock': lockfile('wasmtime 25.0.3', 'serde 1.0.0'),
    })
    const deps = stepDeps(tree)
    const kind = refreshLockfile(deps)
    const ctx = scriptedStepContext(tree, [
      {
        command: resolvingCommand(deps, 'update', '--workspace'),
        does: locks(tree, 'wasmtime 25.0.3', 'wasmtime 36.0.14', 'wasmtime-wasi 37.0.0', 'serde 1.0.0'),
      },
    ])

    expect(await kind.apply?.(ctx)).toEqual({kind: 'ok', summary: 'Resolved'})
    expect(await kind.verify(ctx, undefined)).toEqual({
      kind: 'failed',
      problem: {
        code: 'family-not-at-target',
        title: 'Cargo.lock still holds a family version other than 36.0.14',
        detail: 'wasmtime 25.0.3\nwasmtime-wasi 37.0.0',
        nextSteps: [
          'Ask cargo who brings it: cargo tree --invert CRATE@VERSION',
          'Or take the tree as it is, when the second copy is there on purpose.',
        ],
        path: 'Cargo.lock',
      },
    })
    ctx.expectEnd()
  })

  describe('where cargo locks a second copy for a crate outside the family', () => {
    const entry = (text: string, ...dependencies: readonly string[]) => {
      const [name, version, source] = text.split(' ')
      const from = source === 'path' ? '' : 'source = "registry+https://index.example/crates"\n'
      const list = dependencies.map(one => ` "${one}",\n`).join('')
      return `\n[[package]]\nname = "${name}"\nversion = "${version}"\n${from}dependencies = [\n${list}]\n`
    }
    const plugins = ['wasmtime 37.0.3', 'wasmtime-wasi 37.0.3']
    const both = `version = 4\n${[
      entry('host 0.1.0 path', 'plugins', 'wasmtime 36.0.14'),
      entry('plugins 1.0.0', ...plugins),
      entry('wasmtime 36.0.14'),
      entry('wasmtime 37.0.3'),
      entry('wasmtime-wasi 37.0.3', 'wasmtime 37.0.3'),
    ].join('')}`
    const wasiMoved = both
      .replace(entry('wasmtime-wasi 37.0.3', 'wasmtime 37.0.3'), entry('wasmtime-wasi 36.0.14', 'wasmtime 36.0.14'))
      .replace(entry('plugins 1.0.0', ...plugins), entry('plugins 1.0.0', 'wasmtime 37.0.3', 'wasmtime-wasi'))
    const oneLeft = wasiMoved
      .replace(entry('wasmtime 37.0.3'), '')
      .replace(entry('plugins 1.0.0', 'wasmtime 37.0.3', 'wasmtime-wasi'), entry('plugins 1.0.0', 'wasmtime'))
    const writes = (tree: Tree, text: string) => () => writeFiles(tree.root, {'Cargo.lock': text})

    test('moves it to the target, first what pins the rest', async () => {
      const tree = await temporaryRepository({'Cargo.toml': manifest, 'Cargo.lock': lockfile('wasmtime 25.0.3')})
      const deps = stepDeps(tree)
      const kind = refreshLockfile(deps)
      const ctx = scriptedStepContext(tree, [
        {command: resolvingCommand(deps, 'update', '--workspace'), does: writes(tree, both)},
        {
          command: resolvingCommand(deps, 'update', 'wasmtime-wasi@37.0.3', '--precise', '36.0.14'),
          does: writes(tree, wasiMoved),
        },
        {
          command: resolvingCommand(deps, 'update', 'wasmtime@37.0.3', '--precise', '36.0.14'),
          does: writes(tree, oneLeft),
        },
      ])

      expect((await kind.apply?.(ctx))?.kind).toBe('ok')
      expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
      ctx.expectEnd()
    })

    test('blames the crate when cargo says that it does not allow the target', async () => {
      const tree = await temporaryRepository({'Cargo.toml': manifest, 'Cargo.lock': lockfile('wasmtime 25.0.3')})
      const deps = stepDeps(tree)
      const kind = refreshLockfile(deps)
      const ctx = scriptedStepContext(tree, [
        {command: resolvingCommand(deps, 'update', '--workspace'), does: writes(tree, both)},
        {
          command: resolvingCommand(deps, 'update', 'wasmtime-wasi@37.0.3', '--precise', '36.0.14'),
          outcome: {kind: 'exited', code: 101},
        },
      ])

      expect((await kind.apply?.(ctx))?.kind).toBe('ok')
      expect(await kind.verify(ctx, undefined)).toMatchObject({
        kind: 'failed',
        problem: {detail: 'plugins 1.0.0 holds wasmtime 37.0.3\nplugins 1.0.0 holds wasmtime-wasi 37.0.3'},
      })
      ctx.expectEnd()
    })
  })

  test('is not verified without a lockfile, nor with one that cannot be read', async () => {
    const tree = await temporaryRepository({'Cargo.toml': manifest})

    for (const broken of [undefined, '<<<<<<< HEAD\nversion = 4\n']) {
      if (broken !== undefined) writeFiles(tree.root, {'Cargo.lock': broken})
      expect(await refreshLockfile(stepDeps(tree)).verify(scriptedStepContext(tree), undefined)).toMatchObject({
        kind: 'failed',
        problem: {code: 'no-lockfile', path: 'Cargo.lock'},
      })
    }
  })

  test('quotes cargo when it cannot resolve, without colours and progress bars', async () => {
    const tree = await temporaryRepository({'Cargo.toml': manifest, 'Cargo.lock': lockfile('wasmtime 25.0.3')})
    const deps = stepDeps(tree)
    const command = resolvingCommand(deps, 'update', '--workspace')
    const err =
      '\x1b[1m\x1b[32m    Updating\x1b[0m crates.io index\n    Updating [==>   ] 3/10\r\x1b[K' +
      '\x1b[1m\x1b[31merror\x1b[0m: no matching package named `wasmtime` found\nlocation searched: registry\n'
    const ctx = scriptedStepContext(tree, [{command, outcome: {kind: 'exited', code: 101}, err}])

    expect(await refreshLockfile(deps).apply?.(ctx)).toEqual({
      kind: 'failed',
      problem: {
        code: 'command-failed',
        title: 'Failed (exit code 101): cargo update --workspace --offline',
        detail: 'error: no matching package named `wasmtime` found\nlocation searched: registry',
        nextSteps: [
          expect.stringMatching(/^The whole output is in .*1\.err\.$/),
          'Mend the cause and retry, or roll the step back.',
        ],
      },
    })
  })

  test('says what became of a cargo that was cancelled, killed or is missing', async () => {
    const tree = await temporaryRepository({'Cargo.toml': manifest, 'Cargo.lock': lockfile('wasmtime 25.0.3')})
    const deps = stepDeps(tree)
    const command = resolvingCommand(deps, 'update', '--workspace')
    const outcomes = [
      [{kind: 'cancelled'}, 'cancelled', 'Cancelled: cargo update --workspace --offline'],
      [{kind: 'not-found', program: 'cargo'}, 'program-missing', 'Cannot find cargo'],
      [
        {kind: 'signalled', signal: 'SIGKILL'},
        'command-failed',
        'Failed (SIGKILL): cargo update --workspace --offline',
      ],
    ] as const

    for (const [outcome, code, title] of outcomes)
      expect(await refreshLockfile(deps).apply?.(scriptedStepContext(tree, [{command, outcome}]))).toMatchObject({
        kind: 'failed',
        problem: {code, title},
      })
  })
})
