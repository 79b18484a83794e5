import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const http = 'impl wasmtime_wasi_http::WasiHttpView for S'

test('gives a view without others an IoView of its own', async () => {
  const source = `${http} {\n    fn ctx(&mut self) -> &mut C { &mut self.http }\n    fn table(&mut self) -> &mut T { &mut self.table }\n}\n`

  expect((await rewriteOne(source, {from: 29, to: 33})).text).toBe(
    [
      'impl wasmtime_wasi::p2::IoView for S {',
      '    fn table(&mut self) -> &mut T { &mut self.table }',
      '}',
      '',
      `${http} {`,
      '    fn ctx(&mut self) -> &mut C { &mut self.http }',
      '}',
      '',
    ].join('\n'),
  )
})

test('leaves views with two tables to people', async () => {
  const source = [
    `${http} { fn ctx(&mut self) -> &mut C { &mut self.http } fn table(&mut self) -> &mut T { &mut self.one } }`,
    'impl wasmtime_wasi_io::IoView for S { fn table(&mut self) -> &mut T { &mut self.other } }',
    '',
  ].join('\n')
  const {writes, left} = await rewriteOne(source, {from: 29, to: 30})

  expect(writes).toEqual([])
  expect(left).toMatchObject([{change: 'wasihttpview-table-removed-30', line: 1}])
})

test('leaves a view to people whose table is in another file', async () => {
  const {writes, left} = await rewriteOne(`${http} { fn ctx(&mut self) -> &mut C { &mut self.http } }\n`, {
    from: 35,
    to: 36,
  })

  expect(writes).toEqual([])
  expect(left).toMatchObject([{change: 'wasihttpview-table-back', why: 'where its table is can’t be told'}])
})

test('has nothing to give back to a view of 29', async () => {
  const source = `${http} { fn ctx(&mut self) -> &mut C { &mut self.http } fn table(&mut self) -> &mut T { &mut self.t } }\n`

  expect((await rewriteOne(source, {from: 29, to: 42})).writes).toEqual([])
})

test('asks the list of forbidden headers where the target has it', async () => {
  const source = `${http} {\n    fn is_forbidden_header(&mut self, n: &H) -> bool {\n        n == "x"\n    }\n}\n`

  expect((await rewriteOne(source, {from: 35, to: 48})).text).toContain(
    '        wasmtime_wasi_http::DEFAULT_FORBIDDEN_HEADERS.contains(n) || n == "x"\n',
  )
})

test.each(['&H(ref n): &H', '_: &H'])('leaves a header to people that has no name: %s', async parameter => {
  const source = `${http} { fn is_forbidden_header(&mut self, ${parameter}) -> bool { f() } }\n`
  const {writes, left} = await rewriteOne(source, {from: 35, to: 36})

  expect(writes).toEqual([])
  expect(left.map(({change}) => change)).toContain('wasihttpview-forbidden-headers')
})
