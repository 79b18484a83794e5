import {mkdirSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {openRepository} from '../../src/cli/open-repository.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

const aPackage = '[package]\nname = "one"\n'
const aWorkspace = '[workspace]\nmembers = ["crates/*"]\n'

test.each([
  {law: 'the folder itself', files: {'Cargo.toml': aPackage}, from: '.', root: '.'},
  {law: 'the package above', files: {'Cargo.toml': aPackage}, from: 'src/deep', root: '.'},
  {
    law: 'the workspace above the package',
    files: {'Cargo.toml': aWorkspace, 'crates/host/Cargo.toml': aPackage},
    from: 'crates/host/src',
    root: '.',
  },
  {
    law: 'a workspace that states only what its members inherit',
    files: {'Cargo.toml': '[workspace.package]\nedition = "2021"\n', 'host/Cargo.toml': aPackage},
    from: 'host',
    root: '.',
  },
  {
    law: 'the nearest workspace, not one further up',
    files: {'Cargo.toml': aWorkspace, 'guest/Cargo.toml': aWorkspace},
    from: 'guest',
    root: 'guest',
  },
  {
    law: 'nothing beyond the git repository’s own folder',
    files: {'Cargo.toml': aWorkspace, 'vendored/.git/HEAD': '', 'vendored/Cargo.toml': aPackage},
    from: 'vendored/src',
    root: 'vendored',
  },
])('the repository is $law', async ({files, from, root}) => {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  mkdirSync(path.join(folder, from), {recursive: true})

  expect((await openRepository(path.join(folder, from))).root).toBe(path.join(folder, root))
})

test('a folder without a manifest, here or above, is a problem that names it', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {'.git/HEAD': ''})

  await expect(openRepository(folder)).rejects.toMatchObject({
    problem: {
      code: 'no-manifest',
      title: 'No Cargo.toml here',
      detail: `Neither ${folder} nor a folder above it holds a Cargo.toml.`,
      path: folder,
    },
  })
})

test('a folder that is not there is another problem', async () => {
  const missing = path.join(temporaryFolder(), 'missing')

  await expect(openRepository(missing)).rejects.toMatchObject({
    problem: {code: 'no-manifest', title: 'There is no such folder', path: missing},
  })
})
