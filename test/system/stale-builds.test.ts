import {mkdirSync, statSync, symlinkSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {type BuiltCrate, makeStale} from '../../src/system/stale-builds.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

const hash = '0123456789abcdef'
const other = 'fedcba9876543210'

/** A build folder with these files, in `target/debug`. */
function buildFolder(...files: readonly string[]) {
  const root = temporaryFolder()
  const at = (file: string) => path.join(root, 'target/debug', file)
  writeFiles(root, Object.fromEntries(files.map(file => [`target/debug/${file}`, ''])))
  const isStale = (file: string) => statSync(at(file)).mtimeMs === 0
  return {at, stale: () => files.filter(isStale)}
}

function host(at: (file: string) => string, file: string): BuiltCrate {
  return {packageName: 'host', target: 'host', files: [at(file)]}
}

test('of a crate that cargo built, the mark that its sources are compared with is set back, and nothing else', async () => {
  const mark = `.fingerprint/host-${hash}/dep-lib-host`
  const {at, stale} = buildFolder(
    ...[mark, `.fingerprint/host-${hash}/lib-host`, `.fingerprint/host-${hash}/invoked.timestamp`],
    ...[`.fingerprint/host-${other}/dep-lib-host`, `.fingerprint/host-${other}/dep-build-script-build-script-build`],
    `deps/libhost-${hash}.rmeta`,
  )

  expect(await makeStale([host(at, `deps/libhost-${hash}.rmeta`)])).toBe(1)

  expect(stale()).toEqual([mark])
})

test('a finished binary, which has no hash in its name, is looked for among those of its package', async () => {
  const [tests, binary] = [
    `.fingerprint/host-${hash}/dep-test-integration-test-it`,
    `.fingerprint/host-${other}/dep-bin-host`,
  ]
  const {at, stale} = buildFolder(
    ...[tests, binary, `.fingerprint/host-${other}/dep-build-script-build-script-build`],
    ...[`.fingerprint/host-tools-${other}/dep-bin-host`, `.fingerprint/host-${'1'.repeat(16)}/dep-bin-serve`],
  )
  const crates = [{...host(at, `deps/it-${hash}`), target: 'it'}, host(at, 'host')]

  expect(await makeStale(crates)).toBe(2)

  expect(stale()).toEqual([tests, binary])
})

test('a crate whose files have no hash at all is found beside them', async () => {
  const marks = [`.fingerprint/host-${hash}/dep-lib-host`, `.fingerprint/host-${other}/dep-test-lib-host`]
  const {at, stale} = buildFolder(...marks)

  expect(await makeStale([host(at, 'deps/libhost.rmeta')])).toBe(2)

  expect(stale()).toEqual(marks)
})

test('in the layout where each crate has a folder of its own, the mark is beside its output', async () => {
  const mark = `build/host/${hash}/fingerprint/dep-lib-host`
  const {at, stale} = buildFolder(mark, `build/host/${hash}/out/libhost-${hash}.rmeta`)

  expect(await makeStale([host(at, `build/host/${hash}/out/libhost-${hash}.rmeta`)])).toBe(1)

  expect(stale()).toEqual([mark])
})

test('what a link leads to is left alone, and what isn’t there is no error', async () => {
  const elsewhere = temporaryFolder()
  writeFiles(elsewhere, {[`host-${hash}/dep-lib-host`]: '', 'dep-lib-host': ''})
  const {at} = buildFolder(`.fingerprint/tools-${'2'.repeat(16)}/dep-lib-tools`)
  symlinkSync(path.join(elsewhere, `host-${hash}`), at(`.fingerprint/host-${hash}`))
  mkdirSync(at(`.fingerprint/host-${other}`))
  symlinkSync(path.join(elsewhere, 'dep-lib-host'), at(`.fingerprint/host-${other}/dep-lib-host`))

  const files = [`deps/libhost-${hash}.rmeta`, `deps/libhost-${other}.rmeta`, 'deps/libgone-1111111111111111.rmeta']
  expect(await makeStale([...files, 'host', '/gone/deps/a.rmeta'].map(file => host(at, file)))).toBe(0)

  expect(statSync(path.join(elsewhere, `host-${hash}/dep-lib-host`)).mtimeMs).toBeGreaterThan(0)
  expect(statSync(path.join(elsewhere, 'dep-lib-host')).mtimeMs).toBeGreaterThan(0)
})
