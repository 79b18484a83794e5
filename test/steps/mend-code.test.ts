import {describe, expect, test} from 'vitest'
import type {Diagnosis} from '../../src/domain/diagnosis.ts'
import type {Json} from '../../src/domain/json.ts'
import type {Measurement} from '../../src/domain/measurement.ts'
import type {Tree} from '../../src/domain/ports.ts'
import type {Outcome, Proposal} from '../../src/domain/step-kind.ts'
import {nothingRewritten} from '../../src/rules/rewrite-code.ts'
import {mendCode} from '../../src/steps/mend-code.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {errorLine, type SaidError} from '../support/compiler-messages.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {initGit, temporaryRepository} from '../support/temporary-repository.ts'

const path = 'src/lib.rs'
const source = 'fn a() {\n    old(1);\n    gone();\n}\n'
const old = {path, source, at: 'old', code: 'E0425', message: 'cannot find function `old`', suggests: 'new'}
const gone = {path, source, at: 'gone', code: 'E0432', message: 'unresolved import `gone`'}

async function workspace(
  files: Readonly<Record<string, string>> = {},
  more: Partial<StepDeps> = {},
): Promise<{tree: Tree; deps: StepDeps}> {
  const manifest = '[package]\nname = "host"\nversion = "0.1.0"\n'
  const tree = await temporaryRepository({'Cargo.toml': manifest, [path]: source, ...files})
  return {tree, deps: {...stepDeps(tree), ...more}}
}

/** A check that says this and fails; with nothing to say it passes. */
function check(deps: StepDeps, ...errors: readonly SaidError[]): ScriptedRun {
  const args = [
    'check',
    '--workspace',
    '--all-targets',
    '--keep-going',
    '--message-format=json-diagnostic-rendered-ansi',
  ]
  const command = cargoCommand(deps, ...args)
  if (errors.length === 0) return {command}
  const out = errors.map(error => errorLine(deps.cargo.root, error)).join('\n')
  return {command, out, outcome: {kind: 'exited', code: 101}}
}

type Round = {readonly errors: readonly SaidError[]; readonly mends?: number; readonly before?: Outcome}

/** One round of the step, from what the round before left in the state file. */
async function round(tree: Tree, deps: StepDeps, {errors, mends = 0, before}: Round, baseline?: Measurement) {
  const results: Record<string, Json> = {}
  if (before?.data !== undefined) results['mend-code'] = before.data
  if (baseline !== undefined) results['record-baseline'] = baseline
  const ctx = scriptedStepContext(tree, [check(deps, ...errors)], {results, mends})
  const outcome = await mendCode(deps).verify(ctx, undefined)
  ctx.expectEnd()
  return outcome
}

/** What is proposed after an outcome, by a wizard that was started anew. */
async function proposed(tree: Tree, deps: StepDeps, outcome: Outcome): Promise<readonly Proposal[]> {
  const results = outcome.data === undefined ? {} : {'mend-code': outcome.data}
  return (await mendCode(deps).propose?.(scriptedStepContext(tree, [], {results}))) ?? []
}

describe('code that compiles', () => {
  test('is told with what it took, and nothing is proposed', async () => {
    const {tree, deps} = await workspace()

    const outcome = await round(tree, deps, {errors: []})

    expect(outcome).toMatchObject({
      kind: 'ok',
      summary: 'The workspace builds (1.0 s)',
      data: {rounds: [{errors: 0, mends: 0}], groups: [], check: {passed: true}},
    })
    expect(await proposed(tree, deps, outcome)).toEqual([])
  })

  test('after mending is told with the errors of each round', async () => {
    const {tree, deps} = await workspace()
    const first = await round(tree, deps, {errors: [old, gone]})
    const second = await round(tree, deps, {errors: [gone], mends: 1, before: first})

    expect(await round(tree, deps, {errors: [], mends: 2, before: second})).toMatchObject({
      kind: 'ok',
      summary: 'The workspace builds (1.0 s); errors 2 → 1 → 0',
    })
  })

  test('except for what did not compile before either is fine', async () => {
    const {tree, deps} = await workspace()
    const known = {...old, target: {kind: 'test', name: 'known'}}
    const baseline = {check: {passed: false, durationMs: 1, failedTargets: ['host/tests/known']}, locked: {}}

    expect(await round(tree, deps, {errors: [known]}, baseline)).toMatchObject({
      kind: 'ok',
      summary: 'The workspace builds as before; still not compiling: host/tests/known',
    })
  })
})

describe('code that no longer compiles', () => {
  test('is explained by cause, with the places and what to write instead', async () => {
    const knowledge = {
      changes: [
        {
          id: 'gone-removed',
          crate: 'wasmtime',
          major: 30,
          kind: 'removed' as const,
          summary: 'gone is gone.',
          detectIn: 'rust' as const,
          before: 'gone()',
          after: 'here()',
          isAutomatic: false,
          rustcErrors: ['E0432'],
          effect: 'error' as const,
          likelihood: 3,
          pullRequests: [],
        },
      ],
      uses: [],
    }
    const {tree, deps} = await workspace({}, {breakingUses: async () => knowledge})

    expect(await round(tree, deps, {errors: [gone, old, {...gone, at: 'gone()'}]})).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'code-broken',
        title: '3 errors of 2 causes are left',
        detail:
          '2 × E0432 gone-removed: gone is gone. (src/lib.rs:3:5, src/lib.rs:3:5)\n' +
          '1 × E0425: cannot find function `old` (src/lib.rs:2:5)\n' +
          '\nerror: unresolved import `gone`\n\nerror: cannot find function `old`',
        nextSteps: [
          'gone-removed: write here() instead of gone()',
          'Mend what is left by hand and verify again, or roll the step back.',
        ],
        path,
        line: 3,
        column: 5,
      },
      data: {rounds: [{errors: 3, mends: 0, targets: ['host/lib']}]},
    })
  })

  test('is mended by what the compiler is sure of, even after a restart', async () => {
    const {tree, deps} = await workspace()
    const outcome = await round(tree, deps, {errors: [old, gone]})

    expect(await proposed(tree, deps, outcome)).toEqual([
      {
        id: 'E0425: cannot find function `old`',
        title: 'cannot find function `old`: what the compiler suggests, in 1 place',
        why: 'cannot find function `old`. try this',
        writes: [{path, before: source, after: source.replace('old', 'new')}],
        isSafe: true,
      },
    ])
  })

  test('is mended by the rules first, in the files that have errors', async () => {
    const rewritten = {path, before: source, after: source.replace('gone', 'here')}
    const writes = [rewritten, {...rewritten, path: 'src/fine.rs'}]
    const {tree, deps} = await workspace({}, {rewriteCode: async () => ({...nothingRewritten, writes})})
    const outcome = await round(tree, deps, {errors: [old]})

    expect(
      (await proposed(tree, deps, outcome)).map(({id, writes: own}) => [id, own.map(write => write.path)]),
    ).toEqual([
      ['rewrite-code', [path]],
      ['E0425: cannot find function `old`', [path]],
    ])
  })

  test('a rule that fails is told and the rest is proposed all the same', async () => {
    const rewriteCode = async () => {
      throw new Error('rule wasi-root-to-p2: undefined is not an object')
    }
    const {tree, deps} = await workspace({}, {rewriteCode})
    const {data = null} = await round(tree, deps, {errors: [old]})
    const ctx = scriptedStepContext(tree, [], {results: {'mend-code': data}})

    expect(await mendCode(deps).propose?.(ctx)).toHaveLength(1)
    expect(ctx.said).toEqual([
      'The rules failed, which is a bug of the wizard: rule wasi-root-to-p2: undefined is not an object',
    ])
  })

  test('is left alone where it is generated or copied from others', async () => {
    const generated = `// @generated by a tool\n${source}`
    const files = {
      'src/made.rs': generated,
      'src/marked.rs': source,
      'vendor/dep/lib.rs': source,
      'src/own.rs': source,
      '.gitignore': 'out/\n',
      '.gitattributes': 'src/marked.rs linguist-generated\n',
    }
    const {tree, deps} = await workspace(files)
    initGit(tree.root)
    const errors = [
      {...old, path: 'src/made.rs', source: generated},
      {...old, path: 'vendor/dep/lib.rs'},
      {...old, path: 'src/marked.rs'},
      {...old, path: 'src/own.rs'},
    ]

    const outcome = await round(tree, deps, {errors})

    const written = (await proposed(tree, deps, outcome)).flatMap(({writes}) => writes.map(write => write.path))
    expect(written).toEqual(['src/own.rs'])
  })

  test('that mending does not help is no longer mended, and the person is told', async () => {
    const {tree, deps} = await workspace()
    const first = await round(tree, deps, {errors: [old, gone]})
    const second = await round(tree, deps, {errors: [old], mends: 1, before: first})
    const back = await round(tree, deps, {errors: [gone, old], mends: 2, before: second})

    expect(back).toMatchObject({
      kind: 'failed',
      problem: {detail: expect.stringMatching(/^errors 2 → 1 → 2\n(.+\n){2,}The same errors are back/)},
      data: {stalled: 'same-errors'},
    })
    expect(await proposed(tree, deps, back)).toEqual([])
  })

  test('is proposed for again once a person got further', async () => {
    const {tree, deps} = await workspace()
    const first = await round(tree, deps, {errors: [old, gone]})
    const stuck = await round(tree, deps, {errors: [old, gone], mends: 1, before: first})
    expect((stuck.data as Diagnosis | undefined)?.stalled).toBe('same-errors')

    const byHand = await round(tree, deps, {errors: [old], mends: 1, before: stuck})

    expect(await proposed(tree, deps, byHand)).toHaveLength(1)
  })
})

test('when cargo refuses before it compiles anything, its own words are the problem and nothing is proposed', async () => {
  const {tree, deps} = await workspace()
  const refused = {...check(deps, old), out: '', err: 'error: failed to parse manifest\n'}
  const outcome = await mendCode(deps).verify(scriptedStepContext(tree, [refused]), undefined)

  expect(outcome).toMatchObject({
    kind: 'failed',
    problem: {code: 'command-failed', detail: 'error: failed to parse manifest'},
  })
  expect(await proposed(tree, deps, outcome)).toEqual([])
})
