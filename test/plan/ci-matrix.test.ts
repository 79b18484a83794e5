import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Target} from '../../src/domain/target.ts'
import {type CiFacts, ciMatrix} from '../../src/plan/ci-matrix.ts'

const target: Target = {
  wasmtime: '36.0.14',
  rust: {
    version: '1.90',
    because: [
      {needs: '--rust 1.90', version: '1.90'},
      {needs: 'wasmtime 36.0.14', version: '1.86'},
    ],
  },
  edition: null,
}
const linux = {id: 'linux', runsOn: 'ubuntu-22.04'}
const macos = {id: 'macos', runsOn: 'macos-latest'}
const windows = {id: 'windows', runsOn: 'windows-latest'}
const facts: CiFacts = {platforms: [linux], unknown: [], featureSets: [], oldRusts: []}
const steps = [{id: 'record-baseline'}, {id: 'record-advisories'}, {id: 'prove-tests'}, {id: 'audit-dependencies'}]

describe('an upgrade spread over jobs', () => {
  test('proves everything once a platform, and each set of features by itself', () => {
    const {jobs} = ciMatrix(
      {...facts, platforms: [linux, macos], featureSets: ['host: default', 'host: no features']},
      target,
      steps,
    )

    expect(jobs.map(({id, runsOn}) => `${id} on ${runsOn}`)).toEqual([
      'linux on ubuntu-22.04',
      'linux-host-default on ubuntu-22.04',
      'linux-host-no-features on ubuntu-22.04',
      'macos on macos-latest',
      'macos-host-default on macos-latest',
      'macos-host-no-features on macos-latest',
    ])
    expect(jobs[0]).toEqual({
      id: 'linux',
      platform: 'linux',
      runsOn: 'ubuntu-22.04',
      rust: '1.90',
      featureSets: [],
      args: [],
    })
    expect(jobs[2]?.args).toEqual([
      ...['--feature-set', 'host-no-features'],
      ...['--skip', 'record-advisories', 'prove-tests', 'audit-dependencies'],
    ])
  })

  test('tries the old Rust too where it is to stand beside the new one, as far as it is enough for the target', () => {
    const both: Target = {...target, matrix: 'both'}
    const old = {...facts, oldRusts: ['1.75.0', '1.88.0', '1.88.0', 'stable', '1.90.0']}

    expect(ciMatrix(old, both, steps)).toMatchObject({
      jobs: [{id: 'linux'}, {id: 'linux-rust-1.88.0', rust: '1.88.0', args: ['--rust', '1.88.0']}],
      leftOut: [{what: 'Rust 1.75.0', why: 'wasmtime 36.0.14 needs 1.86'}],
    })
    expect(ciMatrix(old, target, steps).jobs).toHaveLength(1)
  })

  test('says which machines are no job, and why', () => {
    expect(
      ciMatrix({...facts, platforms: [linux, windows], unknown: ['self-hosted bench']}, target, steps).leftOut,
    ).toEqual([
      {what: 'windows-latest', why: 'the wizard does not run on Windows'},
      {what: 'self-hosted bench', why: 'a runner of its own: add it by hand where it is wanted'},
    ])
    expect(ciMatrix({...facts, platforms: [windows]}, target, steps).jobs).toEqual([])
  })

  test('runs on Linux where no workflow says anything', () => {
    expect(ciMatrix({...facts, platforms: []}, target, steps).jobs).toMatchObject([
      {id: 'linux', runsOn: 'ubuntu-latest'},
    ])
  })

  test('never has more jobs than a workflow may have, and each set of features on each platform once', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), {maxLength: 400})
    fc.assert(
      fc.property(names, fc.subarray([linux, macos, windows]), (featureSets, platforms) => {
        const {jobs} = ciMatrix({...facts, platforms, unknown: ['own'], featureSets}, target, steps)

        expect(jobs.length).toBeLessThanOrEqual(256)
        expect(new Set(jobs.map(({id}) => id)).size).toBe(jobs.length)
        for (const {id: platform} of platforms.filter(({id}) => id !== 'windows')) {
          const there = jobs.filter(one => one.platform === platform).flatMap(one => one.featureSets)
          expect(there).toEqual(featureSets)
        }
        for (const {id, args} of jobs) expect([id, ...args].join(' ')).toMatch(/^[\w .-]*$/)
      }),
      {numRuns: 50},
    )
  })
})
