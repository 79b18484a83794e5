import {expect, test} from 'vitest'
import {usesNextest} from '../../src/scan/nextest-use.ts'
import {temporaryRepository} from '../support/temporary-repository.ts'

const uses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'its configuration': {'.config/nextest.toml': ''},
  'a workflow': {
    '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: cargo nextest run --workspace\n',
  },
  'a make target': {Makefile: 'test:\n\tcargo +stable nextest run\n'},
  'a script that calls the program itself': {'scripts/test.sh': 'cargo-nextest nextest run\ncargo-nextest run\n'},
  'an alias': {'.cargo/config.toml': '[alias]\nt = "nextest run"\n'},
}

test.each(Object.keys(uses))('nextest is used where %s says so', async place => {
  expect(await usesNextest({tree: await temporaryRepository(uses[place])})).toBe(true)
})

test('it isn’t used where a repository only talks about it', async () => {
  const tree = await temporaryRepository({
    'README.md': 'Run cargo nextest run.\n',
    Makefile: '# cargo nextest run\ntest:\n\t@echo cargo nextest run\n\tcargo test\n',
    '.github/workflows/ci.yml': 'steps:\n  - name: cargo nextest run\n    run: cargo test\n',
  })

  expect(await usesNextest({tree})).toBe(false)
})
