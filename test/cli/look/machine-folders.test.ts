import {homedir} from 'node:os'
import {expect, test} from 'vitest'
import type {Environment} from '../../../src/cli/environment.ts'
import {machineFolders, searchPath} from '../../../src/cli/look/machine-folders.ts'

test('cargo’s and rustup’s folders are where their variables say, else in the person’s own', () => {
  expect(foldersOf({HOME: '/home/ada', CARGO_HOME: '/big/cargo', RUSTUP_HOME: 'rustup'})).toEqual({
    cargoHome: '/big/cargo',
    rustupHome: '/work/rustup',
    temporary: '/tmp',
    state: '/work/repo/.upgrade-wizard',
  })
  expect(foldersOf({HOME: '/home/ada', CARGO_HOME: ''})).toMatchObject({
    cargoHome: '/home/ada/.cargo',
    rustupHome: '/home/ada/.rustup',
  })
  expect(foldersOf({})).toMatchObject({cargoHome: `${homedir()}/.cargo`})
})

test('programs are looked for in absolute folders outside the repository, each once', () => {
  const variables = {HOME: '/home/ada', PATH: '/bin:.:bin::/work/repo:/work/repo/tools:/work/repo-tools:/work:/bin'}

  expect(searchPath(environment(variables), foldersOf(variables), '/work/repo')).toEqual([
    '/bin',
    '/work/repo-tools',
    '/work',
    '/home/ada/.cargo/bin',
  ])
})

function foldersOf(variables: Environment['variables']) {
  return machineFolders(environment(variables), '/work/repo')
}

function environment(variables: Environment['variables']) {
  return {cwd: '/work', temporaryFolder: '/tmp', variables}
}
