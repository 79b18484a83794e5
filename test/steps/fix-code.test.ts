import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {assemblePlan} from '../../src/plan/assemble-plan.ts'
import {fixCode} from '../../src/steps/fix-code.ts'
import {survey} from '../plan/make-survey.ts'
import {scriptedStepContext} from '../support/scripted-step-context.ts'
import {cargoCommand, stepDeps} from '../support/step-repository.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const allowed = ['--allow-dirty', '--allow-staged', '--allow-no-vcs']

async function world() {
  const tree = await temporaryRepository({
    'Cargo.toml': '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/lib.rs': 'pub fn answer() -> u32 {\n    let mut answer = 42;\n    answer\n}\n',
    'README.md': '# Host\n',
  })
  return {tree, deps: stepDeps(tree)}
}

const fix = (deps: ReturnType<typeof stepDeps>) => cargoCommand(deps, 'fix', '--workspace', '--all-targets', ...allowed)
const check = (deps: ReturnType<typeof stepDeps>) => {
  const flags = ['--workspace', '--all-targets', '--keep-going', '--message-format=json-diagnostic-rendered-ansi']
  return cargoCommand(deps, 'check', ...flags)
}

test('cargo fixes what it is sure of, and then the workspace must build', async () => {
  const {tree, deps} = await world()
  const fixed = () => writeFileSync(path.join(tree.root, 'src/lib.rs'), 'pub fn answer() -> u32 {\n    42\n}\n')
  const ctx = scriptedStepContext(tree, [{command: fix(deps), does: fixed}, {command: check(deps)}])
  const kind = fixCode(deps)

  expect(await kind.inspect(ctx)).toMatchObject({kind: 'needed', touches: ['Cargo.toml', 'src/lib.rs']})
  expect(await kind.apply?.(ctx)).toMatchObject({kind: 'ok'})
  ctx.expectEnd()
})

test('a cargo that fails is a failed step, with its own words', async () => {
  const {tree, deps} = await world()
  const exited = {kind: 'exited', code: 101} as const
  const ctx = scriptedStepContext(tree, [{command: fix(deps), outcome: exited, err: 'error: no such thing\n'}])

  expect(await fixCode(deps).apply?.(ctx)).toMatchObject({kind: 'failed', problem: {code: 'command-failed'}})
  ctx.expectEnd()
})

test('it is planned only where it was asked for, once the workspace builds', () => {
  const target = {wasmtime: null, rust: {version: '1.86', because: []}, edition: null}
  const idsWith = (more: object) => assemblePlan(survey({}), {...target, ...more}).steps.map(({id}) => id)

  expect(idsWith({})).not.toContain('fix-code')
  const asked = idsWith({fix: true})
  expect(asked.indexOf('fix-code')).toBe(asked.indexOf('prove-build') + 1)
})
