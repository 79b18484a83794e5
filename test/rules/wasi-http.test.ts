import {expect, test} from 'vitest'
import {rewriteOne} from './rewrite.ts'

const to43 = {from: 42, to: 43}
const structs = 'pub struct S { http: WasiHttpCtx, table: ResourceTable }\n'
const uses = 'use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpView};\n'

test.each([
  [
    'what it overrides',
    'fn ctx(&mut self) -> &mut C { &mut self.http } fn send_request(&mut self) {}',
    'WasiHttpHooks',
  ],
  [
    'a context behind a method',
    'fn ctx(&mut self) -> &mut C { self.inner.ctx() } fn table(&mut self) -> &mut R { &mut self.table }',
    'can’t be told',
  ],
  [
    'a table that is a part of the context',
    'fn ctx(&mut self) -> &mut C { &mut self.a } fn table(&mut self) -> &mut R { &mut self.a.b }',
    'parts of each other',
  ],
  ['a table that the file doesn’t tell', 'fn ctx(&mut self) -> &mut C { &mut self.http }', 'can’t be told'],
])('leaves a view to people with %s', async (_, functions, why) => {
  const {text, left} = await rewriteOne(`${uses}${structs}impl WasiHttpView for S { ${functions} }\n`, to43)

  expect(text).toContain(functions)
  expect(left.map(one => one.why).join()).toContain(why)
})

test.each([
  ['of wasmtime-wasi-io', 'impl wasmtime_wasi_io::IoView for S { fn table(&mut self) -> &mut R { &mut self.table } }'],
  ['before 30', 'impl wasmtime_wasi::WasiView for S { fn table(&mut self) -> &mut R { &mut self.table } }'],
  [
    'since 36',
    "impl wasmtime_wasi::WasiView for S { fn ctx(&mut self) -> V<'_> { V { ctx: &mut self.wasi, table: &mut self.table } } }",
  ],
])('finds the table in a view %s', async (_, other) => {
  const source = `${uses}${structs}impl WasiHttpView for S { fn ctx(&mut self) -> &mut C { &mut self.http } }\n${other}\n`

  expect((await rewriteOne(source, to43)).text).toContain('ctx: &mut self.http, table: &mut self.table, hooks')
})

test('a view of 25 is one of 48 in one go', async () => {
  const source = [
    'use wasmtime_wasi_http::types::{WasiHttpCtx, WasiHttpView};',
    'use wasmtime_wasi_http::bindings::ProxyPre;',
    'impl WasiHttpView for S {',
    '    fn table(&mut self) -> &mut ResourceTable { &mut self.table }',
    '    fn ctx(&mut self) -> &mut WasiHttpCtx { &mut self.http }',
    '}',
    'fn f(s: &mut S) { let r = s.new_incoming_request(Scheme::Http, request); }',
    '',
  ].join('\n')

  expect((await rewriteOne(source, {from: 25, to: 48})).text).toBe(
    [
      'use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpView};',
      'use wasmtime_wasi_http::p2::bindings::ProxyPre;',
      'impl WasiHttpView for S {',
      "    fn http(&mut self) -> wasmtime_wasi_http::WasiHttpCtxView<'_> { wasmtime_wasi_http::WasiHttpCtxView { ctx: &mut self.http, table: &mut self.table, hooks: Default::default() } }",
      '}',
      'fn f(s: &mut S) { let r = s.http().new_incoming_request(Scheme::Http, request); }',
      '',
    ].join('\n'),
  )
})

test('the proxy module of 22 is p2 at 48', async () => {
  const source = 'use wasmtime_wasi_http::proxy;\nfn f(p: proxy::Proxy) { proxy::sync::add_to_linker(l); }\n'

  expect((await rewriteOne(source, {from: 22, to: 48})).text).toBe(
    'fn f(p: wasmtime_wasi_http::p2::bindings::Proxy) { wasmtime_wasi_http::p2::add_to_linker_sync(l); }\n',
  )
})

test('leaves an import of the proxy module to people that has names of it beside', async () => {
  const source = 'use wasmtime_wasi_http::proxy::{self, exports};\n'
  const {writes, left} = await rewriteOne(source, {from: 22, to: 23})

  expect(writes).toEqual([])
  expect(left).toHaveLength(1)
})

test('leaves a request to people that was made without a scheme', async () => {
  const source = `${uses}fn f(s: &mut S) { s.new_incoming_request(request); }\n`
  const {left} = await rewriteOne(source, {from: 22, to: 43})

  expect(left).toMatchObject([{change: 'wasi-http-new-request-on-view', why: 'the scheme has to be given'}])
})

test('leaves what is called on a view already', async () => {
  const source = [
    'use wasmtime_wasi_http::p2::WasiHttpView;',
    'fn f(s: &mut S) {',
    '    s.http().new_incoming_request(scheme, request);',
    '    WasiHttpView::http(s).new_response_outparam(sender);',
    '    let mut view = s.http();',
    '    view.new_incoming_request(scheme, request);',
    '}',
    '',
  ].join('\n')

  expect((await rewriteOne(source, to43)).writes).toEqual([])
})

test('leaves two views of one type to people when their hooks differ', async () => {
  const view = (version: string, hooks: string) =>
    `impl wasmtime_wasi_http::${version}::WasiHttpView for S { fn http(&mut self) -> V<'_> { V { ctx: &mut self.http, table: &mut self.table, hooks: ${hooks} } } }\n`
  const source = view('p2', '&mut self.hooks') + view('p3', 'Default::default()')
  const {text, left} = await rewriteOne(source, {from: 47, to: 48})

  expect(text).toContain('p3::WasiHttpView')
  expect(left).toMatchObject([{change: 'wasi-http-unified-view', line: 2}])
})

test('the context of p3 in 42 are hooks of both at 48', async () => {
  const source =
    'use wasmtime_wasi_http::p3;\nimpl p3::WasiHttpCtx for S {}\nfn f() -> p3::DefaultWasiHttpCtx { todo!() }\n'
  const {text, left} = await rewriteOne(source, {from: 42, to: 48})

  expect(text).toContain('impl wasmtime_wasi_http::WasiHttpHooks for S {}')
  expect(left).toMatchObject([{line: 3}])
})
