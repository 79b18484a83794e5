import {expect, test} from 'vitest'
import {isFamily} from '../../src/catalog/family.ts'
import {findBenches} from '../../src/scan/benches.ts'
import {surveyRepository} from '../../src/scan/survey-repository.ts'
import {createPrograms} from '../../src/system/programs.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

async function benchesIn(files: Readonly<Record<string, string>>) {
  const tree = await temporaryRepository(files)
  const {manifests} = await surveyRepository({tree, programs: createPrograms(), isFamily})
  const benches = await findBenches(tree, manifests)
  return benches.map(({packageName, name, features, harness}) => [packageName, name, ...features, harness].join(' '))
}

const named = (name: string, rest = '') => `[package]\nname = "${name}"\nversion = "0.1.0"\n\n${rest}`
const criterion = '[dev-dependencies]\ncriterion = "0.5"\n\n'
const bench = (name: string, rest = 'harness = false\n') => `[[bench]]\nname = "${name}"\n${rest}\n`
const usesCriterion = 'use criterion::{criterion_group, criterion_main};\n'

test('criterion’s benches are found where cargo looks for them, with the features they need', async () => {
  const files = {
    'Cargo.toml': `[workspace]\nmembers = ["host"]\n${named('top', criterion + bench('calls') + bench('pool'))}`,
    'benches/calls.rs': usesCriterion,
    'benches/pool/main.rs': usesCriterion,
    'benches/pool/shapes.rs': '',
    'host/Cargo.toml': named(
      'host',
      criterion + bench('load', 'harness = false\npath = "speed/load.rs"\nrequired-features = ["big", "slow"]\n'),
    ),
    'host/speed/load.rs': usesCriterion,
  }

  expect(await benchesIn(files)).toEqual(['top calls criterion', 'top pool criterion', 'host load big slow criterion'])
})

test('who else measures is told', async () => {
  const divan = '[dev-dependencies]\ncriterion = "0.5"\ndivan = "0.1"\n\n'
  const files = {
    'Cargo.toml': named('host', divan + bench('own') + bench('shapes')),
    'benches/own.rs': '// Not with criterion::Criterion: it is too slow here.\nfn main() {}\n',
    'benches/shapes.rs': 'fn main() {\n    divan::main();\n}\n',
    'benches/nightly.rs': '#![feature(test)]\n',
  }

  expect(await benchesIn(files)).toEqual([
    'host own a harness of its own',
    'host shapes divan',
    'host nightly the harness of Rust’s own',
  ])
})

test('what cargo doesn’t build is no bench', async () => {
  const files = {
    'Cargo.toml': `[package]\nname = "host"\nversion = "0.1.0"\nautobenches = false\n\n${criterion}${bench('gone')}`,
    'benches/old.rs': usesCriterion,
    'tests/fixtures/x/Cargo.toml': named('x', criterion + bench('calls')),
    'tests/fixtures/x/benches/calls.rs': usesCriterion,
  }
  expect(await benchesIn(files)).toEqual([])
})
