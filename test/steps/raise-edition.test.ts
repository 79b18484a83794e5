import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {stepsOfFindings} from '../../src/plan/step-of-finding.ts'
import {raiseEdition} from '../../src/steps/raise-edition.ts'
import type {StepDeps} from '../../src/steps/step-deps.ts'
import {type ScriptedRun, scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const workspace = '[workspace]\nmembers = ["a", "b"]\n\n[workspace.package]\nedition = "2021" # of all\n'
const inheriting = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition.workspace = true\n`
const own = (name: string, edition: string) =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = '${edition}'\r\n`

test('cargo mends each package, then the edition is said where it was said before, then it must build', async () => {
  const {tree, deps} = await repository({
    'Cargo.toml': workspace,
    'a/Cargo.toml': inheriting('a'),
    'b/Cargo.toml': own('b', '2021'),
    'a/src/lib.rs': 'fn a() {}\n',
  })
  const mended = 'fn b() {}\n'
  const ctx = scriptedStepContext(tree, [
    fix(deps, tree.root, 'a', () => writeFileSync(path.join(tree.root, 'a/src/lib.rs'), mended)),
    fix(deps, tree.root, 'b'),
    check(deps),
  ])
  const kind = raiseEdition(deps)

  expect(await kind.inspect(ctx)).toEqual({
    kind: 'needed',
    summary: 'cargo fix --edition in 2 packages, then edition 2024 in 2 places of 2 manifests',
    writes: [],
    touches: ['Cargo.toml', 'a/Cargo.toml', 'a/src/lib.rs', 'b/Cargo.toml'],
  })
  expect(await kind.apply?.(ctx)).toMatchObject({kind: 'ok'})
  ctx.expectEnd()
  expect(await tree.readText('Cargo.toml')).toBe(workspace.replace('2021', '2024'))
  expect(await tree.readText('a/Cargo.toml')).toBe(inheriting('a'))
  expect(await tree.readText('b/Cargo.toml')).toBe(own('b', '2024'))
  expect(await tree.readText('a/src/lib.rs')).toBe(mended)
  expect((await kind.inspect(ctx)).kind).toBe('done')
})

test('an older edition goes over the one between, since cargo knows no other way', async () => {
  const {tree, deps} = await repository({
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n',
    'a/Cargo.toml': own('a', '2018'),
    'b/Cargo.toml': own('b', '2021'),
  })
  const ctx = scriptedStepContext(tree, [
    fix(deps, tree.root, 'a'),
    fix(deps, tree.root, 'a'),
    fix(deps, tree.root, 'b'),
    check(deps),
  ])

  expect(await raiseEdition(deps).apply?.(ctx)).toMatchObject({kind: 'ok'})
  ctx.expectEnd()
  expect(await tree.readText('a/Cargo.toml')).toBe(own('a', '2024'))
})

test('a package that cargo cannot mend fails the step, and no manifest says what is not so', async () => {
  const {tree, deps} = await repository({'Cargo.toml': own('a', '2021')})
  const run = fix(deps, tree.root, undefined)
  const ctx = scriptedStepContext(tree, [{...run, outcome: {kind: 'exited', code: 101}, err: 'error: no\n'}])

  expect(await raiseEdition(deps).apply?.(ctx)).toMatchObject({
    kind: 'failed',
    problem: {code: 'command-failed', detail: 'error: no'},
  })
  expect(await tree.readText('Cargo.toml')).toBe(own('a', '2021'))
})

test('takes only the features of the package itself', async () => {
  const {tree, deps} = await repository({'Cargo.toml': own('a', '2021')}, ['a/plugins', 'b/other'])
  const flags = ['--edition', '--all-targets', '--allow-dirty', '--allow-staged', '--allow-no-vcs']
  const alone = {...deps, cargo: {...deps.cargo, manifestPath: `${tree.root}/Cargo.toml`}}
  const ctx = scriptedStepContext(tree, [
    {command: cargoCommand(alone, 'fix', ...flags, '--features', 'a/plugins')},
    check(deps, '--features', 'a/plugins,b/other'),
  ])

  expect(await raiseEdition(deps).apply?.(ctx)).toMatchObject({kind: 'ok'})
})

test('is planned only when it is asked for and a manifest says less, on a Rust that reads it', async () => {
  const {deps} = await repository({'Cargo.toml': own('a', '2021')})
  const seen = await deps.survey()
  const [edition] = seen.findings.filter(({kind}) => kind === 'edition')
  const plan = assemblePlan(seen, deps.target)
  const [step] = plan.steps.filter(({id}) => id === 'raise-edition')

  expect(step).toMatchObject({phase: 'code', needs: ['prove-build']})
  expect(edition && stepsOfFindings(plan, {lockfiles: []})(edition)).toBe('raise-edition')
  expect(assemblePlan(seen, {...deps.target, edition: null}).steps).not.toContainEqual(step)
})

async function repository(files: Record<string, string>, features: readonly string[] = []) {
  const tree = await temporaryRepository(files)
  const deps = stepDeps(tree, {features})
  return {tree, deps: {...deps, target: {...deps.target, edition: '2024' as const}}}
}

function fix(deps: StepDeps, root: string, folder: string | undefined, does?: () => void): ScriptedRun {
  const manifestPath = [root, folder, 'Cargo.toml'].filter(part => part !== undefined).join('/')
  const setting = {...deps, cargo: {...deps.cargo, manifestPath}}
  const flags = ['--edition', '--all-targets', '--allow-dirty', '--allow-staged', '--allow-no-vcs']
  return {command: cargoCommand(setting, 'fix', ...flags), ...(does === undefined ? {} : {does})}
}

function check(deps: StepDeps, ...more: readonly string[]): ScriptedRun {
  const flags = ['--workspace', '--all-targets', '--keep-going', '--message-format=json-diagnostic-rendered-ansi']
  return {command: cargoCommand(deps, 'check', ...flags, ...more)}
}
