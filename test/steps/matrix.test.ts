import {expect, test} from 'vitest'
import type {Tree} from '../../src/domain/ports.ts'
import type {StepKind} from '../../src/domain/step-kind.ts'
import type {Target} from '../../src/domain/target.ts'
import {dropOldMatrix} from '../../src/steps/drop-old-matrix.ts'
import {raiseRust} from '../../src/steps/raise-rust.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {applyWrites, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const path = '.github/workflows/ci.yml'

test('raising makes one entry of several, whatever stands around them', async () => {
  const {tree, kinds} = await repository(matrix('[1.75, "1.80", stable] # tried'), {onPurpose: 'raise'})

  expect(await done(tree, kinds.raise)).toContain(`${path}:5: 1.80 goes, the build matrix has 1.86 then`)
  expect(await tree.readText(path)).toBe(matrix('[1.86, stable] # tried'))
})

test('a condition on an entry goes with it', async () => {
  const condition = (version: string) => `    steps:\n      - run: true\n        if: matrix.rust == '${version}'\n`
  const {tree, kinds} = await repository(matrix('[1.75, 1.80]') + condition('1.80'), {onPurpose: 'raise'})

  await done(tree, kinds.raise)
  expect(await tree.readText(path)).toBe(matrix('[1.86]') + condition('1.86'))
})

test.each([
  ['in a line', '[1.75]', '[1.75, 1.86]', '[1.86]'],
  ['beside stable, with quotes', "['1.75.0', stable]", "['1.75.0', '1.86.0', stable]", "['1.86.0', stable]"],
  ['several old ones', '[1.75, 1.80]', '[1.75, 1.80, 1.86]', '[1.86]'],
  [
    'in rows',
    '\n          - 1.75 # old\n          - stable',
    '\n          - 1.75 # old\n          - 1.86\n          - stable',
    '\n          - 1.86\n          - stable',
  ],
])('both: the new one comes beside the old, %s, and the old one goes at the end', async (_, old, both, now) => {
  const {tree, kinds} = await repository(matrix(old), {matrix: 'both'})

  await done(tree, kinds.raise)
  expect(await tree.readText(path)).toBe(matrix(both))
  await done(tree, kinds.drop)
  expect(await tree.readText(path)).toBe(matrix(now))
})

test('both: a matrix as JSON in a shell string', async () => {
  const run = (rust: string) => `jobs:\n  a:\n    steps:\n      - run: echo 'matrix={"rust":[${rust}]}' >> "$OUT"\n`
  const {tree, kinds} = await repository(run('"1.75.0","stable"'), {matrix: 'both'})

  await done(tree, kinds.raise)
  expect(await tree.readText(path)).toBe(run('"1.75.0","1.86.0","stable"'))
  await done(tree, kinds.drop)
  expect(await tree.readText(path)).toBe(run('"1.86.0","stable"'))
})

test('both: what stands in no list is raised, and the rest of the file with it', async () => {
  const travis = (rust: string) => `language: rust\nrust: ${rust}\nenv:\n  RUST_VERSION: "${rust}"\n`
  const {tree, kinds} = await repository('on: push\n', {matrix: 'both'}, {'.travis.yml': travis('1.75.0')})

  expect(await done(tree, kinds.raise)).toContain('.travis.yml:2: 1.86.0 instead of 1.75.0')
  expect(await tree.readText('.travis.yml')).toBe(travis('1.86.0'))
  expect((await kinds.drop.inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test('both: what is included, excluded or run for the old one stays with it, is told, and follows at the end', async () => {
  const workflow = (axis: string, extra: string) =>
    `${matrix(axis)}        include:\n          - rust: ${extra} # slow\n            os: windows\n        exclude:\n          - rust: ${extra}\n            os: macos\n    steps:\n      - run: true\n        if: matrix.rust == '${extra}'\n`
  const {tree, kinds} = await repository(workflow('["1.75.0", stable]', '1.75.0'), {matrix: 'both'})

  const said = await done(tree, kinds.raise)
  expect(await tree.readText(path)).toBe(workflow('["1.75.0", "1.86.0", stable]', '1.75.0'))
  expect(said.split('\n').filter(line => line.includes('stays as long as'))).toEqual([
    `${path}:7: 1.75.0 (include or exclude of the build matrix) stays as long as the old Rust does; add it for 1.86 where that needs it`,
    `${path}:10: 1.75.0 (include or exclude of the build matrix) stays as long as the old Rust does; add it for 1.86 where that needs it`,
    `${path}:14: 1.75.0 (condition on the build matrix) stays as long as the old Rust does; add it for 1.86 where that needs it`,
  ])
  await done(tree, kinds.drop)
  expect(await tree.readText(path)).toBe(workflow('["1.86.0", stable]', '1.86.0'))
})

test('what is included for an entry that stays on purpose stays with it', async () => {
  const workflow = `${matrix('[1.75, stable]')}        include:\n          - rust: 1.75\n            os: windows\n`
  const {tree, kinds} = await repository(workflow, {})

  expect((await kinds.raise.inspect(scriptedStepContext(tree))).kind).toBe('done')
})

test('an axis without a release beside the old ones is left alone at the end', async () => {
  const {tree, kinds} = await repository(matrix('[1.75, stable]'), {matrix: 'both'})

  expect(await kinds.drop.inspect(scriptedStepContext(tree))).toEqual({
    kind: 'done',
    evidence: 'No build matrix tries a Rust below 1.86',
  })
  expect(await tree.readText(path)).toBe(matrix('[1.75, stable]'))
})

test('an old entry that came back fails the verification', async () => {
  const {tree, kinds} = await repository(matrix('[1.75, 1.86]'), {matrix: 'both'})

  expect(await kinds.drop.verify(scriptedStepContext(tree), undefined)).toMatchObject({
    kind: 'failed',
    problem: {code: 'old-matrix-left', detail: `${path}:5: 1.75`},
  })
})

function matrix(rust: string): string {
  return `jobs:\n  a:\n    strategy:\n      matrix:\n        rust: ${rust}\n`
}

async function repository(workflow: string, wanted: Partial<Target>, files: Record<string, string> = {}) {
  const tree = await temporaryRepository({[path]: workflow, ...files})
  const deps = stepDeps(tree)
  const given = {...deps, target: {...deps.target, ...wanted}}
  return {tree, kinds: {raise: raiseRust(given), drop: dropOldMatrix(given)}}
}

/** Applies a step and gives its summary; a second look must find nothing left. */
async function done(tree: Tree, kind: StepKind): Promise<string> {
  const ctx = scriptedStepContext(tree)
  const inspection = await kind.inspect(ctx)
  if (inspection.kind !== 'needed') throw new Error(`nothing to do: ${JSON.stringify(inspection)}`)
  await applyWrites(tree, inspection)

  expect((await kind.inspect(ctx)).kind).toBe('done')
  expect((await kind.verify(ctx, undefined)).kind).toBe('ok')
  return inspection.summary
}
