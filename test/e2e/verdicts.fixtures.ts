import {existsSync, readFileSync} from 'node:fs'
import {cp, mkdir, mkdtemp, readdir, realpath, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import {planDocumentSchema} from '../../src/plan/plan-document.ts'
import type {ReportDocument} from '../../src/report/report-json.ts'
import {commitAll, type Ended, offlineRegistry, projectRoot, runProgram} from '../support/fixture-run.ts'
import {readReport} from '../support/report-table.ts'

// An upgrade that goes wrong in the ways that `ASSAY` names: each is judged by itself, and all of them at once.

const fixture = path.join(projectRoot, 'fixtures/verdicts')
const wanted = ['--wasmtime', '37', '--offline']
const [doubles, known, fresh, flaky] = [
  'doubles',
  'fails_since_long_ago',
  'fails_after_the_upgrade',
  'fails_now_and_then',
].map(name => `assay/tests/scores::${name}`)

let folder: string
let root: string
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'uw-verdicts-')))
  root = path.join(folder, 'assay')
  await mkdir(path.join(folder, '.cargo'))
  await writeFile(path.join(folder, '.cargo/config.toml'), offlineRegistry)
})
beforeEach(() => layOut())
afterAll(() => rm(folder, {recursive: true, force: true}))

/** The fixture as it is, without a session, and without what its flaky test counted. */
async function layOut(): Promise<void> {
  await mkdir(root, {recursive: true})
  for (const entry of await readdir(root))
    if (entry !== 'target') await rm(path.join(root, entry), {recursive: true, force: true})
  for (const made of ['tmp', 'criterion', 'wasm32-unknown-unknown'])
    await rm(path.join(root, 'target', made), {recursive: true, force: true})
  await cp(fixture, root, {recursive: true})
  await commitAll(root)
}

/** Upgrades with these troubles, and takes what failed as it is, so that everything is judged. */
async function upgraded(...troubles: readonly string[]) {
  const env = {ASSAY: troubles.join(' '), XDG_STATE_HOME: path.join(folder, 'state')}
  const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, {cwd: root, env})
  const planned = await run('plan', ...wanted, '--json')
  const hash = /--allow-commands ([0-9a-f]{64})/.exec(planned.stdout)?.[1] ?? ''
  expect({code: planned.code, hash}, planned.stderr).toEqual({code: 0, hash: expect.stringMatching(/./)})
  expect(planDocumentSchema.safeParse(JSON.parse(planned.stdout)).success).toBe(true)
  const ended = await run('run', '--yes', '--on-failure', 'continue', ...wanted, '--allow-commands', hash)
  return {run, ended, report: await readReport({run})}
}

/** Ids of criteria that aren't met, but for those about this machine's speed and about the release that is gone to. */
function unmet({criteria}: ReportDocument): readonly string[] {
  const others = criteria.filter(({id}) => id !== 'build-times' && id !== 'no-new-advisory')
  return others.filter(({met}) => !met).map(({id}) => id)
}

/** What stands in the report of a size or a bench: from where to where, and the verdict. */
function judged({metrics}: ReportDocument) {
  const readings = metrics.filter(({kind}) => kind === 'wasm-size' || kind === 'bench')
  return readings.map(({name, before, after, verdict}) => [name.replace(/^target\/.*\//, ''), before, after, verdict])
}

const equalSizes = [
  ['count.wasm', 423, 423, 'within'],
  ['double.wasm', 134, 134, 'within'],
]

test('a test that failed before doesn’t stand in the way, and is named', async () => {
  const {ended, report} = await upgraded()

  expect(ended.code, ended.stderr).toBe(0)
  expect(report).toMatchObject({
    verdict: 'upgraded',
    tests: {
      before: {passed: 3, failed: 1},
      after: {passed: 3, failed: 1},
      newFailures: [],
      stillFailing: [known],
      missing: [],
    },
    flaky: [],
  })
  expect(unmet(report)).toEqual(['every-test-passes'])
  expect(judged(report)).toEqual([...equalSizes, ['bench score/count', 1206, 1206, 'within']])
  expect(report.remaining).toContain('Look at the test that failed before the upgrade too.')
  expect(existsSync(path.join(root, '.upgrade-wizard/benches')), 'criterion’s folder stays').toBe(false)
})

test('a flaky test is run again, and is no new failure', async () => {
  const {ended, report} = await upgraded('flaky')

  expect(ended.code, ended.stderr).toBe(0)
  expect(readFileSync(path.join(root, 'target/tmp/runs-after-the-upgrade'), 'utf8')).toBe('2')
  expect(report).toMatchObject({verdict: 'upgraded', tests: {newFailures: [], stillFailing: [known]}, flaky: [flaky]})
  expect(unmet(report)).toEqual(['every-test-passes'])
})

test('a new failure gates, whatever failed before', async () => {
  const {ended, report} = await upgraded('new-failure')

  expect(ended.code).toBe(1)
  expect(report).toMatchObject({verdict: 'incomplete', tests: {newFailures: [fresh], stillFailing: [known]}, flaky: []})
  expect(unmet(report)).toEqual(['no-new-failure', 'every-test-passes'])
})

test('a larger module is past its limit, and stops nothing', async () => {
  const {ended, report} = await upgraded('larger')

  expect(ended.code, ended.stderr).toBe(0)
  expect(ended.stderr).toContain('double.wasm: 134 B → 148 B, +10.4 % (limit +5 %)')
  expect(report.verdict).toBe('upgraded')
  expect(judged(report)).toContainEqual(['double.wasm', 134, 148, 'exceeded'])
  expect(unmet(report)).toEqual(['every-test-passes', 'within-limits'])
})

test('a slower bench is past its limit; one that is slower by a tenth calls for going back', async () => {
  const slow = await upgraded('slow')
  expect(slow.ended.code, slow.ended.stderr).toBe(0)
  expect(judged(slow.report)).toContainEqual(['bench score/count', 1206, 1290, 'exceeded'])
  expect(unmet(slow.report)).toEqual(['every-test-passes', 'within-limits'])

  await layOut()
  const {run, ended, report} = await upgraded('slower')
  expect(ended.code).toBe(1)
  expect(ended.stderr).toContain('Going back is recommended: bench score/count')
  expect(judged(report)).toContainEqual(['bench score/count', 1206, 1446, 'rollback'])
  expect(unmet(report)).toEqual(['no-rollback-trigger', 'every-test-passes', 'within-limits'])

  expect((await run('undo', '--all')).stderr).toContain('read again: every hash is right')
})

test('all of it at once: each by its own verdict', async () => {
  const {ended, report} = await upgraded('new-failure', 'flaky', 'larger', 'slower')

  expect(ended.code).toBe(1)
  expect(report).toMatchObject({
    verdict: 'incomplete',
    tests: {
      before: {passed: 3, failed: 1},
      after: {passed: 2, failed: 2},
      newFailures: [fresh],
      stillFailing: [known],
      missing: [],
    },
    flaky: [flaky],
  })
  expect(judged(report)).toEqual([
    equalSizes[0],
    ['double.wasm', 134, 148, 'exceeded'],
    ['bench score/count', 1206, 1446, 'rollback'],
  ])
  expect(unmet(report)).toEqual(['no-new-failure', 'no-rollback-trigger', 'every-test-passes', 'within-limits'])
  expect(report.tests.newFailures).not.toContain(doubles)
})
