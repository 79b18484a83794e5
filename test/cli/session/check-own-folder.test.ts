import {mkdir, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {checkOwnFolder} from '../../../src/cli/session/check-own-folder.ts'
import {temporaryFolder} from '../../support/temporary-folder.ts'

describe('the wizard’s own folder', () => {
  test('may hold a whole checkout with its links where a bisection tries majors', async () => {
    const root = await ownFolder('bisect/tree')
    await symlink('/etc', path.join(root, '.upgrade-wizard/bisect/tree/link'))
    await writeFile(path.join(root, '.upgrade-wizard/bisect.json'), '{}')

    await expect(checkOwnFolder(root)).resolves.toBeUndefined()
  })

  test.each(['bisect', 'bisect.json', 'logs', 'state.jsonl', 'logs/deep'])('holds no link at %s', async name => {
    const root = await ownFolder(path.dirname(name))
    await symlink('/etc', path.join(root, '.upgrade-wizard', name))

    await expect(checkOwnFolder(root)).rejects.toMatchObject({problem: {code: 'own-folder-in-the-way'}})
  })

  test('holds no folder where a file is to be, and no file where a folder is', async () => {
    const folderForFile = await ownFolder('bisect.json')
    const fileForFolder = await ownFolder('.')
    await writeFile(path.join(fileForFolder, '.upgrade-wizard/bisect'), '')

    for (const root of [folderForFile, fileForFolder])
      await expect(checkOwnFolder(root)).rejects.toMatchObject({problem: {code: 'own-folder-in-the-way'}})
  })
})

async function ownFolder(inside: string): Promise<string> {
  const root = temporaryFolder()
  await mkdir(path.join(root, '.upgrade-wizard', inside), {recursive: true})
  return root
}
