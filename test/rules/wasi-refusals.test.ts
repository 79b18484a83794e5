import {expect, test} from 'vitest'
import {rewriteOne, wayOf} from './rewrite.ts'

// Where the rules of wasmtime-wasi aren't sure, they leave the place as it is and say why.

test.each([
  [
    'wasi-add-to-linker-static',
    'struct Host<T>(T);\nimpl<T: wasmtime_wasi::p2::WasiView> Host<T> {\n    fn link(l: &mut wasmtime::component::Linker<T>) {\n        wasmtime_wasi::p2::add_to_linker_async(l).unwrap()\n    }\n}\n',
    'T is a parameter of more than this function',
  ],
  [
    'wasi-add-to-linker-static',
    'fn link<T: wasmtime_wasi::p2::WasiView>(host: &mut Host<T>) { wasmtime_wasi::p2::add_to_linker_async(host.linker()).unwrap() }\n',
    "the type of the linker's data is not told here",
  ],
  [
    'trappable-error-trap-type',
    'use wasmtime_wasi::p2::StreamError;\nfn trap(error: anyhow::Error) -> StreamError { StreamError::Trap(error) }\n',
    'its error is one of anyhow',
  ],
  [
    'trappable-error-trap-type',
    'use wasmtime_wasi::p2::StreamError;\nfn f(r: anyhow::Result<()>) -> Result<(), StreamError> { r.map_err(StreamError::Trap) }\n',
    'it is handed on as a function',
  ],
  [
    'wasi-inputstream-boxed',
    'use wasmtime_wasi::InputStream;\nfn f(s: InputStream) { match s { InputStream::Host(h) => drop(h), _ => {} } }\n',
    'InputStream has no cases any more',
  ],
  [
    'wasiimpl-wraps-ioimpl',
    'fn f<T>(s: Option<T>) { let _ = s.map(wasmtime_wasi::WasiImpl); }\n',
    'it is handed on as a function',
  ],
  [
    'asyncstdio-new-takes-tokio',
    'use wasmtime_wasi::cli::AsyncStdinStream;\nuse wasmtime_wasi::p2::pipe::AsyncReadStream;\nfn f(s: AsyncReadStream) { AsyncStdinStream::new(s); }\n',
    'the stream was wrapped elsewhere',
  ],
  [
    'wasi-io-write-zeroes-flush-removed',
    'use wasmtime_wasi_io::streams::DynOutputStream;\nasync fn f(mut s: DynOutputStream) { s.blocking_write_zeroes_and_flush(1).await.unwrap() }\n',
    'write_zeroes is there in its place, which does not flush',
  ],
  [
    'wiggle-no-async-trait',
    '#[wiggle::async_trait]\ntrait Snapshot { async fn args(&mut self); }\n',
    'it is on no implementation',
  ],
  [
    'wasi-clock-ctors',
    'fn f() { wasmtime_wasi::clocks::WallClock::new(authority()); }\n',
    'its argument may do something',
  ],
  [
    'wasi-p3-cli-link-options-removed',
    'fn f(l: &mut L) { wasmtime_wasi::p3::cli::add_to_linker_with_options(l, &options()).unwrap() }\n',
    'its options may do something',
  ],
])('%s leaves %j to people', async (id, source, why) => {
  const {text, left} = await rewriteOne(source, wayOf(id))

  expect(text).toBe(source)
  expect(left.filter(({change}) => change === id).map(one => one.why)).toEqual([why])
})

test('a name that a macro shares with its crate is the crate where more follows it', async () => {
  const {text} = await rewriteOne(
    'use anyhow::anyhow;\nfn f() -> wasmtime_wasi::p2::StreamError { wasmtime_wasi::p2::StreamError::Trap(anyhow::anyhow!("x")) }\n',
    {from: 41, to: 42},
  )

  expect(text).toContain('StreamError::Trap(wasmtime::format_err!("x"))')
})

test('a wrapped state gets its IoImpl from where the target has it', async () => {
  const {text} = await rewriteOne('use wasmtime_wasi::WasiImpl;\nfn f<T>(s: T) -> WasiImpl<T> { WasiImpl(s) }\n', {
    from: 25,
    to: 34,
  })

  expect(text).toBe(
    'use wasmtime_wasi::p2::WasiImpl;\nfn f<T>(s: T) -> WasiImpl<T> { WasiImpl(wasmtime_wasi::p2::IoImpl(s)) }\n',
  )
})
