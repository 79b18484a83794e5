import {existsSync, readdirSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {expect, test} from 'vitest'
import {createScratchFolder} from '../../src/system/scratch-folder.ts'

test('keeps texts in a folder of its own until it is removed', async () => {
  const [one, other] = await Promise.all([createScratchFolder(tmpdir()), createScratchFolder(tmpdir())])
  await one.write('crates/host/Cargo.toml', '[package]')

  expect(await one.read('crates/host/Cargo.toml')).toBe('[package]')
  expect(await other.read('crates/host/Cargo.toml')).toBeUndefined()
  expect(readdirSync(one.root)).toEqual(['crates'])

  await Promise.all([one.remove(), other.remove()])
  expect(existsSync(one.root)).toBe(false)
})

test.each(['../beside', '/etc/hosts', 'a/../../b'])('never leaves the folder: %s', async path => {
  const folder = await createScratchFolder(tmpdir())

  await expect(folder.write(path, 'text')).rejects.toThrow('not a path inside')
  await expect(folder.read(path)).rejects.toThrow('not a path inside')
  await folder.remove()
})
