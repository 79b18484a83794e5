import {expect, test} from 'vitest'
import {catalogReleases} from '../../src/catalog/release.ts'
import type {Survey} from '../../src/domain/survey.ts'
import {compareTrees} from '../../src/plan/compare-trees.ts'
import {treeModel} from '../../src/plan/tree-model.ts'
import {lockfile, manifest, requirement, survey} from './make-survey.ts'
import {published} from './published.ts'

const registry = published('javy 3.0.0 <- wasmtime ^30', 'javy 4.0.0 <- wasmtime ^36')

/** A member that asks for the family itself, and for javy, which brings one of its own. */
function host(wasmtime: string, javy: string, packages: readonly string[]): Survey {
  const requirements = [`wasmtime ${wasmtime}`, `javy ${javy}`].map(text => requirement(text, 'Cargo.toml', 7))
  return survey({
    manifests: [manifest([], {packageName: 'host', requirements})],
    lockfiles: packages.length === 0 ? [] : [lockfile(packages)],
  })
}

const before = host('25.0', '3.0.0', [
  'host 0.1.0 <- wasmtime 25.0.3, javy',
  'javy 3.0.0 <- wasmtime 30.0.2',
  'wasmtime 25.0.3 <- wasmtime-environ 25.0.3, cranelift-codegen 0.112.3',
  'wasmtime-environ 25.0.3',
  'cranelift-codegen 0.112.3',
  'wasmtime 30.0.2',
  'serde 1.0.1',
])
const after = host('36.0', '4.0.0', [
  'host 0.1.0 <- wasmtime 36.0.14, javy',
  'javy 4.0.0 <- wasmtime 36.0.14',
  'wasmtime 36.0.14 <- wasmtime-environ 36.0.14, cranelift-codegen 0.123.14',
  'wasmtime-environ 36.0.14',
  'cranelift-codegen 0.123.14',
  'serde 1.0.1',
])

function compare(from: Survey, to: Survey) {
  const model = (seen: Survey) =>
    treeModel({survey: seen, known: catalogReleases, target: '36.0.14', published: registry, unused: []})
  return compareTrees(model(from), model(to))
}

test('names what was asked for with both versions, and counts the rest', () => {
  const {changes} = compare(before, after)

  expect(changes).toEqual([
    {
      path: 'Cargo.lock',
      crates: [
        {crate: 'wasmtime', before: ['25.0.3', '30.0.2'], after: ['36.0.14']},
        {crate: 'javy', before: ['3.0.0'], after: ['4.0.0']},
      ],
      family: 2,
      others: 0,
      added: 4,
      removed: 5,
      kept: 1,
    },
  ])
})

test('tells of both moments who brings which release, and who held the target back', () => {
  const {before: then, now} = compare(before, after)

  expect(then?.lockfiles[0]?.releases.map(({title, standing}) => `${title} ${standing}`)).toEqual([
    'wasmtime 25.0.3 older',
    'wasmtime 30.0.2 older',
  ])
  expect(then?.lockfiles[0]?.severalMajors).toEqual(['wasmtime'])
  expect(then?.holders).toMatchObject([
    {
      name: 'javy 3.0.0',
      title: 'javy 3.0.0 holds wasmtime 30.0.2 (for host)',
      advice: 'Raise javy to 4.0.0 in Cargo.toml:7',
    },
  ])
  expect(now.lockfiles[0]?.releases).toMatchObject([
    {
      title: 'wasmtime 36.0.14',
      beside: ' and 2 crates that move with it',
      standing: 'target',
      bringers: [
        {lead: '├─ ', name: 'host', remark: 'asks for wasmtime "36.0"'},
        {lead: '└─ ', name: 'javy 4.0.0', remark: ''},
        {lead: '   └─ ', name: 'host', remark: 'asks for "4.0.0"'},
      ],
    },
  ])
  expect(now.holders).toEqual([])
})

test('as long as no lockfile differs there is no before', () => {
  expect(compare(before, before)).toMatchObject({changes: []})
  expect(compare(before, before)).not.toHaveProperty('before')
})

test('without a lockfile the manifests say what is asked for, and a new lockfile is all new', () => {
  const {before: then, changes} = compare(host('25.0', '3.0.0', []), before)

  expect(then?.unlocked).toEqual([{crate: 'wasmtime', requirement: '25.0', place: 'Cargo.toml:7'}])
  expect(changes[0]?.crates[0]).toEqual({crate: 'wasmtime', before: [], after: ['25.0.3', '30.0.2']})
})
