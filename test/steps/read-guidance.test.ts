import {describe, expect, test} from 'vitest'
import type {Json} from '../../src/domain/json.ts'
import type {Tree} from '../../src/domain/ports.ts'
import {nothingRewritten} from '../../src/rules/rewrite-code.ts'
import {readGuidance} from '../../src/steps/read-guidance.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {lockfile, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const source = 'fn run() {\n\tlet ty = val.ty(&store);\n    store.set_fuel(10);\n}\n'
const files = {
  'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\n[workspace]\nexclude = ["fuzz"]\n',
  'Cargo.lock': lockfile('host 0.1.0 path', 'wasmtime 36.0.14'),
  'src/lib.rs': source,
  'fuzz/Cargo.toml': '[package]\nname = "fuzz"\nversion = "0.1.0"\n[workspace]\n',
  'fuzz/src/main.rs': source,
}

/** The uses that the code has as long as it says so: one that is told by an error in each file, one that is silent. */
async function repository(): Promise<{tree: Tree; deps: StepDeps}> {
  const tree = await temporaryRepository(files)
  const changes = [changeOf('val-ty', 'error'), changeOf('fuel', 'silent')]
  const breakingUses: StepDeps['breakingUses'] = async () => {
    const code = (await tree.readText('src/lib.rs')) ?? ''
    const silent = code.includes('set_fuel') ? [usedAt('fuel', 'src/lib.rs', 3, 11)] : []
    return {
      changes,
      uses: [usedAt('val-ty', 'src/lib.rs', 2, 11), ...silent, usedAt('val-ty', 'fuzz/src/main.rs', 2, 11)],
    }
  }
  return {tree, deps: {...stepDeps(tree), breakingUses, rewriteCode: async () => nothingRewritten}}
}

const compiled = {check: {passed: true, durationMs: 1, failedTargets: []}}
const broken = {check: {passed: false, durationMs: 1, failedTargets: ['host']}}

async function verified(tree: Tree, deps: StepDeps, mended: Json) {
  return readGuidance(deps).verify(scriptedStepContext(tree, [], {results: {'mend-code': mended}}), undefined)
}

describe('what is left for people', () => {
  test('is not needed where nothing is left', async () => {
    const {tree, deps} = await repository()
    const nothing = {...deps, breakingUses: async () => ({changes: [], uses: []})}

    expect(await readGuidance(nothing).inspect(scriptedStepContext(tree))).toMatchObject({kind: 'done'})
  })

  test('has the places of manifests that no rule was sure about, though they are raised already', async () => {
    const tree = await temporaryRepository({
      'Cargo.toml':
        '[package]\nname = "host"\nversion = "0.1.0"\n\n[dependencies]\nwasmtime = { version = "36", default-features = false }\n',
      'src/lib.rs': '#![no_std]\n',
    })
    const changes = [changeOf('std-feature-required-for-os-support', 'error')]
    const looked = (from: number) => {
      const deps = {...stepDeps(tree), breakingUses: async () => ({changes, uses: []}), startMajorOf: () => from}
      return readGuidance(deps).verify(scriptedStepContext(tree), undefined)
    }

    expect(await looked(25)).toMatchObject({
      data: {
        items: [
          {
            path: 'Cargo.toml',
            line: 6,
            todo: 'The rule left it alone: wasmtime stays as it is, a package that takes it is #![no_std].',
          },
        ],
      },
    })
    expect(await looked(36)).toMatchObject({data: {items: []}})
  })

  test('is looked for anew: what was edited by hand meanwhile is gone', async () => {
    const {tree, deps} = await repository()
    expect(await readGuidance(deps).inspect(scriptedStepContext(tree))).toEqual({
      kind: 'needed',
      summary: '3 places for people to look at, 1 of them silent',
      writes: [],
      touches: [],
    })

    await tree.write('src/lib.rs', new TextEncoder().encode('fn run() {}\n'))

    expect(await verified(tree, deps, broken)).toMatchObject({summary: '2 places for people to look at'})
  })

  test('comes last and needs no look where the compiler would have told and did not', async () => {
    const {tree, deps} = await repository()

    const {data, ...outcome} = await verified(tree, deps, compiled)

    expect(outcome).toEqual({
      kind: 'ok',
      summary: '2 places for people to look at, 1 of them silent, 1 more compile as they are',
    })
    expect(data).toMatchObject({
      items: [
        {change: 'fuel', path: 'src/lib.rs'},
        // Another workspace's, which the check didn't compile.
        {change: 'val-ty', path: 'fuzz/src/main.rs'},
        {change: 'val-ty', path: 'src/lib.rs', compiles: true},
      ],
    })
    expect(JSON.stringify(data).match(/compiles/g)).toHaveLength(1)
  })

  test('is shown with the lines as they are now, the place marked', async () => {
    const {tree, deps} = await repository()
    const {data} = await verified(tree, deps, broken)
    const results = data === undefined ? {} : {'read-guidance': data}

    const listed = await readGuidance(deps).checklist?.(scriptedStepContext(tree, [], {results}))

    expect(listed?.find(({path, change}) => path === 'src/lib.rs' && change === 'val-ty')?.frame).toEqual([
      '1 | fn run() {',
      '2 | \tlet ty = val.ty(&store);',
      '  | \t         ^^^',
      '3 |     store.set_fuel(10);',
      '4 | }',
    ])
  })
})

function changeOf(id: string, effect: 'error' | 'silent') {
  const rest = {crate: 'wasmtime', major: 30, kind: 'signature' as const, detectIn: 'rust' as const, likelihood: 3}
  return {id, effect, ...rest, summary: `${id} changed`, isAutomatic: false, rustcErrors: [], pullRequests: []}
}

function usedAt(change: string, path: string, line: number, column: number) {
  const place = {place: 'rust-source' as const, path, line, column, span: {start: 0, end: 1}}
  return {kind: 'api-use' as const, ...place, text: change, value: change, change, live: true, why: ''}
}
