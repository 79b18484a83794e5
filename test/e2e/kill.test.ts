import {afterAll, beforeAll, expect, test} from 'vitest'
import {type FixtureRepository, layOutFixture} from '../support/fixture-run.ts'
import {killDrive} from '../support/kill-drive.ts'

const name = 'photondrift-issue'
let repository: FixtureRepository
beforeAll(async () => {
  repository = await layOutFixture(name)
})
afterAll(() => repository.remove())

// The long form, with random moments, is `npm run test:torture`.
test.each([
  {kills: [600], end: 'undo', withCargo: false},
  {kills: [1500], end: 'finish', withCargo: false},
  {kills: [2500, 900], end: 'undo', withCargo: true},
  {kills: [3500, 700], end: 'finish', withCargo: true},
] as const)('killed after $kills ms, then $end: the tree is exactly right', async drive => {
  expect(await killDrive(repository, name, drive)).toBeUndefined()
})
