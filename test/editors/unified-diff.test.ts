import {expect, test} from 'vitest'
import {diffStat, unifiedDiff} from '../../src/editors/unified-diff.ts'

const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n'

test('prints the change with its context as git does', () => {
  expect(unifiedDiff('Makefile', before, before.replace('five', 'FIVE'), 1)).toBe(
    '--- a/Makefile\n+++ b/Makefile\n@@ -4,3 +4,3 @@\n four\n-five\n+FIVE\n six\n',
  )
})

test('names the absent side of a new and of a removed file', () => {
  expect(unifiedDiff('clippy.toml', undefined, 'msrv = "1.86"\n')).toBe(
    '--- /dev/null\n+++ b/clippy.toml\n@@ -0,0 +1,1 @@\n+msrv = "1.86"\n',
  )
  expect(unifiedDiff('clippy.toml', 'msrv = "1.86"\n', undefined)).toContain('+++ /dev/null\n')
})

test('shows a missing line break at the end', () => {
  expect(unifiedDiff('rust-toolchain', '1.75', '1.86')).toContain('\\ No newline at end of file')
})

test('is empty when nothing differs', () => {
  expect(unifiedDiff('Makefile', before, before)).toBe('')
})

test('counts added and removed lines', () => {
  expect(diffStat(before, before.replace('five\n', 'FIVE\nfive and a half\n'))).toEqual({added: 2, removed: 1})
  expect(diffStat(undefined, before)).toEqual({added: 8, removed: 0})
})
