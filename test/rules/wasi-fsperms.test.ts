import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const to48 = {from: 47, to: 48}
const opening = (permissions: string) =>
  [
    'use wasmtime_wasi::{DirPerms, FilePerms, WasiCtxBuilder};',
    'fn open(builder: &mut WasiCtxBuilder, read_only: bool) {',
    `    builder.preopened_dir(".", "/", ${permissions}).unwrap();`,
    '}',
    '',
  ].join('\n')

test.each([
  ['files that may be written in folders that may not', 'DirPerms::READ, FilePerms::all()'],
  ['what a condition decides', 'if read_only { DirPerms::READ } else { DirPerms::all() }, FilePerms::all()'],
  ['what nothing may read', 'DirPerms::empty(), FilePerms::empty()'],
  ['a comment between the two', 'DirPerms::all(), /* all of them */ FilePerms::all()'],
])('leaves %s to people', async (_, permissions) => {
  const {writes, left} = await rewriteOne(opening(permissions), to48)

  expect(writes).toEqual([])
  expect(left.map(({why}) => why)).toEqual([
    'what it allows for directories and for files is not told here, or differs',
  ])
})

test('spells the new name out where the old ones are still needed', async () => {
  const source = opening('DirPerms::all(), FilePerms::all()')
  const {text, left} = await rewriteOne(`${source}struct Mount { files: FilePerms }\n`, to48)

  expect(text).toContain('.preopened_dir(".", "/", wasmtime_wasi::FsPerms::ReadWrite)')
  expect(text).toContain('use wasmtime_wasi::{DirPerms, FilePerms, WasiCtxBuilder};')
  expect(left).toMatchObject([{line: 5, why: 'wasmtime-wasi 48 has FsPerms in the place of FilePerms'}])
})

test('goes from the root of 25 to that of 48', async () => {
  const {text} = await rewriteOne(opening('DirPerms::READ, FilePerms::READ'), {from: 25, to: 48})

  expect(text).toBe(
    opening('FsPerms::ReadOnly').replace('{DirPerms, FilePerms, WasiCtxBuilder}', '{FsPerms, WasiCtxBuilder}'),
  )
})

test('imports the new name where a glob of another crate is beside it', async () => {
  const source = `use wasmtime::*;\n${opening('DirPerms::all(), FilePerms::all()')}`
  const {text} = await rewriteOne(source, to48)

  expect(text).toContain('use wasmtime_wasi::{FsPerms, WasiCtxBuilder};')
})
